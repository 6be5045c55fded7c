using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>How well a dialect explains a sample.</summary>
/// <param name="Score">Product of the parts; comparable between dialects of one sample.</param>
/// <param name="Width">Width most records share.</param>
/// <param name="Consistency">How even the widths are, 0 to 1.</param>
/// <param name="Types">How much the cells look like values, 0 to 1.</param>
/// <param name="Quotes">How well quotes fit, 0 to 1.</param>
internal readonly record struct CsvDialectScore(double Score, int Width, double Consistency, double Types, double Quotes);

/// <summary>Scores a parsed sample: evenness of record widths times how typed the cells are times how well quotes fit.</summary>
internal static partial class CsvDialectScorer
{
    private const int LongPreamble = 3;

    public static CsvDialectScore Score(CsvRecords records, double prior)
    {
        var widths = new Dictionary<int, int>();
        int counted = 0, lead = 0;
        var mark = CommentMark(records);
        var above = CsvWellLog.Values(records) is var log and >= 0 ? log + 1 : LinesAbove(records);
        for (var i = above; i < records.Count; i++)
        {
            var record = records[i];
            if (record.Fields == 0 || record.IsBlank || (mark != 0 && records.Text[record.Start] == mark)) continue;
            widths[record.Fields] = widths.GetValueOrDefault(record.Fields) + 1;
            if (lead == counted && record.Fields == 1) lead++;
            counted++;
        }

        if (counted == 0) return default;
        var consistency = Evenness(widths, counted, out var width);

        // Lines of text above the table may outnumber its rows: then what follows them is judged, for as much as it is of the file.
        var rest = counted - lead;
        if (lead >= LongPreamble && rest >= LongPreamble)
        {
            widths[1] -= lead;
            var below = Evenness(widths, rest, out var widthBelow) * (0.5 + (0.5 * rest / counted));
            if (below > consistency) (consistency, width) = (below, widthBelow);
        }

        if (records.Dialect.Delimiter.Length == 0) consistency = IsListOfValues(records) ? 0.8 : 0.25;
        var types = Types(records, mark, above);
        var quotes = Quotes(records);

        // Words apart by spaces are prose until some of them are values; numbers of any width are set apart by runs of them.
        if (records.Dialect.Delimiter is [(byte)' '])
        {
            if (TypedShare(records) < 0.2) prior *= LooksLikeNames(records, width) || widths[width] < counted * 0.9 || IsOfFewLines(records) ? 0.2 : 0.5;
            if (!records.Dialect.Collapse) prior *= 1 - EmptyShare(records);
        }

        // Marks that words are joined with hold words together rather than fields apart.
        if (records.Dialect.Delimiter is [(byte)'/' or (byte)'\\' or (byte)'_' or (byte)'-' or (byte)'.' or (byte)'+'] && TypedShare(records) < 0.2) prior *= 0.5;
        if (OnlyBegins(records)) prior *= 0.1;
        if (records.Dialect.Quote == 0 && AreQuotedLines(records)) prior *= 0.1;
        if (records.Dialect.Delimiter is [(byte)'/' or (byte)'\\' or (byte)'_' or (byte)'-' or (byte)'.' or (byte)':'] && SharesStart(records)) prior *= 0.5;
        if (records.Dialect.Delimiter is [(byte)':' or (byte)'=' or (byte)'/' or (byte)'-' or (byte)'.' or (byte)'_'] && (FollowsOneWord(records) || OnlyEnds(records))) prior *= 0.5;
        return new CsvDialectScore(consistency * types * quotes * prior, width, consistency, types, quotes);
    }

    /// <summary>Whether all that the delimiter does is to stand before lines, as a mark of what they are or part of what they say, or behind them.</summary>
    private static bool OnlyBegins(CsvRecords records)
    {
        var everyday = records.Dialect.Delimiter is [(byte)',' or (byte)';' or (byte)'\t' or (byte)'|'];
        var begun = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Fields < 2) continue;
            if (records[i].Fields > 2 || !(IsVacant(i, 0) || (!everyday && IsVacant(i, 1)))) return false;
            begun++;
        }

        return begun >= LongPreamble;

        bool IsVacant(int record, int column) => records.Cell(record, column) == CsvCell.Empty && !records.Field(record, column).IsQuoted;
    }

    /// <summary>How even widths are, and the width most records share.</summary>
    private static double Evenness(Dictionary<int, int> widths, int records, out int width)
    {
        width = 0;
        var most = 0;
        double evenness = 0;
        foreach (var (fields, count) in widths)
        {
            if (count > most || (count == most && fields > width)) (width, most) = (fields, count);
            var share = count / (double)records;
            evenness += share * share * Breadth(fields);
        }

        return evenness;
    }

    /// <summary>Share of the cells that are values; a flag, or a word in brackets, is a word like others here.</summary>
    private static double TypedShare(CsvRecords records)
    {
        int typed = 0, count = 0;
        for (var i = 0; i < records.Count; i++)
        {
            var cells = records.Cells(i);
            for (var c = 0; c < cells.Length; c++)
            {
                count++;
                if (CsvCellClassifier.IsTyped(cells[c]) && cells[c] != CsvCell.Bool && !(cells[c] == CsvCell.Pattern && CsvShape.IsBracketedWord(records.Bytes(i, c)))) typed++;
            }
        }

        return count == 0 ? 0 : typed / (double)count;
    }

    private static double EmptyShare(CsvRecords records)
    {
        int empty = 0, count = 0;
        for (var i = 0; i < records.Count; i++)
        {
            empty += records.Cells(i).Count(CsvCell.Empty);
            count += records[i].Fields;
        }

        return count == 0 ? 0 : empty / (double)count;
    }

    /// <summary>
    /// The mark of lines that can be left out, 0 when there are none: # where there are other lines, too; a semicolon where the first lines
    /// start with it and those after them do without.
    /// </summary>
    private static byte CommentMark(CsvRecords records)
    {
        int lead = 0, rest = 0, with = 0;
        var others = false;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Fields == 0 || records[i].IsBlank) continue;
            var first = records.Text[records[i].Start];
            others |= first != (byte)'#';
            if (first == (byte)';' && rest == 0) lead++;
            else rest++;
            if (rest > 0 && records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start).Contains((byte)';')) with++;
        }

        if (lead >= LongPreamble && rest >= LongPreamble && with * 10 <= rest) return (byte)';';
        return others ? (byte)'#' : (byte)0;
    }

    /// <summary>How much a record of that many fields says for its delimiter: one says nothing, more than a handful no more.</summary>
    private static double Breadth(int fields) => fields == 1 ? 0 : 1 - Math.Pow(fields, -1.7);

    private static double Types(CsvRecords records, byte mark, int above)
    {
        double sum = 0;
        var count = 0;
        for (var i = above; i < records.Count; i++)
        {
            if (mark != 0 && records[i].Fields > 0 && records.Text[records[i].Start] == mark) continue;
            foreach (var cell in records.Cells(i))
            {
                sum += Weight(cell);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    internal static double Weight(CsvCell cell) => cell switch
    {
        CsvCell.Empty => 0.7,
        CsvCell.Word => 0.9,
        CsvCell.Code => 0.8,
        CsvCell.Text => 0.7,
        CsvCell.Dirty => 0.1,
        _ => 1,
    };

    private static double Quotes(CsvRecords records)
    {
        // Torn quotes among many whole ones are accidents; without whole ones the character is no quote at all.
        var whole = records.Repaired == 0 ? 1 : 1 - (0.5 * records.Repaired / (records.QuotedFields + records.Repaired));

        // Apostrophes stand at word starts and ends too: as quotes they must mostly come in pairs around fields.
        if (records.Dialect.Quote is not (0 or (byte)'"') && records.Text.AsSpan(0, records.End).Count(records.Dialect.Quote) > records.QuotedFields * 4) whole *= 0.5;

        // Quote characters that enclose nothing under this dialect, though they do under another.
        // In dumps that escape even line ends quotes are plain characters.
        return whole * (1 - ((records.Dialect is { Quote: 0, EscapedLineEnds: true } ? 0.1 : 0.4) * records.LooseQuotes));
    }
}
