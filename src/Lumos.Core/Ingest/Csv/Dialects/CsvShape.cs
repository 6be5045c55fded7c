using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>Whether a cell is spelled like the cells below it: the same letters round other digits, capitals of one length, a colon at the end.</summary>
internal static class CsvShape
{
    private const int MaxRows = 60;
    private const int MinRows = 3;

    private delegate bool Test(ReadOnlySpan<byte> cell);

    /// <summary>Share of the column's cells with the shape of <paramref name="cell"/>; 0 when the shape says nothing.</summary>
    public static double Agreement(CsvRecords records, int column, ReadOnlySpan<byte> cell, int from, int to)
    {
        var digits = cell.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
        var capitals = cell.Length is >= 2 and <= 4 && cell.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0;
        var people = !digits && !capitals && IsPerson(cell);
        var key = !digits && cell.Length > 1 && cell[^1] == (byte)':';
        if (!digits && !capitals && !people && !key) return 0;
        var opaque = digits && IsOpaque(cell);
        int same = 0, seen = 0;
        var step = Math.Max(1, (to - from) / MaxRows);
        for (var i = from; i < to; i += step)
        {
            var other = records.Bytes(i, column);
            if (other.IsEmpty) continue;
            seen++;
            if (key)
            {
                if (other[^1] == (byte)':') same++;
                continue;
            }

            if (people)
            {
                if (IsPerson(other)) same++;
                continue;
            }

            if (digits ? SameRoundDigits(cell, other) || (opaque && Math.Abs(other.Length - cell.Length) <= cell.Length / 10 && IsOpaque(other)) : other.Length == cell.Length && other.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0) same++;
        }

        // One other cell with the same letters round other digits is telling; for capitals and people it takes more.
        return seen < (digits && !opaque ? 1 : 3) ? 0 : same / (double)seen;
    }

    /// <summary>
    /// Whether a cell of several words is a value like those below: at least two of its words, or one that begins with a mark, come back there, and of those that do not none
    /// names columns. "Aldham Police Department" stands so over other departments of police, "Police Department Name" does not.
    /// </summary>
    public static bool SharesWords(CsvRecords records, int column, ReadOnlySpan<byte> cell, int from, int to)
    {
        if (cell.Length > 100 || cell.Count((byte)' ') < 2) return false;
        int shared = 0, own = 0, signed = 0;
        foreach (var range in cell.Split((byte)' '))
        {
            var word = cell[range];
            if (word.IsEmpty) continue;
            if (word.Length >= 3 && ComesBack(records, column, word, from, to))
            {
                shared++;
                if (!char.IsAsciiLetterOrDigit((char)word[0]) && word[0] < 0x80) signed++;
            }
            else if (CsvHeaderWords.Matches(word)) return false;
            else own++;
        }

        return signed > 0 || (shared >= 2 && own >= 1);
    }

    /// <summary>Whether a tenth of the cells of a column, and no fewer than three, hold a word.</summary>
    private static bool ComesBack(CsvRecords records, int column, ReadOnlySpan<byte> word, int from, int to)
    {
        int with = 0, seen = 0;
        var step = Math.Max(1, (to - from) / MaxRows);
        for (var i = from; i < to; i += step)
        {
            var other = records.Bytes(i, column);
            if (other.IsEmpty) continue;
            seen++;
            var at = other.IndexOf(word);
            if (at >= 0 && (at == 0 || other[at - 1] == (byte)' ') && (at + word.Length == other.Length || other[at + word.Length] == (byte)' ')) with++;
        }

        return with >= Math.Max(3, seen / 10);
    }

    /// <summary>Whether nearly all cells of a column are spelled so; then a name spelled so is one of them.</summary>
    public static bool AreIdentifiers(CsvRecords records, int column, int from, int to) => AreNearlyAll(records, column, from, to, IsIdentifier, Math.Min(MinRows, to - from));

    /// <summary>Whether nearly all cells of a column hold words that name columns; then such a word tells nothing.</summary>
    public static bool HoldNames(CsvRecords records, int column, int from, int to) => AreNearlyAll(records, column, from, to, CsvHeaderWords.Matches, MinRows);

    private static bool AreNearlyAll(CsvRecords records, int column, int from, int to, Test test, int min)
    {
        int fits = 0, seen = 0;
        var step = Math.Max(1, (to - from) / MaxRows);
        for (var i = from; i < to; i += step)
        {
            var cell = records.Bytes(i, column);
            if (cell.IsEmpty) continue;
            seen++;
            if (test(cell)) fits++;
        }

        return seen >= min && fits >= seen * 0.8;
    }

    /// <summary>
    /// Whether a cell of a record begins with a small letter, a capital or neither as nearly all below it do. Not where those are few
    /// values that come back: then it would, too, were it one of them.
    /// </summary>
    public static bool BeginAlike(CsvRecords records, int row, int from, int to, int column = 0)
    {
        int alike = 0, seen = 0;
        var first = Begins(records.Bytes(row, column));
        var values = new HashSet<string>(StringComparer.Ordinal);
        var step = Math.Max(1, (to - from) / MaxRows);
        for (var i = from; i < to; i += step)
        {
            if (records.Cell(i, column) == CsvCell.Empty) continue;
            seen++;
            values.Add(records.Value(i, column));
            if (Begins(records.Bytes(i, column)) == first) alike++;
        }

        return seen >= MinRows && alike >= seen * 0.75 && values.Count * 2 > seen;

        static int Begins(ReadOnlySpan<byte> cell) => char.IsAsciiLetterLower((char)cell[0]) || cell[0] >= 0x80 ? 1 : char.IsAsciiLetterUpper((char)cell[0]) ? 2 : 3;
    }

    /// <summary>snake_case, camelCase, dotted: spellings people give columns, not values.</summary>
    public static bool IsIdentifier(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < 3 or > 60) return false;
        bool joined = false, camel = false, lower = false;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b is (byte)'_' && i > 0) joined = true;
            else if (b is >= (byte)'A' and <= (byte)'Z') camel |= i > 0 && bytes[i - 1] is >= (byte)'a' and <= (byte)'z';
            else if (b is >= (byte)'a' and <= (byte)'z' or >= 0x80) lower = true;
            else if (b is not (>= (byte)'0' and <= (byte)'9') and not (byte)'.' and not (byte)':') return false;
        }

        return lower ? joined || camel : joined;
    }

    /// <summary>Letters and spaces in square brackets: a remark (<c>[species]</c>) or the title of a section, no list of values.</summary>
    public static bool IsBracketedWord(ReadOnlySpan<byte> cell)
    {
        if (cell is not [(byte)'[', .., (byte)']'] || cell.Length < 3) return false;
        foreach (var b in cell[1..^1])
        {
            if (b != (byte)' ' && b < 0x80 && !char.IsAsciiLetter((char)b)) return false;
        }

        return true;
    }

    /// <summary>Two or three capitalised words, none of which names columns: how people are written.</summary>
    private static bool IsPerson(ReadOnlySpan<byte> cell)
    {
        var words = 0;
        var start = true;
        foreach (var b in cell)
        {
            if (b == (byte)' ')
            {
                if (start) return false;
                start = true;
                continue;
            }

            if (start)
            {
                if (b is not (>= (byte)'A' and <= (byte)'Z') and < 0xC3) return false;
                words++;
                start = false;
            }
            else if (b is not (>= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or >= 0x80 or (byte)'-' or (byte)'\'' or (byte)'.'))
            {
                return false;
            }
        }

        return !start && words is 2 or 3 && !CsvHeaderWords.Matches(cell);
    }

    /// <summary>One long token of letters mixed with digits, as keys and hashes are.</summary>
    private static bool IsOpaque(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 12) return false;
        int digits = 0, letters = 0;
        foreach (var b in cell)
        {
            if (IsDigit(b)) digits++;
            else if (char.IsAsciiLetter((char)b)) letters++;
            else if (b is not ((byte)'-' or (byte)'_')) return false;
        }

        return digits >= 3 && letters >= 3;
    }

    private static bool SameRoundDigits(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (IsDigit(a[i]) && IsDigit(b[j]))
            {
                while (i < a.Length && IsDigit(a[i])) i++;
                while (j < b.Length && IsDigit(b[j])) j++;
                continue;
            }

            if (a[i++] != b[j++]) return false;
        }

        return i == a.Length && j == b.Length;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
