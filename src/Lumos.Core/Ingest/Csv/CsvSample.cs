using System.Text;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Dialects;

namespace Lumos.Core.Ingest.Csv;

/// <summary>What the sniffer looks at: the whole text of a small file; head, tail and samples between of a large one.</summary>
internal sealed class CsvSample
{
    /// <summary>Most bytes read from the start.</summary>
    internal const int HeadBytes = 4 << 20;

    /// <summary>Bytes of the start looked at when the file is larger than <see cref="HeadBytes"/>; the reader checks the rest.</summary>
    private const int LargeHeadBytes = 1 << 20;

    /// <summary>Bytes read from the end of a larger file.</summary>
    internal const int TailBytes = 512 << 10;

    private const int StrideBytes = 16 << 10;
    private const int Strides = 24;

    private CsvSample()
    {
    }

    public required CsvEncoding Encoding { get; init; }

    /// <summary>Encoding the bytes speak for when another one was stated; null when nothing speaks against what was stated.</summary>
    public string? LooksLike { get; init; }

    /// <summary>UTF-8 text from the start of the file, after any byte order mark.</summary>
    public required byte[] Head { get; init; }

    /// <summary>Whether <see cref="Head"/> is the whole file.</summary>
    public required bool Complete { get; init; }

    /// <summary>UTF-8 text of the end of the file, from a line start; empty when <see cref="Complete"/> or out of reach.</summary>
    public byte[] Tail { get; init; } = [];

    /// <summary>UTF-8 text from places between head and tail, cut anywhere; empty when <see cref="Complete"/> or out of reach.</summary>
    public IReadOnlyList<byte[]> Middle { get; init; } = [];

    /// <summary>Maps positions in <see cref="Head"/> to source offsets; calls must not go backwards.</summary>
    public required Func<long, long> HeadOffset { get; init; }

    /// <summary>Maps positions in <see cref="Tail"/> to source offsets; calls must not go backwards.</summary>
    public Func<long, long> TailOffset { get; init; } = static position => position;

    /// <summary>Bytes of the decompressed file.</summary>
    public required long Length { get; init; }

    public static async ValueTask<CsvSample> LoadAsync(CsvInput input, string? encodingName, CancellationToken cancellationToken)
    {
        var stream = await input.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var head = await ReadUpToAsync(input, stream, HeadBytes + 1, cancellationToken).ConfigureAwait(false);
        if (head.Length == 0) throw CsvErrors.Empty(input.Name);
        var complete = head.Length <= HeadBytes;
        long length = head.Length;
        byte[] tail = [];
        List<(long At, byte[] Bytes)> pieces = [];
        if (!complete)
        {
            (tail, length) = stream.CanSeek
                ? await SeekTailAsync(input, stream, pieces, cancellationToken).ConfigureAwait(false)
                : await StreamTailAsync(input, stream, HeadBytes + 1, cancellationToken).ConfigureAwait(false);
        }

        List<byte[]> strides = [.. pieces.Select(static piece => piece.Bytes)];
        var encoding = CsvEncodingDetector.Detect(head, strides);
        var cells = complete || encoding.IsWide ? null : await CsvLongHead.ShortenAsync(input, head, LargeHeadBytes, cancellationToken).ConfigureAwait(false);
        if (cells is not null)
        {
            head = cells.Text;
            strides = [.. pieces.Where(piece => !cells.LeftOut(piece.At)).Select(static piece => piece.Bytes)];
        }

        if (!complete) head = head[..Math.Min(head.Length, LargeHeadBytes)];
        string? looksLike = null;
        if (encodingName is not null && encodingName != encoding.Name)
        {
            // Only Unicode is told for certain: bytes that are invalid in what was stated show row by row, UTF-8 read as a code page never does.
            if ((encoding.IsUtf8 && !Ascii.IsValid(head)) || encoding.IsWide) looksLike = encoding.Name;
            encoding = new CsvEncoding(encodingName, 0);
        }

        CsvBinary.Refuse(input.Name, head, encoding.UnitBytes);
        var headText = await DecodeAsync(input.Name, head, encoding, encoding.MarkLength, cancellationToken).ConfigureAwait(false);
        if (headText.Text.AsSpan().IndexOfAnyExcept("\n\r \0"u8) < 0 && complete) throw CsvErrors.Empty(input.Name);
        if (complete)
        {
            return new CsvSample { Encoding = encoding, LooksLike = looksLike, Head = headText.Text, Complete = true, HeadOffset = headText.Offset, Length = length };
        }

        if (cells is not null && cells.EndOfGap(length - tail.Length) is var end and > 0) tail = tail[(int)Math.Min(tail.Length, end - (length - tail.Length))..];
        var tailStart = length - tail.Length;
        var cut = FirstLineStart(tail, encoding, tailStart);
        var tailText = await DecodeAsync(input.Name, tail, encoding, cut, cancellationToken).ConfigureAwait(false);
        return new CsvSample
        {
            Encoding = encoding,
            LooksLike = looksLike,
            Head = headText.Text,
            Complete = false,
            HeadOffset = cells is null ? headText.Offset : position => cells.Whole(headText.Offset(position)),
            Tail = tailText.Text,
            Middle = await DecodeStridesAsync(input.Name, strides, encoding, cancellationToken).ConfigureAwait(false),
            TailOffset = position => tailStart + tailText.Offset(position),
            Length = length,
        };
    }

    private static async ValueTask<(byte[] Text, Func<long, long> Offset)> DecodeAsync(string name, byte[] bytes, CsvEncoding encoding, int start, CancellationToken cancellationToken)
    {
        if (encoding.IsUtf8) return (bytes[start..], position => start + position);
        var input = new CsvInput(name, () => new MemoryStream(bytes, writable: false));
        var reader = await CsvByteReader.OpenAsync(input, encoding, start, cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) text.Write(buffer, 0, read);
        return (text.ToArray(), reader.SourceOffset);
    }

    private static async ValueTask<List<byte[]>> DecodeStridesAsync(string name, List<byte[]> strides, CsvEncoding encoding, CancellationToken cancellationToken)
    {
        var middle = new List<byte[]>();
        for (var i = 0; i < strides.Count; i += 3)
        {
            // Single bytes may be cut anywhere; wider units from a line start on.
            var start = encoding.IsWide ? FirstLineStart(strides[i], encoding, 1) : 0;
            if (start < strides[i].Length) middle.Add((await DecodeAsync(name, strides[i], encoding, start, cancellationToken).ConfigureAwait(false)).Text);
        }

        return middle;
    }

    private static async ValueTask<byte[]> ReadUpToAsync(CsvInput input, Stream stream, int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(limit, 1 << 16)];
        var length = 0;
        while (length < limit)
        {
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(limit, buffer.Length * 4L));
            var read = await input.ReadAsync(stream, buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
        }

        return buffer.AsSpan(0, length).ToArray();
    }

    private static async ValueTask<(byte[] Tail, long Length)> SeekTailAsync(CsvInput input, Stream stream, List<(long At, byte[] Bytes)> strides, CancellationToken cancellationToken)
    {
        var length = stream.Length;
        for (var i = 1; i <= Strides; i++)
        {
            var at = (HeadBytes + ((length - HeadBytes) / (Strides + 1) * i)) & ~3L;
            if (at + StrideBytes > length) break;
            stream.Seek(at, SeekOrigin.Begin);
            strides.Add((at, await ReadUpToAsync(input, stream, StrideBytes, cancellationToken).ConfigureAwait(false)));
        }

        // An even start keeps the code units of UTF-16 whole.
        var tailStart = Math.Max(HeadBytes, length - TailBytes) & ~3L;
        stream.Seek(tailStart, SeekOrigin.Begin);
        return (await ReadUpToAsync(input, stream, (int)(length - tailStart), cancellationToken).ConfigureAwait(false), length);
    }

    private static async ValueTask<(byte[] Tail, long Length)> StreamTailAsync(CsvInput input, Stream stream, long at, CancellationToken cancellationToken)
    {
        var ring = new byte[TailBytes * 2];
        var filled = 0;
        while (true)
        {
            if (filled == ring.Length)
            {
                ring.AsSpan(TailBytes).CopyTo(ring);
                filled = TailBytes;
            }

            var read = await input.ReadAsync(stream, ring.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            filled += read;
            at += read;
        }

        var start = Math.Max(0, filled - TailBytes);
        start += (int)((4 - ((at - filled + start) & 3)) & 3);
        return (ring.AsSpan(Math.Min(start, filled)..filled).ToArray(), at);
    }

    private static int FirstLineStart(byte[] tail, CsvEncoding encoding, long tailStart)
    {
        if (tailStart == 0) return encoding.MarkLength;
        var unit = encoding.UnitBytes;
        var low = encoding.Name.EndsWith("be", StringComparison.Ordinal) && unit > 1 ? unit - 1 : 0;
        for (var i = 0; i + unit <= tail.Length; i += unit)
        {
            if (tail[i + low] == (byte)'\n' && tail.AsSpan(i, unit).IndexOfAnyExcept((byte)0, (byte)'\n') < 0) return i + unit;
        }

        return tail.Length;
    }
}
