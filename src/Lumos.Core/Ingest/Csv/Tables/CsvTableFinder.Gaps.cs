using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    /// <summary>Whether a record of names has an empty line below it, and then rows that end in a delimiter the names lack.</summary>
    private static bool NamesOverBlank(CsvRecords records, int i, int next, int width, CsvBody body) =>
        records[i].Fields >= 3 && records[i].Fields == width - 1 && records[i].Filled == records[i].Fields && body.Rows > 0 && body[width - 1].Filled == 0 && body.TypedColumns > 0
        && CsvTableSplitter.IsTextRow(records, i) && !CsvTableSplitter.IsTextRow(records, next);

    /// <summary>Names of which some are missing, right above rows that fill every column: each is a name people everywhere give a column.</summary>
    private static bool NamesWithGaps(CsvRecords records, int i, int to, int width, CsvBody body)
    {
        if (records[i].Filled * 2 < width || body.TypedColumns == 0 || i + 1 >= to || records[i + 1].Filled <= records[i].Filled || CsvTableSplitter.IsTextRow(records, i + 1)) return false;
        for (var c = 0; c < width; c++)
        {
            var cell = records.Cell(i, c);
            if (cell != CsvCell.Empty && !(CsvCellClassifier.IsTextual(cell) && CsvHeaderWords.Matches(records.Bytes(i, c)))) return false;
        }

        return records[i].Filled >= 2;
    }
}
