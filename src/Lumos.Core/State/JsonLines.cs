using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lumos.Core.Artifacts;

namespace Lumos.Core.State;

/// <summary>
/// Append-only files of canonical JSON, a record a line. A line counts once its line feed is on disk: what a killed writer left
/// behind it is not read, and is cut off by the next writer.
/// </summary>
internal static class JsonLines
{
    private static ReadOnlySpan<byte> LineFeed => "\n"u8;

    /// <summary>Appends records and forces them to disk before it returns.</summary>
    public static void Append<T>(string path, IEnumerable<T> records, JsonTypeInfo<T> type)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Append(stream, records, type);
        }
        catch (Exception exception) when (StateErrors.IsRefusal(exception))
        {
            throw StateErrors.Unwritable(path, exception);
        }
    }

    /// <summary>Writes a file of records anew, whole or not at all.</summary>
    public static void Replace<T>(string path, IEnumerable<T> records, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        foreach (var record in records)
        {
            buffer.Write(CanonicalJson.Serialize(record, type));
            buffer.Write(LineFeed);
        }

        AtomicFile.Write(path, buffer.ToArray());
    }

    /// <summary>Appends to an open file, after its last whole line.</summary>
    public static void Append<T>(FileStream stream, IEnumerable<T> records, JsonTypeInfo<T> type)
    {
        var end = CutTornLine(stream);
        using var buffer = new MemoryStream();
        foreach (var record in records)
        {
            buffer.Write(CanonicalJson.Serialize(record, type));
            buffer.Write(LineFeed);
        }

        try
        {
            stream.Seek(end, SeekOrigin.Begin);
            stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (StateErrors.IsRefusal(exception))
        {
            // A full disk may have taken half a line: leave the file as it was.
            stream.SetLength(end);
            throw;
        }
    }

    /// <summary>Whole lines of the file with their 1-based numbers; none when there is no file. May be read while another process appends.</summary>
    public static async IAsyncEnumerable<(long Line, string Text)> ReadLinesAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StreamReader reader;
        long end;
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);
            end = EndOfWholeLines(stream);
            stream.Position = 0;
            reader = new StreamReader(new BoundedStream(stream, end));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            yield break;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StateErrors.Unreadable(path, exception);
        }

        using (reader)
        {
            for (long number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text; number++) yield return (number, text);
        }
    }

    /// <summary>Records of the file.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (line, text) in ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            T? record;
            try
            {
                record = JsonSerializer.Deserialize(text, type);
            }
            catch (JsonException exception)
            {
                throw StateErrors.Corrupt(path, $"Line {line} of the state file is not a record.", exception);
            }

            if (record is not null) yield return record;
        }
    }

    /// <summary>Records behind a byte of the file, each with the byte it begins at and the one behind its line.</summary>
    public static async IAsyncEnumerable<(T Record, long First, long End)> ReadAsync<T>(string path, long from, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (lines, first) in BlocksAsync(path, from, cancellationToken).ConfigureAwait(false))
        {
            for (var at = 0; at < lines.Length;)
            {
                var length = lines.Span[at..].IndexOf(LineFeed[0]);
                if (Record(lines.Span.Slice(at, length), path, type) is { } record) yield return (record, first + at, first + at + length + 1);
                at += length + 1;
            }
        }
    }

    /// <summary>Records of the lines that hold a word of ASCII letters and digits, behind a byte of the file. Other lines are not looked at, so that a few of many records are found about as fast as the file is read.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(string path, string word, JsonTypeInfo<T> type, long from = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var wanted = Encoding.UTF8.GetBytes(word);
        await foreach (var (lines, _) in BlocksAsync(path, from, cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in Holding(lines.Span, wanted, path, type)) yield return record;
        }
    }

    /// <summary>Whole lines of the file, many at a time, each time with the byte they begin at. They stand until the next are asked for.</summary>
    private static async IAsyncEnumerable<(ReadOnlyMemory<byte> Lines, long First)> BlocksAsync(string path, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) yield break;
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StateErrors.Unreadable(path, exception);
        }

        using (stream)
        {
            var left = EndOfWholeLines(stream) - from;
            if (left <= 0) yield break;
            stream.Position = from;
            var block = new byte[(int)Math.Min(left, 1 << 20)];
            for (var held = 0; left > 0;)
            {
                if (held == block.Length) Array.Resize(ref block, block.Length * 2);
                var read = await stream.ReadAsync(block.AsMemory(held, (int)Math.Min(left, block.Length - held)), cancellationToken).ConfigureAwait(false);
                if (read == 0) break;
                left -= read;
                held += read;
                var whole = block.AsSpan(0, held).LastIndexOf(LineFeed[0]) + 1;
                if (whole > 0) yield return (block.AsMemory(0, whole), from);
                from += whole;
                block.AsSpan(whole, held - whole).CopyTo(block);
                held -= whole;
            }
        }
    }

    /// <summary>Records of those of some whole lines that hold a word.</summary>
    private static List<T> Holding<T>(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> word, string path, JsonTypeInfo<T> type)
    {
        var records = new List<T>();
        while (lines.IndexOf(word) is >= 0 and var at)
        {
            var start = lines[..at].LastIndexOf(LineFeed[0]) + 1;
            var end = at + lines[at..].IndexOf(LineFeed[0]);
            if (Record(lines[start..end], path, type) is { } record) records.Add(record);
            lines = lines[(end + 1)..];
        }

        return records;
    }

    private static T? Record<T>(ReadOnlySpan<byte> line, string path, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException exception)
        {
            throw StateErrors.Corrupt(path, "A line of the state file is not a record.", exception);
        }
    }

    /// <summary>Cuts off what follows the last line feed.</summary>
    /// <returns>Length of the file.</returns>
    public static long CutTornLine(FileStream stream)
    {
        var end = EndOfWholeLines(stream);
        if (end != stream.Length) stream.SetLength(end);
        return end;
    }

    /// <summary>The last whole line, given where it ends.</summary>
    public static string LastLine(FileStream stream, long end)
    {
        var start = EndOfWholeLines(stream, end - 1);
        var bytes = new byte[end - 1 - start];
        stream.Position = start;
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static long EndOfWholeLines(FileStream stream) => EndOfWholeLines(stream, stream.Length);

    private static long EndOfWholeLines(FileStream stream, long end)
    {
        Span<byte> block = stackalloc byte[4096];
        while (end > 0)
        {
            var start = Math.Max(0, end - block.Length);
            stream.Position = start;
            var part = block[..(int)(end - start)];
            stream.ReadExactly(part);
            var at = part.LastIndexOf(LineFeed[0]);
            if (at >= 0) return start + at + 1;
            end = start;
        }

        return 0;
    }
}
