using System.Text;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>A header line whose names stand apart by another character than the rows' fields, wholly or from the second field on.</summary>
internal static class CsvForeignHeader
{
    private const int MinWidth = 3;

    /// <summary>The names, when splitting at one other everyday delimiter too gives exactly <paramref name="width"/> different ones; else null.</summary>
    public static string[]? Names(CsvRecords records, int row, int width)
    {
        var record = records[row];
        if (width < MinWidth || record.Fields == 0 || record.Fields > (width + 1) / 2) return null;
        foreach (var other in ";,\t| ")
        {
            if (records.Dialect.Delimiter is [var own] && own == other) continue;
            var names = new List<string>();
            for (var c = 0; c < record.Fields; c++)
            {
                foreach (var part in records.Value(row, c).Split(other)) names.Add(part.Trim().Trim('"'));
            }

            if (names.Count == width && names.TrueForAll(IsName) && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == width) return [.. names];
        }

        return null;
    }

    private static bool IsName(string text)
    {
        // "rows=12" and "Unit: mm" state something; they name nothing.
        if (text.Length is 0 or > 60 || text.AsSpan().IndexOfAny('=', ':') >= 0) return false;
        var bytes = Encoding.UTF8.GetBytes(text);
        return CsvHeaderScorer.IsName(CsvCellClassifier.Classify(bytes), bytes);
    }
}
