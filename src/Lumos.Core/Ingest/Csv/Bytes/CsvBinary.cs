namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>Recognises files that are not text at all, to say what they are instead of reading noise.</summary>
internal static class CsvBinary
{
    private const string Export = "Export it as CSV, or convert it, and try again.";

    private static readonly (byte[] Magic, string Kind, string NextStep)[] Known =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook", "Unpack it, or save the sheet as CSV, and try again."),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document", "Save the sheet as CSV and try again."),
        ("PAR1"u8.ToArray(), "a Parquet file", "Name it *.parquet so that it is read as one."),
        ("%PDF-"u8.ToArray(), "a PDF document", "Get the table in another format."),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image", "Name a data file."),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", "Name a data file."),
        ("GIF8"u8.ToArray(), "a GIF image", "Name a data file."),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd-compressed", "Decompress it first."),
        ("BZh"u8.ToArray(), "bzip2-compressed", "Decompress it first."),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz-compressed", "Decompress it first."),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive", "Unpack it first."),
        ("Rar!"u8.ToArray(), "a RAR archive", "Unpack it first."),
        ("SQLite format 3"u8.ToArray(), "an SQLite database", "Use a database source for it."),
        ([0x7F, 0x45, 0x4C, 0x46], "an executable", "Name a data file."),
        ("ARROW1"u8.ToArray(), "an Arrow file", Export),
        ("ORC"u8.ToArray(), "an ORC file", Export),
        ([0x4F, 0x62, 0x6A, 0x01], "an Avro file", Export),
    ];

    /// <summary>Refuses bytes that are not text.</summary>
    /// <param name="name">File name for the message.</param>
    /// <param name="head">First bytes of the file.</param>
    /// <param name="unit">Bytes of a code unit: more than one in UTF-16 and UTF-32, where zero bytes are ordinary.</param>
    public static void Refuse(string name, ReadOnlySpan<byte> head, int unit)
    {
        foreach (var (magic, kind, nextStep) in Known)
        {
            if (!head.StartsWith(magic)) continue;

            // Short magics that are also letters need a control byte nearby to be believed.
            if (magic.Length <= 4 && magic.AsSpan().IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0 && Controls(head[..Math.Min(head.Length, 512)]) == 0) continue;
            throw CsvErrors.Binary(name, kind, nextStep);
        }

        if (head.IsEmpty) return;
        var sample = head[..Math.Min(head.Length, 65536)];
        if (IsNoise(sample, unit)) throw CsvErrors.Binary(name, "binary data", "Name a text file, or convert it first.");
    }

    /// <summary>
    /// Text knows few control characters, however often it uses one: as a delimiter, for a line end within a cell, as padding. Numbers in
    /// binary, compressed and encrypted bytes use all of them.
    /// </summary>
    private static bool IsNoise(ReadOnlySpan<byte> sample, int unit)
    {
        Span<int> counts = stackalloc int[33];
        counts.Clear();
        var units = sample.Length / unit;
        for (var i = 0; i + unit <= sample.Length; i += unit)
        {
            var code = Code(sample.Slice(i, unit));
            if (IsControl(code)) counts[code == 127 ? 32 : code]++;
        }

        int total = 0, kinds = 0, most = 0;
        foreach (var count in counts)
        {
            total += count;
            if (count > 0) kinds++;
            most = Math.Max(most, count);
        }

        if (kinds >= 4 && total > units / 33) return true;
        var nul = counts[0];
        return total - nul - (most == nul ? 0 : most) > Math.Max(8, units / 10) || (most > units / 2 && most != nul);
    }

    /// <summary>The code unit when its value is below 256, else a letter's; either byte order, as the zeros tell.</summary>
    private static int Code(ReadOnlySpan<byte> unit)
    {
        if (unit.Length == 1) return unit[0];
        if (unit[1..].IndexOfAnyExcept((byte)0) < 0) return unit[0];
        return unit[..^1].IndexOfAnyExcept((byte)0) < 0 ? unit[^1] : 'a';
    }

    /// <summary>Control characters but for white space and the separators of ASCII.</summary>
    private static bool IsControl(int code) => code is (>= 0 and < 9) or 11 or (>= 14 and <= 27) or 127;

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            // NUL padding and the delimiters of Hive say nothing against text.
            if (b > 3 && IsControl(b)) count++;
        }

        return count;
    }
}
