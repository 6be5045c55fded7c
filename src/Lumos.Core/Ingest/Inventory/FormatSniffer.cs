using System.IO.Compression;
using System.Text.Json;
using Lumos.Core.Ingest.Json;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>Tells the format of a file by its content, and by its name only where the content cannot decide.</summary>
internal static class FormatSniffer
{
    private const int HeadBytes = 64 << 10;

    /// <summary>The file with format, compression and size filled in.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">It cannot be opened, or is empty.</exception>
    public static SourceFile Look(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
            file = file with { Bytes = stream.Length };
            if (file.Bytes == 0) throw IngestErrors.Empty(file.Location);
            var head = Read(stream);
            if (ZstdFileStream.IsZstd(head))
            {
                file = file with { Compression = SourceFormats.Zstd };
                stream.Position = 0;
                head = Read(new ZstdFileStream(stream, file.Location));
                if (head.Length == 0) throw IngestErrors.Empty(file.Location);
            }
            else if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            {
                file = file with { Compression = SourceFormats.Gzip };
                stream.Position = 0;
                head = Unzip(stream, file.Location);
                if (head.Length == 0) throw IngestErrors.Empty(file.Location);
            }

            file = file with { Format = ByContent(head, file.Location) };
            return file.Format is SourceFormats.Json or SourceFormats.Ndjson ? file with { Encoding = JsonEncodings.Of(head)?.WebName } : file;
        }
        catch (UnauthorizedAccessException e)
        {
            throw IngestErrors.FileUnreadable(file.Location, e);
        }
        catch (IOException e)
        {
            throw IngestErrors.FileUnreadable(file.Location, e);
        }
    }

    private static string ByContent(byte[] head, string location)
    {
        if (head.AsSpan().StartsWith("PAR1"u8)) return SourceFormats.Parquet;
        if (head.Length >= 12 && head.AsSpan(8, 4).SequenceEqual("DUCK"u8)) return SourceFormats.DuckDb;
        if (head.AsSpan().StartsWith("SQLite format 3\0"u8)) throw IngestErrors.Sqlite(location);
        if (Markup.Of(head) is { } markup) throw IngestErrors.IsMarkup(location, markup);
        if (head.Length > 262 && head.AsSpan(257, 5).SequenceEqual("ustar"u8)) throw IngestErrors.IsArchive(location);
        return JsonKind(head, location) ?? SourceFormats.Csv;
    }

    // {"a":1}\n{"a":2} is NDJSON, [{"a":1}] and one object are JSON. Text that merely starts with a bracket is not.
    private static string? JsonKind(byte[] head, string location)
    {
        ReadOnlySpan<byte> text = JsonEncodings.ToUtf8(head);
        text = text.TrimStart(" \t\r\n"u8);
        if (text.Length == 0 || text[0] is not ((byte)'{' or (byte)'[')) return null;
        var named = ByName(location);
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
            if (!reader.Read()) return named;
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                return reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndArray ? named ?? SourceFormats.Json : named;
            }

            if (!reader.Read() || reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject)) return named;

            // One object that is longer than what was looked at may be the whole file or the first of many; the reader takes it either way.
            while (reader.CurrentDepth > 0)
            {
                if (!reader.Read()) return named ?? SourceFormats.Json;
            }

            var rest = text[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8);
            return rest.Length > 0 && rest[0] == '{' ? SourceFormats.Ndjson : named ?? SourceFormats.Json;
        }
        catch (JsonException)
        {
            return named;
        }
    }

    private static string? ByName(string location)
    {
        var name = location.ToLowerInvariant();
        foreach (var suffix in (string[])[".gz", ".zst", ".zstd"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal)) name = name[..^suffix.Length];
        }

        return Path.GetExtension(name) switch
        {
            ".json" or ".geojson" => SourceFormats.Json,
            ".ndjson" or ".jsonl" or ".jsonlines" => SourceFormats.Ndjson,
            _ => null,
        };
    }

    private static byte[] Read(Stream stream)
    {
        var head = new byte[HeadBytes];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read];
    }

    private static byte[] Unzip(Stream stream, string location)
    {
        try
        {
            using var unzipped = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            return Read(unzipped);
        }
        catch (InvalidDataException e)
        {
            throw IngestErrors.GzipTruncated(location, e);
        }
    }
}
