using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>
/// Well logs (LAS, Canadian Well Logging Society): sections under lines that begin with a tilde and a letter, the version first and the
/// values, under <c>~A</c>, last. All that stands above them describes them.
/// </summary>
internal static class CsvWellLog
{
    /// <summary>The record that opens the values; -1 when the records are no such log.</summary>
    public static int Values(CsvRecords records)
    {
        var first = 0;
        while (first < records.Count && (records[first].IsBlank || records.Text[records[first].Start] == (byte)'#')) first++;
        if (first == records.Count || !Opens(records, first, (byte)'V')) return -1;
        for (var i = records.Count - 2; i > first; i--)
        {
            if (Opens(records, i, (byte)'A')) return i;
        }

        return -1;
    }

    /// <summary>Whether a record opens the section of a letter.</summary>
    private static bool Opens(CsvRecords records, int record, byte letter)
    {
        var at = CsvCellClassifier.Trim(records.Text.AsSpan(records[record].Start, records[record].End - records[record].Start));
        return at.Length >= 2 && at[0] == (byte)'~' && (at[1] & 0xDF) == letter;
    }
}
