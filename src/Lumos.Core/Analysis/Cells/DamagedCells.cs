using System.Text;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Text that was damaged on its way: a wrong encoding, characters that cannot be shown, white space around it, a number or date a spreadsheet made of it.</summary>
internal static class DamagedCells
{
    private const double Broken = 0.9;
    private const double Padded = 0.6;
    private const double Junk = 0.7;

    /// <summary>Above this share of a column white space belongs to its format.</summary>
    private const double MostPadded = 0.2;

    private const double MostJunk = 0.05;

    private static readonly char[] JunkMarks = ['*', '#', '~', '^', '|', '-', '_', '=', '+', ';', ',', ':', '!', '`', '\\', '/', ' '];

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            var broken = column.Values.Select(static value => IsBroken(value) || IsEscaped(value)).ToArray();
            var trimmed = WithoutJunk(column);
            var padded = Enumerable.Range(0, table.Rows).Count(row => IsPadded(column, row));
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.Codes[row] is >= 0 and var code && broken[code]) book.Add(new Suspicion(row, c, SuspicionKind.Damage, Broken, "Characters were lost or read in a wrong encoding."));
                else if (column.Codes[row] is >= 0 and var junk && trimmed.TryGetValue(junk, out var correct)) book.Add(new Suspicion(row, c, SuspicionKind.Damage, Junk, "Marks before or after a value that stands without them elsewhere.", correct));
                else if (padded <= column.Filled * MostPadded && IsPadded(column, row)) book.Add(new Suspicion(row, c, SuspicionKind.Damage, Padded, "White space around the value.", column[row]));
            }
        }
    }

    /// <summary>Values that are another value of the column with marks around it, where that is rare.</summary>
    private static Dictionary<int, string> WithoutJunk(CellColumn column)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (var i = 0; i < column.Values.Count; i++) known[column.Values[i]] = i;
        Dictionary<int, string> found = [];
        for (var i = 0; i < column.Values.Count; i++)
        {
            var inner = column.Values[i].Trim(JunkMarks);
            if (inner.Length > 0 && inner.Length < column.Values[i].Length && known.TryGetValue(inner, out var at) && column.Counts[at] >= column.Counts[i]) found[i] = inner;
        }

        return found.Keys.Sum(i => column.Counts[i]) <= column.Filled * MostJunk ? found : [];
    }

    // What an escape leaves behind when it is not undone: a doubled quote inside a word, an entity of HTML.
    private static bool IsEscaped(string value)
    {
        var quote = value.IndexOf("''", StringComparison.Ordinal);
        if (quote > 0 && quote + 2 < value.Length && char.IsLetter(value[quote - 1]) && char.IsLetter(value[quote + 2])) return true;
        var entity = value.IndexOf('&', StringComparison.Ordinal);
        if (entity < 0) return false;
        var end = value.IndexOf(';', entity);
        return end > entity + 1 && end - entity <= 8 && value[(entity + 1)..end] is "amp" or "lt" or "gt" or "quot" or "apos" or "nbsp" || (end > entity + 2 && end - entity <= 8 && value[entity + 1] == '#' && value.AsSpan(entity + 2, end - entity - 2).IndexOfAnyExcept("xX0123456789abcdefABCDEF") < 0);
    }

    private static bool IsPadded(CellColumn column, int row) => column.Raw[row] is { } raw && column.Codes[row] >= 0 && raw.Length != column.Values[column.Codes[row]].Length;

    /// <summary>Replacement and control characters, accents on letters that take none, and UTF-8 read as Latin-1.</summary>
    internal static bool IsBroken(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Ascii.IsValid(value)) return value.AsSpan().ContainsAnyInRange('\u0000', '\u0008');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is '\uFFFD' or (>= '\u0080' and <= '\u009F' and not '\u0085')) return true;
            if (c is 'Ã' or 'Â' && i + 1 < value.Length && value[i + 1] is >= '\u0080' and <= '\u00BF') return true;
            if (c == 'â' && i + 1 < value.Length && value[i + 1] is '€' or '\u0080') return true;
            if (c is >= '\u0300' and <= '\u036F' && i > 0 && IsOdd(value[i - 1], c)) return true;
        }

        return false;
    }

    // An accent that composes with its letter is honest; one on a letter of a Latin text that never takes it is a torn byte.
    private static bool IsOdd(char letter, char accent) => char.IsAsciiLetter(letter) && new string([letter, accent]).Normalize(NormalizationForm.FormC).Length == 2;
}
