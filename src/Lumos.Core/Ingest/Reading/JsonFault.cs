using System.Text.Json;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Finds the line at which a JSON file stops being well-formed; the engine counts records, not lines. Only used once reading failed.</summary>
internal static class JsonFault
{
    private const long MostBytes = 256 << 20;

    /// <summary>1-based line; null when it is not found, or the file is compressed or too large to look at again.</summary>
    public static long? LineOf(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Compression != SourceFormats.NoCompression || file.Bytes is 0 or > MostBytes) return null;
        try
        {
            var bytes = File.ReadAllBytes(file.Path);
            return file.Format == SourceFormats.Ndjson ? BadRecord(bytes) : BadPlace(bytes, 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long? BadRecord(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        for (long line = 1; start < bytes.Length; line++)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            var record = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (record.Trim(" \t\r"u8).Length > 0 && BadPlace(record, line - 1) is not null) return line;
            if (length < 0) break;
            start += length + 1;
        }

        return null;
    }

    private static long? BadPlace(ReadOnlySpan<byte> bytes, long before)
    {
        if (bytes.StartsWith("\ufeff"u8)) bytes = bytes[3..];
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return before + (e.LineNumber ?? 0) + 1;
        }
    }
}
