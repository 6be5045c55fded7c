using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const int FewestFull = 3;

    /// <summary>
    /// The names of a log most rows of which leave out all fields from one on, where a full row comes every now and then: as many names as the
    /// fullest rows have fields, the first record of that width below comments and keys; else -1.
    /// </summary>
    private static int NamesOfLog(CsvRecords records, int from, int to, int width)
    {
        if (width < 2) return -1;
        var top = -1;
        for (var i = from; i < Math.Min(to, from + MaxPreamble); i++)
        {
            if (records[i].IsBlank || IsCommentLike(records, i) || records[i].Fields <= width) continue;
            top = i;
            break;
        }

        if (top < 0 || records[top].Filled < records[top].Fields - 1 || !CsvTableSplitter.IsTextRow(records, top) || IsMarked(records, top, width)) return -1;
        var wide = records[top].Filled;
        if (wide <= width || (wide < records[top].Fields && records.Cell(top, wide) != CsvCell.Empty)) return -1;
        int rows = 0, full = 0;
        for (var i = top + 1; i < to; i++)
        {
            if (records[i].IsBlank) continue;
            rows++;
            if (records[i].Fields == wide && !CsvTableSplitter.IsTextRow(records, i)) full++;
            else if (records[i].Fields > width + 1) return -1;
        }

        if (full < FewestFull || full * 50 < rows || rows < MinSure) return -1;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var c = 0; c < wide; c++)
        {
            if (!seen.Add(records.Value(top, c))) return -1;
        }

        var body = CsvBody.Of(records, top + 1, to, wide);
        if (body.TypedColumns == 0 || CsvHeaderScorer.Score(records, top, top + 1, to, body) <= 1) return -1;
        var against = 0;
        for (var i = top + 1; i < to; i++)
        {
            if (records[i].Fields < wide && IsAgainst(records, i, body)) against++;
        }

        return against * 5 <= rows ? top : -1;
    }

    /// <summary>
    /// The names of a trace, when they and the record of units below them go on with settings of the instrument (<c>start,increment</c>) beyond the
    /// columns of the rows; else -1.
    /// </summary>
    private static int NamesWithSettings(CsvRecords records, int from, int to, int width)
    {
        var top = NextFilled(records, from, to);
        if (top < 0 || width < 2 || top + MinSure >= to || records[top].Fields <= width || records[top + 1].Fields <= width || !CsvTableSplitter.IsTextRow(records, top)) return -1;
        for (var i = top + 2; i < to; i++)
        {
            if (!records[i].IsBlank && records[i].Fields != width) return -1;
        }

        var body = CsvBody.Of(records, top + 2, to, width);
        int texts = 0, numbers = 0;
        for (var c = 0; c < records[top + 1].Fields; c++)
        {
            if (c < width && body[c].Filled > 0)
            {
                if (!body[c].IsNumeric || !CsvHeaderScorer.IsName(records.Cell(top + 1, c), records.Bytes(top + 1, c)) || records.Cell(top, c) == CsvCell.Empty) return -1;
                texts++;
            }
            else if (CsvCellClassifier.IsNumeric(records.Cell(top + 1, c)))
            {
                numbers++;
            }
        }

        return texts >= 2 && numbers > 0 ? top : -1;
    }

    /// <summary>Whether a record has a value of another kind than its column, or a text where the column holds values.</summary>
    private static bool IsAgainst(CsvRecords records, int i, CsvBody body)
    {
        for (var c = 0; c < Math.Min(records[i].Fields, body.Width); c++)
        {
            var cell = records.Cell(i, c);
            if (body[c].IsTyped && cell is not (CsvCell.Empty or CsvCell.Null) && body[c].Share(cell) < 0.5) return true;
        }

        return false;
    }
}
