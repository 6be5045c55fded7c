using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>The footer at the end of a file too large to be looked at whole.</summary>
/// <param name="DataEnd">Source offset one past the last row.</param>
/// <param name="Lines">Lines of the footer.</param>
internal sealed record CsvTail(long DataEnd, int Lines)
{
    public static CsvTail? Find(CsvSample sample, CsvDialect dialect, CsvRegion region)
    {
        if (sample.Tail.Length == 0) return null;
        var records = CsvRecords.Parse(sample.Tail, true, dialect, region.Width + region.Trailing);
        var end = CsvTableFinder.FindEnd(records, region.Width + region.Trailing);
        if (end >= records.Count) return null;
        var lastFilled = records.Count;
        while (lastFilled > end && records[lastFilled - 1].IsBlank) lastFilled--;
        if (lastFilled == end) return null;
        var lines = 0;
        for (var i = end; i < lastFilled; i++) lines += records[i].Lines;
        return new CsvTail(sample.TailOffset(records[end].Start), lines);
    }
}
