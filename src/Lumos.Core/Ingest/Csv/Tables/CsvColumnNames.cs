using System.Globalization;
using System.Text;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Makes column names of header cells: joined over header rows, tidied, unique.</summary>
internal static class CsvColumnNames
{
    public static (IReadOnlyList<string> Names, IReadOnlyList<int> Renamed) Of(CsvRecords records, CsvRegion region)
    {
        var raw = new string[region.Width];
        for (var c = 0; c < region.Width; c++) raw[c] = string.Empty;
        if (region.HeaderRecords == 1 && CsvForeignHeader.Names(records, region.HeaderFrom, region.Width) is { } foreign && records[region.HeaderFrom].Fields < region.Width - 1) return Unique(foreign);

        if (region.HeaderRecords == 1 && CsvTableFinder.IsPadded(records, region.HeaderFrom, region.BodyTo, region.Width)) return Unique([.. Enumerable.Range(0, records[region.HeaderFrom].Fields).Select(c => Tidy(records.Value(region.HeaderFrom, c))).Where(static name => name.Length > 0)]);

        // Hashtags, and types with roles, are written for programs: no part of the names. A lone row of types is joined like units.
        var declared = region.HeaderRecords > 1 ? CsvDeclarations.Count(records, region.HeaderFrom + 1, records.Count, region.Width) : 0;
        if (declared == 1 && !CsvDeclarations.IsTags(records, region.HeaderFrom + 1, records.Count, region.Width)) declared = 0;
        for (var row = region.HeaderFrom; row < region.BodyFrom; row++)
        {
            // Logs declare the types of their fields in a record of its own.
            if (row > region.HeaderFrom && records.Bytes(row, 0).StartsWith("#types"u8)) continue;
            if (row == region.HeaderFrom || row > region.HeaderFrom + declared) Join(records, region, row, raw);
        }

        return Unique(raw);
    }

    private static void Join(CsvRecords records, CsvRegion region, int row, string[] raw)
    {
        // A label over a group of columns stands over the first of them only: it holds for the gaps after it that have names below.
        var below = row + 1;
        while (below < region.BodyFrom && records[below].IsBlank) below++;
        var label = string.Empty;
        var shift = Shift(records, region, row);
        for (var c = 0; c < region.Width; c++)
        {
            var from = c - shift;
            var text = from < 0 ? string.Empty : Tidy(records.Value(row, from));
            var named = below < region.BodyFrom && c - Shift(records, region, below) is >= 0 and var under && records.Bytes(below, under).Length > 0;
            if (text.Length > 0) label = named ? text : string.Empty;
            else if (named) text = label;
            if (text.Length == 0 || (region.HeaderRecords > 1 && (IsRule(text) || text is ['{', .., '}']))) continue;
            raw[c] = raw[c].Length == 0 ? text : raw[c] + " " + text;
        }
    }

    /// <summary>A header one name short names the columns after the first when the first holds row names; a comment mark before the names is none.</summary>
    private static int Shift(CsvRecords records, CsvRegion region, int row) =>
        CsvTableFinder.IsMarked(records, row, region.Width) ? -1 : records[row].Fields == region.Width - 1 && region.HeaderRecords == 1 && region.BodyTo > region.BodyFrom && FirstIsRowName(records, region) ? 1 : 0;

    private static bool FirstIsRowName(CsvRecords records, CsvRegion region)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var full = 0;
        var trailing = 0;
        for (var i = region.BodyFrom; i < Math.Min(region.BodyTo, region.BodyFrom + 100); i++)
        {
            if (records[i].Fields != region.Width) continue;
            full++;
            if (!seen.Add(records.Value(i, 0))) return false;
            if (records.Cell(i, region.Width - 1) == CsvCell.Empty) trailing++;
        }

        return full > 0 && trailing < full;
    }

    private static bool IsRule(string text) => text.AsSpan().TrimStart("#%").IndexOfAnyExcept("-=_+") < 0;

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var ch in text)
        {
            if (ch is '\0' or '\uFEFF') continue;
            if (char.IsWhiteSpace(ch) || char.IsControl(ch))
            {
                if (tidy.Length > 0 && tidy[^1] != ' ') tidy.Append(' ');
            }
            else
            {
                tidy.Append(ch);
            }
        }

        return tidy.ToString().TrimEnd();
    }

    /// <summary>Fills empty names and tells equal ones apart, without ever making a name that is already there.</summary>
    internal static (IReadOnlyList<string> Names, IReadOnlyList<int> Renamed) Unique(string[] raw)
    {
        var taken = new HashSet<string>(raw.Where(static name => name.Length > 0), StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var renamed = new List<int>();
        var names = new string[raw.Length];
        for (var c = 0; c < raw.Length; c++)
        {
            var name = raw[c];
            if (name.Length > 0 && used.Add(name))
            {
                names[c] = name;
                continue;
            }

            if (name.Length > 0) renamed.Add(c);
            var stem = name.Length == 0 ? "column" : name;
            var number = name.Length == 0 ? c + 1 : 2;
            string candidate;
            do candidate = string.Create(CultureInfo.InvariantCulture, $"{stem}_{number++}");
            while (taken.Contains(candidate) || !used.Add(candidate));
            names[c] = candidate;
        }

        return (names, renamed);
    }
}
