using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>
/// Weighs all readings of the top of a table against each other: how many records stand above it, and how many of the next name its
/// columns. What the rules found stands unless another reading is far likelier.
/// </summary>
/// <remarks>
/// A reading's weight is the sum of what each record says for the part it plays, by <see cref="CsvClueWeights"/>: a log-linear model of
/// preamble, header and rows in that order, fitted on files whose readings are known.
/// </remarks>
internal static class CsvReadings
{
    private const int MaxHeader = 4;
    private const int MinRecords = 40;
    private const int MaxRecords = 260;
    private const int Beyond = 16;
    private const int Widest = 400;

    /// <summary>Share of the columns that a header names at least.</summary>
    private const double FewestNames = 0.6;

    /// <summary>Records that could be rows, more of which are not given to a preamble: a row lost is worse than a title read as one.</summary>
    private const int MaxRowsAbove = 5;

    /// <summary>How much likelier another reading must be, as a difference of log-odds.</summary>
    private const double Margin = 3;

    /// <summary>The region with the likeliest top, the same when that is what it has, or nothing is far likelier.</summary>
    public static CsvRegion Best(CsvRecords records, CsvRegion region)
    {
        if (region.Width > Widest || region.Rules > 0 || region.BodyFrom >= region.BodyTo) return region;
        var filled = Enumerable.Range(region.From, region.BodyTo - region.From).Where(i => !records[i].IsBlank).ToList();
        var found = filled.BinarySearch(region.HeaderFrom);
        var foundRows = filled.FindIndex(i => i >= region.BodyFrom);
        if (found < 0 || foundRows >= MaxRecords || foundRows - found > MaxHeader) return region;
        var body = Body(records, filled, region.Width);
        if (body.Rows == 0) return region;

        var weights = Weigh(records, filled, Math.Min(Math.Min(filled.Count, MaxRecords), Math.Max(MinRecords, foundRows + Beyond)), body, region.BodyTo);
        var (top, header, best) = weights.Likeliest();
        if (best - weights.Of(found, foundRows - found) <= Margin || weights.RowsAmong(foundRows, top) > MaxRowsAbove || weights.HasOthers(top + header, foundRows)) return region;
        // Labels of groups belong to the names below them: a reading that only leaves them out says less.
        if (top == found + 1 && top + header == foundRows && records[filled[found]].Fields == region.Width && CsvTableSplitter.IsTextRow(records, filled[found])) return region;
        if (header == 0 && top < found && CsvTableFinder.StandApart(records, filled[top], region.HeaderFrom, region.BodyTo, region.Width)) return region;
        if (header > 0 && region.Width == 1 && (CsvTableFinder.IsRemark(records, filled[top]) || CsvHeaderScorer.IsLikeBelow(records, filled[top], filled[top] + 1, region.BodyTo, body))) return region;
        if (header > 0 && CsvTableFinder.IsSection(records, filled[top])) return region;
        if (header > 0 && filled.Skip(top).Take(header).Max(i => records[i].Filled) < region.Width * FewestNames) return region;
        return region with { HeaderFrom = filled[top], BodyFrom = filled[top + header], HeaderScore = header > 0 ? Margin : -Margin };
    }

    internal static CsvBody Body(CsvRecords records, List<int> filled, int width)
    {
        var body = CsvBody.Of(records, filled[filled.Count / 3], filled[^1] + 1, width);
        return body.Rows > 0 ? body : CsvBody.Of(records, filled[^1], filled[^1] + 1, width);
    }

    private static Weights Weigh(CsvRecords records, List<int> filled, int count, CsvBody body, int to)
    {
        var clues = new CsvClues(records, body, to);
        var weights = new Weights(count);
        for (var i = 0; i < count; i++) weights.Add(clues.Of(filled[i], i > 0 ? filled[i - 1] : -1, i + 1 < filled.Count ? filled[i + 1] : -1));
        return weights;
    }

    /// <summary>What each record says for the part it may play.</summary>
    private sealed class Weights(int count)
    {
        private readonly double[] _above = new double[count + 1];
        private readonly double[] _names = new double[count];
        private readonly double[] _more = new double[count];
        private readonly double[] _row = new double[count];
        private readonly bool[] _fits = new bool[count];
        private readonly bool[] _contradicts = new bool[count];
        private int _added;

        public void Add(ReadOnlySpan<double> clues)
        {
            var weights = CsvClueWeights.Of(clues);
            _above[_added + 1] = _above[_added] + weights.Above;
            _names[_added] = weights.Names;
            _more[_added] = weights.MoreNames;
            _row[_added] = weights.FirstRow;
            _fits[_added] = Fits(clues);
            _contradicts[_added] = clues[(int)CsvClue.Against] >= 0.5;
            _added++;
        }

        /// <summary>Whether a record could be a row: of the kinds below, or one of many of its own.</summary>
        private static bool Fits(ReadOnlySpan<double> clues)
        {
            if (clues[(int)CsvClue.AsWide] + clues[(int)CsvClue.OneShort] == 0) return false;
            if (clues[(int)CsvClue.Against] == 0 && clues[(int)CsvClue.Fits] + clues[(int)CsvClue.NoKinds] > 0) return true;
            return clues[(int)CsvClue.AsWide] > 0 && clues[(int)CsvClue.JustLikeBelow] > 0 && clues[(int)CsvClue.Run] >= 0.5 && clues[(int)CsvClue.Comment] == 0;
        }

        public double Of(int top, int header)
        {
            var sum = _above[top] + _row[top + header] + CsvClueWeights.HeaderRecords[header];
            for (var i = 0; i < header; i++) sum += i == 0 ? _names[top] : _more[top + i];
            return sum;
        }

        /// <summary>Records in [from, to) that could be rows.</summary>
        public int RowsAmong(int from, int to) => from < to ? _fits.AsSpan(from, to - from).Count(true) : 0;

        /// <summary>Whether a record in [from, to) holds texts where most rows hold values.</summary>
        public bool HasOthers(int from, int to) => from < to && _contradicts.AsSpan(from, to - from).Contains(true);

        public (int Top, int Header, double Weight) Likeliest()
        {
            var best = (Top: 0, Header: 0, Weight: double.MinValue);
            for (var header = 0; header <= MaxHeader; header++)
            {
                for (var top = 0; top + header < _added; top++)
                {
                    var weight = Of(top, header);
                    if (weight > best.Weight) best = (top, header, weight);
                }
            }

            return best;
        }
    }
}
