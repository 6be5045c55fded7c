using System.Collections.Frozen;
using System.Text;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv;

/// <summary>
/// Recognises records under the names that declare something about each column instead of holding a value: hashtags of the Humanitarian
/// Exchange Language, types as data-mining tools and query tools write them, and the roles that may follow the types.
/// </summary>
internal static class CsvDeclarations
{
    private const int LookBelow = 20;

    private static readonly FrozenSet<string> Types = Set(
        "continuous discrete numeric nominal categorical string text time date datetime timestamp timestamptz integer int int2 int4 int8 int16 int32 int64 bigint smallint tinyint long short float float32 float64 real double "
        + "decimal number boolean bool logical varchar nvarchar char character object factor uuid guid json str");

    // One letter or value list per column, as in Orange's tab files; only believed when roles (or an empty row) follow.
    private static readonly FrozenSet<string> TypeLetters = Set("c d s t m n i f b");

    private static readonly FrozenSet<string> Roles = Set("class meta ignore i m c target feature weight id label key skip");

    /// <summary>Records from <paramref name="row"/> on that declare, at most two.</summary>
    public static int Count(CsvRecords records, int row, int end, int width)
    {
        if (row >= end) return 0;
        if (IsTags(records, row, end, width)) return 1;
        var roles = row + 1 < end && IsRoles(records, row + 1, width);

        // Types may be whole lists of values; roles alone, where other rows have values, say enough.
        if (roles && records[row].Fields == width && records[row].Filled == width && records[row + 1].Filled > 0 && records[row + 1].Filled < width && HasWholeRoles(records, row + 1)) return 2;
        if (roles && IsListedTypes(records, row, width) && HasRole(records, row + 1)) return 2;
        if (!IsTypes(records, row, end, width, roles)) return 0;
        return roles ? 2 : 1;
    }

    /// <summary>Whether the filled cells (but for a third of many) are hashtags with optional attributes (<c>#sector +list</c>) and the rows below hold none.</summary>
    public static bool IsTags(CsvRecords records, int row, int end, int width)
    {
        var record = records[row];
        if (record.Filled == 0 || record.Fields != width || (width > 1 && record.Filled < Math.Max(2, width / 3))) return false;
        var others = 0;
        for (var c = 0; c < width; c++)
        {
            if (records.Cell(row, c) == CsvCell.Empty || IsTag(records.Bytes(row, c))) continue;
            if (!CsvCellClassifier.IsTextual(records.Cell(row, c))) return false;
            others++;
        }

        if (others * 3 > record.Filled || (others > 0 && record.Filled - others < 3)) return false;
        for (var i = row + 1; i < Math.Min(end, row + LookBelow); i++)
        {
            for (var c = 0; c < Math.Min(width, records[i].Fields); c++)
            {
                if (IsTag(records.Bytes(i, c))) return false;
            }
        }

        return row + 1 < end;
    }

    private static bool IsTag(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 2 || cell[0] != (byte)'#' || !char.IsAsciiLetter((char)cell[1])) return false;
        foreach (var b in cell[1..])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'+' or (byte)' ')) return false;
        }

        return !cell.Contains((byte)' ') || cell.IndexOf(" +"u8) > 0;
    }

    private static bool IsTypes(CsvRecords records, int row, int end, int width, bool roles)
    {
        var record = records[row];
        if (record.Fields != width || record.Filled < width * 0.7 || row + 1 >= end) return false;
        int words = 0, letters = 0;

        // A mark and what the record declares may stand where the rows have their key.
        var marked = width > 1 && records.Bytes(row, 0) is [(byte)'#', ..] ? 1 : 0;
        for (var c = marked; c < width; c++)
        {
            var text = Lower(records.Bytes(row, c));
            if (Types.Contains(text)) words++;
            else if (TypeLetters.Contains(text)) letters++;
        }

        if (words + letters < Math.Max(1, (record.Filled - marked) * 0.7)) return false;
        if (letters > 0 || width == 1) return roles;

        // Words such as text and number are also values: not where they come back below.
        for (var i = row + 1; i < Math.Min(end, row + LookBelow); i++)
        {
            for (var c = 0; c < width; c++)
            {
                if (Types.Contains(Lower(records.Bytes(i, c)))) return false;
            }
        }

        return words >= 2;
    }

    /// <summary>A letter for its type or the list of its values for every column, at least half of them letters.</summary>
    private static bool IsListedTypes(CsvRecords records, int row, int width)
    {
        if (width < 3 || records[row].Fields != width || records[row].Filled != width) return false;
        var letters = 0;
        for (var c = 0; c < width; c++)
        {
            if (TypeLetters.Contains(Lower(records.Bytes(row, c)))) letters++;
            else if (records.Bytes(row, c).IndexOf((byte)' ') <= 0) return false;
        }

        return letters * 2 >= width && letters < width;
    }

    private static bool HasRole(CsvRecords records, int row)
    {
        for (var c = 0; c < records[row].Fields; c++)
        {
            if (Lower(records.Bytes(row, c)) is "class" or "meta" or "ignore") return true;
        }

        return false;
    }

    /// <summary>Roles of columns, or nothing at all, where other rows have values.</summary>
    private static bool IsRoles(CsvRecords records, int row, int width)
    {
        if (records[row].Fields > width) return false;
        for (var c = 0; c < records[row].Fields; c++)
        {
            if (records.Cell(row, c) == CsvCell.Empty) continue;
            foreach (var word in Lower(records.Bytes(row, c)).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!Roles.Contains(word) && word.IndexOf('=') <= 0) return false;
            }
        }

        return true;
    }

    /// <summary>Whether each role is a whole word, not a letter that could be a value.</summary>
    private static bool HasWholeRoles(CsvRecords records, int row)
    {
        for (var c = 0; c < records[row].Fields; c++)
        {
            if (records.Cell(row, c) != CsvCell.Empty && Lower(records.Bytes(row, c)) is not ("class" or "meta" or "ignore" or "target" or "skip")) return false;
        }

        return true;
    }

    private static string Lower(ReadOnlySpan<byte> cell) => cell.Length > 200 ? string.Empty : Encoding.UTF8.GetString(cell).ToLowerInvariant();

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
