namespace Lumos.Core.Ingest.Csv;

/// <summary>Recognises files that are not text at all, to say what they are instead of reading noise.</summary>
internal static class CsvBinary
{
    private const string Export = "Export it as CSV, or convert it, and try again.";

    private static readonly (byte[] Magic, string Kind, string NextStep)[] Known =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook", "Unpack it, or save the sheet as CSV, and try again."),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document", "Save the sheet as CSV and try again."),
        ("PAR1"u8.ToArray(), "a Parquet file", "Name it *.parquet so that it is read as one."),
        ("%PDF"u8.ToArray(), "a PDF document", "Get the table in another format."),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image", "Name a data file."),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", "Name a data file."),
        ("GIF8"u8.ToArray(), "a GIF image", "Name a data file."),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd-compressed", "Name it *.zst so that the engine reads it, or decompress it first."),
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
    /// <param name="wide">Whether the text is UTF-16 or UTF-32, where zero bytes are ordinary.</param>
    public static void Refuse(string name, ReadOnlySpan<byte> head, bool wide)
    {
        foreach (var (magic, kind, nextStep) in Known)
        {
            if (!head.StartsWith(magic)) continue;

            // Short magics that are also letters need a control byte nearby to be believed.
            if (magic.Length <= 4 && magic.AsSpan().IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0 && Controls(head[..Math.Min(head.Length, 512)]) == 0) continue;
            throw CsvErrors.Binary(name, kind, nextStep);
        }

        if (wide || head.IsEmpty) return;
        var sample = head[..Math.Min(head.Length, 65536)];
        if (Controls(sample) > Math.Max(8, sample.Length / 10)) throw CsvErrors.Binary(name, "binary data", "Name a text file, or convert it first.");
    }

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            // NUL padding alone is handled row by row; the unit separators of ASCII are delimiters.
            if (b is > 0 and < 9 or 11 or (>= 14 and <= 26) or 127 && b is not (1 or 2 or 3)) count++;
        }

        return count;
    }
}
