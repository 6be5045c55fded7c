using System.Text;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>The line <c>sep=;</c> that spreadsheets write and read at the top of a file.</summary>
/// <param name="Delimiter">The delimiter it names.</param>
/// <param name="Length">Bytes of the line with its end.</param>
internal sealed record CsvSeparatorLine(string Delimiter, int Length)
{
    public static CsvSeparatorLine? Read(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (end is < 5 or > 12) return null;
        var line = text[..end];
        var quoted = line.StartsWith("\""u8) && line.EndsWith("\""u8) && line.Length > 6;
        if (quoted) line = line[1..^1];
        if (!Ascii.EqualsIgnoreCase(line[..4], "sep="u8)) return null;
        var length = end + 1;
        if (text[end] == (byte)'\r' && length < text.Length && text[length] == (byte)'\n') length++;
        return new CsvSeparatorLine(Encoding.UTF8.GetString(line[4..]), length);
    }
}
