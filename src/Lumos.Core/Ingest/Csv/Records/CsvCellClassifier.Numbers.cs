namespace Lumos.Core.Ingest.Csv.Records;

internal static partial class CsvCellClassifier
{
    private static bool MayStartNumber(byte b) =>
        IsDigit(b) || b is (byte)'-' or (byte)'+' or (byte)'.' or (byte)',' or (byte)'(' or (byte)'$' or (byte)'<' or (byte)'>' or (byte)'~' or >= 0x80
        || b is (byte)'E' or (byte)'U' or (byte)'C' or (byte)'R' or (byte)'k' or (byte)'K' or (byte)'G';

    /// <summary>Integer, number, or null when the cell is neither. Signs, brackets, currency, grouping, percent and exponents are known.</summary>
    internal static CsvCell? NumberKind(ReadOnlySpan<byte> cell)
    {
        var plain = true;
        if (cell.Length > 2 && cell[0] == (byte)'(' && cell[^1] == (byte)')')
        {
            cell = Trim(cell[1..^1]);
            plain = false;
        }

        if (cell.Length > 1 && cell[0] is (byte)'-' or (byte)'+' or (byte)'<' or (byte)'>' or (byte)'~') cell = Trim(cell[1..]);
        if (cell.Length > 2 && cell.StartsWith("\u2212"u8)) cell = cell[3..];
        if (cell.Length > 1 && cell[^1] == (byte)'-') cell = cell[..^1];
        if (cell.Length > 1 && cell[^1] == (byte)'%')
        {
            cell = Trim(cell[..^1]);
            plain = false;
        }

        var bare = StripCurrency(cell);
        if (bare.Length != cell.Length) plain = false;
        cell = bare;
        if (cell.Length > 1 && cell[0] is (byte)'-' or (byte)'+') cell = cell[1..];
        if (cell.Length == 0) return null;
        int digits = 0, points = 0, commas = 0, groups = 0, exponent = 0;
        int lastSeparator = -1;
        for (var i = 0; i < cell.Length; i++)
        {
            var b = cell[i];
            if (IsDigit(b))
            {
                digits++;
            }
            else if (b == (byte)'.' && exponent == 0)
            {
                points++;
                lastSeparator = i;
            }
            else if (b == (byte)',' && exponent == 0)
            {
                commas++;
                lastSeparator = i;
            }
            else if (b is (byte)'\'' or (byte)' ' && digits > 0 && GroupFollows(cell, i + 1))
            {
                groups++;
            }
            else if (b == 0xC2 && i + 1 < cell.Length && cell[i + 1] == 0xA0 && GroupFollows(cell, i + 2))
            {
                groups++;
                i++;
            }
            else if (b is (byte)'e' or (byte)'E' && digits > 0 && exponent == 0 && i + 1 < cell.Length)
            {
                exponent = 1;
                if (cell[i + 1] is (byte)'-' or (byte)'+') i++;
                if (i + 1 >= cell.Length) return null;
            }
            else
            {
                return null;
            }
        }

        if (digits == 0) return null;
        if (points + commas + groups + exponent == 0) return plain ? CsvCell.Integer : CsvCell.Number;
        if (points > 1 && commas > 1) return null;
        if ((points > 1 || commas > 1) && !Grouped(cell, points > 1 ? (byte)'.' : (byte)',')) return null;
        if (points > 0 && commas > 0 && !GroupedBefore(cell, lastSeparator)) return null;
        return CsvCell.Number;
    }

    private static bool GroupFollows(ReadOnlySpan<byte> cell, int at)
    {
        var digits = 0;
        while (at + digits < cell.Length && IsDigit(cell[at + digits])) digits++;
        return digits == 3;
    }

    /// <summary>Whether each separator is followed by exactly three digits (or two in the Indian style before the last group).</summary>
    private static bool Grouped(ReadOnlySpan<byte> cell, byte separator)
    {
        var at = cell.IndexOf(separator);
        if (at is 0 or > 3) return false;
        while (true)
        {
            var rest = cell[(at + 1)..];
            var run = 0;
            while (run < rest.Length && IsDigit(rest[run])) run++;
            var last = run >= rest.Length || rest[run] != separator;
            if (last ? run != 3 : run is not (3 or 2)) return false;
            if (last) return true;
            at += 1 + run;
        }
    }

    /// <summary>Whether what stands before a decimal mark is digits grouped by the other mark.</summary>
    private static bool GroupedBefore(ReadOnlySpan<byte> cell, int mark) => Grouped(cell[..mark], cell[mark] == (byte)'.' ? (byte)',' : (byte)'.');

    private static ReadOnlySpan<byte> StripCurrency(ReadOnlySpan<byte> cell)
    {
        foreach (var symbol in Currencies)
        {
            if (cell.Length > symbol.Length && cell.StartsWith(symbol)) return Trim(cell[symbol.Length..]);
            if (cell.Length > symbol.Length && cell.EndsWith(symbol) && IsDigitOrSpaceBefore(cell, symbol.Length)) return Trim(cell[..^symbol.Length]);
        }

        return cell;
    }

    private static bool IsDigitOrSpaceBefore(ReadOnlySpan<byte> cell, int length)
    {
        var before = cell[^(length + 1)];
        return IsDigit(before) || before is (byte)' ' or 0xA0 or (byte)'-' or (byte)'.' or (byte)',';
    }

    private static readonly byte[][] Currencies =
    [
        "$"u8.ToArray(), "€"u8.ToArray(), "£"u8.ToArray(), "¥"u8.ToArray(), "₹"u8.ToArray(), "₽"u8.ToArray(), "US$"u8.ToArray(), "R$"u8.ToArray(), "EUR"u8.ToArray(), "USD"u8.ToArray(),
        "GBP"u8.ToArray(), "CHF"u8.ToArray(), "SEK"u8.ToArray(), "NOK"u8.ToArray(), "DKK"u8.ToArray(), "kr"u8.ToArray(), "kr."u8.ToArray(), "z\u0142"u8.ToArray(), "K\u010d"u8.ToArray(), "Ft"u8.ToArray(),
    ];
}
