namespace Lumos.Core.Ingest.Csv;

internal static partial class CsvTableFinder
{
    private static CsvRegion FindHeader(CsvRecords records, int from, int top, int end, int to, int width)
    {
        var bodyFrom = top + 1;
        if (bodyFrom >= end)
        {
            // One record: a header alone reads like names, a row alone like values.
            var alone = CsvBody.Of(records, top, top, width);
            var score = CsvHeaderScorer.Score(records, top, top, top, alone);
            return score > 0 && width > 1 ? new CsvRegion(from, top, end, end, to, width, score) : new CsvRegion(from, top, top, end, to, width, score);
        }

        // The first rows may all be header: see how many of them stand apart from what follows.
        var best = 0;
        double bestScore = 0;
        var count = 0;
        for (var k = 1; k <= MaxHeaderRecords && top + k < end; k++)
        {
            var row = top + k - 1;
            if (records[row].IsBlank && k > 1) break;
            var body = CsvBody.Of(records, top + k, end, width);
            if (body.Rows == 0) break;
            var score = CsvHeaderScorer.Score(records, row, top + k, end, body);
            if (k == 1)
            {
                bestScore = score;
                if (IsGroupHeader(records, top, end, width) && k + 1 < end - top)
                {
                    var below = CsvBody.Of(records, top + 2, end, width);
                    if (below.Rows > 0 && CsvHeaderScorer.Score(records, top + 1, top + 2, end, below) > 0.5)
                    {
                        count = 1;
                        best = 1;
                        continue;
                    }
                }

                if (score <= 0) break;
                best = 1;
                count = 1;
                continue;
            }

            if (!Continues(records, top, row, body, score)) break;
            count = k;
            best = k;
            bestScore = Math.Max(bestScore, score);
        }

        _ = count;
        return new CsvRegion(from, top, top + best, end, to, width, bestScore);
    }

    /// <summary>Whether a row after the first header row is header too: a repetition of it, units, or names under group labels.</summary>
    private static bool Continues(CsvRecords records, int top, int row, CsvBody body, double score)
    {
        var width = body.Width;
        var same = 0;
        var units = 0;
        var textOverTyped = 0;
        var typedColumns = 0;
        var filled = 0;
        for (var c = 0; c < width; c++)
        {
            var cell = records.Cell(row, c);
            if (cell == CsvCell.Empty) continue;
            filled++;
            if (records.Bytes(row, c).SequenceEqual(records.Bytes(row - 1, c))) same++;
            if (CsvUnitWords.IsUnit(records.Bytes(row, c))) units++;
            if (body[c].IsTyped)
            {
                typedColumns++;
                if (CsvCellClassifier.IsTextual(cell)) textOverTyped++;
                else if (CsvCellClassifier.IsTyped(cell)) return false;
            }
        }

        if (filled == 0) return false;
        if (same == filled && filled >= 2) return true;
        if (units >= 2 && units >= filled * 0.5) return true;
        if (row == top + 1 && IsGroupHeader(records, top, row + 1, width) && score > 0) return true;
        return typedColumns >= 2 && textOverTyped == typedColumns && score > 2.2 && typedColumns >= width * 0.3;
    }
}
