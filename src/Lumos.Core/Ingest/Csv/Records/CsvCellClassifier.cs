namespace Lumos.Core.Ingest.Csv.Records;

/// <summary>Tells cell kinds apart by shape alone: no dictionaries of data, no culture.</summary>
internal static partial class CsvCellClassifier
{
    private static readonly byte[][][] NullTokens = ByLength(
    [
        "-", "--", "---", "?", ".", "..", "...", "*", "**", "#N/A", "#NA", "#NULL!", "#DIV/0!", "#REF!", "#VALUE!", "N/A", "NA", "NAN", "NIL", "NONE", "NULL", "N.A.", "N/D",
        "ND", "N.D.", "NR", "(NULL)", "<NULL>", "\\N", "NAT", "MISSING", "S/D", "K.A.", "\u2013", "\u2014",
    ]);

    private static readonly byte[][][] Bools = ByLength(["true", "false", "yes", "no", "ja", "nein", "oui", "non", "t", "f", "y", "n"]);

    /// <summary>The kind of a cell. Outer white space does not matter.</summary>
    public static CsvCell Classify(ReadOnlySpan<byte> cell)
    {
        cell = Trim(cell);
        if (cell.Length == 0) return CsvCell.Empty;
        if (IsNull(cell)) return CsvCell.Null;
        var first = cell[0];
        if (cell.Length <= 40)
        {
            if (MayStartNumber(first) && NumberKind(cell) is { } number) return number;
            if (cell.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 && (IsDigit(first) || cell.Length > 3))
            {
                if (DateKind(cell) is { } date) return date;
            }
        }

        if (IsAmong(cell, Bools)) return CsvCell.Bool;
        return Words(cell);
    }

    /// <summary>Whether the kind is a value rather than a name or prose.</summary>
    public static bool IsTyped(CsvCell kind) => kind is >= CsvCell.Integer and <= CsvCell.Pattern;

    public static bool IsNumeric(CsvCell kind) => kind is CsvCell.Integer or CsvCell.Number;

    public static bool IsTemporal(CsvCell kind) => kind is CsvCell.Date or CsvCell.Time or CsvCell.DateTime;

    public static bool IsTextual(CsvCell kind) => kind is CsvCell.Word or CsvCell.Code or CsvCell.Text or CsvCell.Dirty;

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (cell.Length > 0 && cell[0] <= 32) cell = cell[1..];
        while (cell.Length > 0 && cell[^1] <= 32) cell = cell[..^1];
        while (cell.StartsWith("\u00a0"u8)) cell = cell[2..];
        while (cell.EndsWith("\u00a0"u8)) cell = cell[..^2];
        return cell;
    }

    public static bool IsNull(ReadOnlySpan<byte> cell) => IsAmong(cell, NullTokens);

    internal static bool EqualsIgnoreCase(ReadOnlySpan<byte> cell, string text)
    {
        Span<byte> utf8 = stackalloc byte[text.Length * 3];
        var length = System.Text.Encoding.UTF8.GetBytes(text, utf8);
        return length == cell.Length && System.Text.Ascii.EqualsIgnoreCase(cell, utf8[..length]) || (length == cell.Length && cell.SequenceEqual(utf8[..length]));
    }

    private static bool IsAmong(ReadOnlySpan<byte> cell, byte[][][] byLength)
    {
        if (cell.Length >= byLength.Length) return false;
        foreach (var token in byLength[cell.Length])
        {
            if (System.Text.Ascii.EqualsIgnoreCase(cell, token) || cell.SequenceEqual(token)) return true;
        }

        return false;
    }

    private static byte[][][] ByLength(string[] tokens)
    {
        var bytes = tokens.Select(System.Text.Encoding.UTF8.GetBytes).ToList();
        return [.. Enumerable.Range(0, bytes.Max(static b => b.Length) + 1).Select(length => bytes.Where(b => b.Length == length).ToArray())];
    }

    private static CsvCell Words(ReadOnlySpan<byte> cell)
    {
        int spaces = 0, digits = 0, letters = 0, dirty = 0, joins = 0, other = 0, quotes = 0, at = 0, dots = 0, slashes = 0, colons = 0, commas = 0, semicolons = 0;
        foreach (var b in cell)
        {
            switch (b)
            {
                case (byte)' ': spaces++; break;
                case >= (byte)'0' and <= (byte)'9': digits++; break;
                case >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or >= 0x80: letters++; break;
                case (byte)'|' or (byte)'\t': dirty++; break;
                case (byte)';': semicolons++; break;
                case (byte)'"': quotes++; break;
                case (byte)'@': at++; break;
                case (byte)'.': dots++; break;
                case (byte)'/' or (byte)'\\': slashes++; break;
                case (byte)':': colons++; break;
                case (byte)',': commas++; break;
                case (byte)'-' or (byte)'_' or (byte)'#' or (byte)'&' or (byte)'+': joins++; break;
                default: other++; break;
            }
        }

        if (at == 1 && spaces == 0 && dots > 0 && letters > 2 && dirty + commas + other + semicolons + colons + slashes + quotes == 0 && cell[0] != (byte)'@') return CsvCell.Email;
        if (colons > 0 && slashes > 1 && spaces == 0 && cell.IndexOf("://"u8) is > 1 and < 8 && dirty == 0 && cell[..cell.IndexOf("://"u8)].IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0) return CsvCell.Url;
        if (spaces == 0 && cell.StartsWith("www."u8)) return CsvCell.Url;
        if (cell[0] is (byte)'{' or (byte)'[' && cell[^1] is (byte)'}' or (byte)']' && cell.Length > 2) return CsvCell.Pattern;
        if (IsAddress(cell, digits, letters, dots, colons, spaces) || IsGuid(cell, joins)) return CsvCell.Pattern;
        if ((commas > 0 && HasTight(cell, (byte)',')) || (semicolons > 0 && HasTight(cell, (byte)';'))) dirty++;
        other += semicolons;
        if (dirty > 0 || (quotes & 1) == 1 || (quotes > 1 && cell[0] == (byte)'"' && cell[^1] == (byte)'"')) return CsvCell.Dirty;
        if (spaces == 0 && commas == 0 && other == 0 && quotes == 0)
        {
            return digits == 0 && joins == 0 && dots == 0 && slashes == 0 && colons == 0 && at == 0 ? CsvCell.Word : CsvCell.Code;
        }

        return letters == 0 && digits == 0 ? CsvCell.Dirty : CsvCell.Text;
    }

    /// <summary>A comma or semicolon between two non-spaces, as a delimiter would stand and punctuation would not.</summary>
    private static bool HasTight(ReadOnlySpan<byte> cell, byte mark)
    {
        for (var i = 1; i + 1 < cell.Length; i++)
        {
            if (cell[i] == mark && cell[i + 1] != (byte)' ' && !(mark == (byte)',' && IsDigit(cell[i - 1]) && IsDigit(cell[i + 1]))) return true;
        }

        return cell[0] == mark || cell[^1] == mark;
    }

    private static bool IsAddress(ReadOnlySpan<byte> cell, int digits, int letters, int dots, int colons, int spaces)
    {
        if (spaces > 0) return false;
        if (dots == 3 && letters == 0 && digits is >= 4 and <= 12 && digits + 3 == cell.Length) return true;
        return colons is >= 5 and <= 7 && digits + letters + colons == cell.Length && cell.Length is >= 11 and <= 39 && IsHex(cell, (byte)':');
    }

    private static bool IsGuid(ReadOnlySpan<byte> cell, int joins)
    {
        if (cell.Length == 38 && cell[0] == (byte)'{') cell = cell[1..^1];
        return cell.Length == 36 && joins == 4 && cell[8] == (byte)'-' && cell[13] == (byte)'-' && IsHex(cell, (byte)'-');
    }

    private static bool IsHex(ReadOnlySpan<byte> cell, byte joiner)
    {
        foreach (var b in cell)
        {
            if (b != joiner && !char.IsAsciiHexDigit((char)b)) return false;
        }

        return true;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
