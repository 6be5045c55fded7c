using System.Text;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Text that was damaged on its way: a wrong encoding, characters that cannot be shown, white space around it, a number or date a spreadsheet made of it.</summary>
internal static class DamagedCells
{
    private const double Broken = 0.9;
    private const double Padded = 0.6;

    /// <summary>Above this share of a column white space belongs to its format.</summary>
    private const double MostPadded = 0.2;

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            var broken = column.Values.Select(IsBroken).ToArray();
            var padded = Enumerable.Range(0, table.Rows).Count(row => IsPadded(column, row));
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.Codes[row] is >= 0 and var code && broken[code]) book.Add(new Suspicion(row, c, SuspicionKind.Damage, Broken, "Characters were lost or read in a wrong encoding."));
                else if (padded <= column.Filled * MostPadded && IsPadded(column, row)) book.Add(new Suspicion(row, c, SuspicionKind.Damage, Padded, "White space around the value.", column[row]));
            }
        }
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
