using System.Text;
using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>Number and NULL spellings of a table.</summary>
internal static class CsvConventions
{
    private const int MaxRows = 2000;

    /// <summary>The decimal mark, when numbers with a fraction were seen: what stands where a grouping mark cannot.</summary>
    public static string? DecimalMark(CsvRecords records, CsvRegion region)
    {
        int points = 0, commas = 0;
        var to = Math.Min(region.BodyTo, region.BodyFrom + MaxRows);
        for (var i = region.BodyFrom; i < to; i++)
        {
            for (var c = 0; c < records[i].Fields; c++)
            {
                if (records.Cell(i, c) != CsvCell.Number) continue;
                var cell = records.Bytes(i, c);
                var point = cell.LastIndexOf((byte)'.');
                var comma = cell.LastIndexOf((byte)',');
                if (point < 0 && comma < 0) continue;
                if (point > comma && IsDecimal(cell, point, comma)) points++;
                else if (comma > point && IsDecimal(cell, comma, point)) commas++;
            }
        }

        if (points == 0 && commas == 0) return null;
        return commas > points ? "comma" : "point";
    }

    /// <summary>Spellings of NULL, ordinal order.</summary>
    public static IReadOnlyList<string> NullTokens(CsvRecords records, CsvRegion region)
    {
        var tokens = new SortedSet<string>(StringComparer.Ordinal);
        var to = Math.Min(region.BodyTo, region.BodyFrom + MaxRows);
        var body = CsvBody.Of(records, region.BodyFrom, to, region.Width);
        for (var i = region.BodyFrom; i < to && tokens.Count < 16; i++)
        {
            for (var c = 0; c < Math.Min(records[i].Fields, region.Width); c++)
            {
                // Single letters and marks are only NULL among values of another kind.
                if (records.Cell(i, c) != CsvCell.Null) continue;
                var cell = records.Bytes(i, c);
                if (body[c].IsTyped || cell.Length > 2) tokens.Add(Encoding.UTF8.GetString(cell));
            }
        }

        return [.. tokens];
    }

    private static bool IsDecimal(ReadOnlySpan<byte> cell, int mark, int other)
    {
        if (other >= 0) return true;
        var digits = 0;
        while (mark + 1 + digits < cell.Length && cell[mark + 1 + digits] is >= (byte)'0' and <= (byte)'9') digits++;
        return digits != 3 || mark == 0 || cell[..mark].EndsWith("0"u8) && mark <= 2;
    }
}
