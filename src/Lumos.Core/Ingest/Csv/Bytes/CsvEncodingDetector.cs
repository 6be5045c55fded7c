using System.Buffers.Binary;
using System.Text;

namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>An encoding by name, and how many bytes of mark precede the text.</summary>
internal readonly record struct CsvEncoding(string Name, int MarkLength)
{
    public bool IsUtf8 => Name == "utf-8";

    public bool IsWide => Name.StartsWith("utf-16", StringComparison.Ordinal) || Name.StartsWith("utf-32", StringComparison.Ordinal);

    /// <summary>Bytes of a code unit.</summary>
    public int UnitBytes => Name.StartsWith("utf-16", StringComparison.Ordinal) ? 2 : IsWide ? 4 : 1;

    /// <summary>The decoder's encoding; invalid bytes become U+FFFD.</summary>
    public static Encoding? Resolve(string name)
    {
        switch (name)
        {
            case "utf-8": return new UTF8Encoding(false);
            case "utf-16le": return new UnicodeEncoding(false, false);
            case "utf-16be": return new UnicodeEncoding(true, false);
            case "utf-32le": return new UTF32Encoding(false, false);
            case "utf-32be": return new UTF32Encoding(true, false);
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>Finds the encoding from marks, from the pattern of zero bytes, from UTF-8 validity, and last from letter statistics.</summary>
internal static class CsvEncodingDetector
{
    /// <summary>The most likely encoding of a sample; the sample may end within a character.</summary>
    /// <param name="head">First bytes of the file, with any mark.</param>
    /// <param name="more">Further samples of a large file; may start and end within a character.</param>
    public static CsvEncoding Detect(ReadOnlySpan<byte> head, IReadOnlyList<byte[]>? more = null)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return new CsvEncoding("utf-8", 3);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) && head.Length % 4 == 0) return new CsvEncoding("utf-32le", 4);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return new CsvEncoding("utf-16le", 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return new CsvEncoding("utf-16be", 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return new CsvEncoding("utf-32be", 4);
        if (Widest(head) is { } widest) return new CsvEncoding(widest, 0);
        if (Wide(head) is { } wide) return new CsvEncoding(wide, 0);

        var (valid, invalid) = CountSequences(head);
        foreach (var sample in more ?? [])
        {
            var (v, i) = CountSequences(Inner(sample));
            valid += v;
            invalid += i;
        }

        if (invalid == 0 || valid > invalid * 4L) return new CsvEncoding("utf-8", 0);
        var evidence = new List<byte>();
        CsvLegacyEncoding.Collect(head, evidence);
        foreach (var sample in more ?? []) CsvLegacyEncoding.Collect(sample, evidence);
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(evidence);

        // Western text hardly ever forms valid sequences by chance: a file of both kinds is UTF-8 that was pasted into.
        if (valid >= 3 && valid > invalid / 4 && CsvDoubleByteEncoding.Detect(bytes) is null) return new CsvEncoding("utf-8", 0);
        return new CsvEncoding(CsvLegacyEncoding.Detect(bytes), 0);
    }

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> sample)
    {
        var at = 0;
        while (at < 3 && at < sample.Length && (sample[at] & 0xC0) == 0x80) at++;
        return sample[at..];
    }

    /// <summary>UTF-32 without a mark: every four bytes are a character.</summary>
    private static string? Widest(ReadOnlySpan<byte> head)
    {
        var units = Math.Min(head.Length, 8192) / 4;
        if (units < 3 || head.Length % 4 != 0) return null;
        int little = 0, big = 0;
        for (var i = 0; i < units; i++)
        {
            var unit = head.Slice(i * 4, 4);
            if (IsText(BinaryPrimitives.ReadUInt32LittleEndian(unit))) little++;
            if (IsText(BinaryPrimitives.ReadUInt32BigEndian(unit))) big++;
        }

        // What is UTF-16 has a letter in nearly every pair of bytes, and numbers are no letters: no unit of four fits then.
        if (little == units && big < units) return "utf-32le";
        return big == units && little < units ? "utf-32be" : null;

        static bool IsText(uint value) => value < 0x110000 && (value >= ' ' || value is '\t' or '\n' or '\r') && value is not (0x7F or >= 0xD800 and < 0xE000) && (value < 0x80 || Rune.IsLetterOrDigit(new Rune(value)) || Rune.IsPunctuation(new Rune(value)) || Rune.IsSymbol(new Rune(value)) || Rune.IsWhiteSpace(new Rune(value)) || value == 0xFEFF);
    }

    private static string? Wide(ReadOnlySpan<byte> head)
    {
        var pairs = Math.Min(head.Length, 8192) / 2;
        if (pairs < 2) return null;
        int little = 0, big = 0;
        Span<int> littlePages = stackalloc int[7];
        Span<int> bigPages = stackalloc int[7];
        littlePages.Clear();
        bigPages.Clear();
        for (var i = 0; i < pairs; i++)
        {
            var a = head[i * 2];
            var b = head[(i * 2) + 1];
            if (b == 0 && a is >= 9 and < 127) little++;
            else if (a == 0 && b is >= 9 and < 127) big++;
            if (b is >= 1 and <= 6) littlePages[b]++;
            if (a is >= 1 and <= 6) bigPages[a]++;
        }

        if (little > pairs * 0.2 && big <= little / 10) return "utf-16le";
        if (big > pairs * 0.2 && little <= big / 10) return "utf-16be";

        // Letters of one other alphabet between ASCII delimiters and line ends: Greek, Cyrillic, Hebrew, Arabic.
        if (IsOneScript(little, littlePages, pairs)) return "utf-16le";
        return IsOneScript(big, bigPages, pairs) ? "utf-16be" : null;
    }

    private static bool IsOneScript(int ascii, ReadOnlySpan<int> pages, int pairs)
    {
        var page = 0;
        foreach (var count in pages) page = Math.Max(page, count);
        return ascii >= 2 && page > ascii && ascii + page >= pairs * 0.95;
    }

    /// <summary>Multi-byte sequences that are valid UTF-8, and bytes that are not; a sequence cut off by the end counts as neither.</summary>
    internal static (long Valid, long Invalid) CountSequences(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Ascii.IsValid(bytes)) return (0, 0);
        long valid = 0, invalid = 0;
        while (true)
        {
            var ascii = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0) return (valid, invalid);
            bytes = bytes[ascii..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return (valid, invalid);
            if (status == System.Buffers.OperationStatus.Done) valid++;
            else invalid++;
            bytes = bytes[consumed..];
        }
    }
}
