using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>A column put together from two others with a mark between them: <c>al_pn-2</c> from state <c>al</c> and measure <c>pn-2</c>.</summary>
/// <param name="Whole">Position of the composed column.</param>
/// <param name="First">Position of the first part.</param>
/// <param name="Mark">What stands between.</param>
/// <param name="Second">Position of the second part.</param>
internal sealed record ComposedColumn(int Whole, int First, string Mark, int Second)
{
    private const double LeastShare = 0.8;
    private const int LeastRows = 20;
    private const int Probes = 40;
    private const double Score = 0.7;
    private const int LongestMark = 3;

    // Texts that so many pairs of columns make up are made of what stands everywhere, as flags do.
    private const int MostPairs = 2_500;

    /// <summary>Compositions that hold almost everywhere.</summary>
    public static IReadOnlyList<ComposedColumn> Find(CellTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<ComposedColumn> found = [];
        var probes = ProbedRows(table);
        for (var whole = 0; whole < table.Columns.Count; whole++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (table.Columns[whole].Filled < LeastRows) continue;
            foreach (var (candidate, _) in Candidates(table, whole, probes).CountBy(static c => c).Where(static c => c.Value >= Probes / 4).OrderByDescending(static c => c.Value).Take(4))
            {
                var (right, wrong) = (0, 0);
                for (var row = 0; row < table.Rows; row++)
                {
                    if (candidate.Holds(table, row) is not { } holds) continue;
                    if (holds) right++;
                    else wrong++;
                }

                if (right + wrong < LeastRows || right < (right + wrong) * LeastShare) continue;
                found.Add(candidate);
                break;
            }
        }

        return found;
    }

    /// <summary>Rows that hold support their three cells; in the others the whole is doubted.</summary>
    public void Look(CellTable table, SuspicionBook book)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(book);
        for (var row = 0; row < table.Rows; row++)
        {
            if (Holds(table, row) is not { } holds) continue;
            if (holds) book.Confirm(row, Whole);
            else if (book.SupportOf(row, Whole) < SuspicionBook.Least) book.Add(new Suspicion(row, Whole, SuspicionKind.Rule, Score, $"Is not put together from '{table.Columns[First].Name}' and '{table.Columns[Second].Name}' as in almost all rows."));
        }
    }

    private bool? Holds(CellTable table, int row) => table.Columns[Whole][row] is { } whole && table.Columns[First][row] is { } first && table.Columns[Second][row] is { } second
        ? whole.Length == first.Length + Mark.Length + second.Length && whole.StartsWith(first, StringComparison.Ordinal) && whole.EndsWith(second, StringComparison.Ordinal) && whole.AsSpan(first.Length, Mark.Length).SequenceEqual(Mark)
        : null;

    /// <summary>What the cells of the probed rows may be put together from. Cells are looked up by their text: tables may have ten thousand columns.</summary>
    private static List<ComposedColumn> Candidates(CellTable table, int whole, IReadOnlyList<(int Row, Dictionary<string, List<int>> Columns)> probes)
    {
        List<ComposedColumn> candidates = [];
        List<(int First, string Mark, int Second)> ofRow = [];
        foreach (var (row, columns) in probes)
        {
            if (table.Columns[whole][row] is not { Length: >= 3 } text) continue;
            ofRow.Clear();
            var lookup = columns.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var end = 0; end < text.Length; end++)
            {
                if (!lookup.TryGetValue(text.AsSpan(0, end), out var firsts)) continue;
                for (var start = end; start <= Math.Min(text.Length, end + LongestMark); start++)
                {
                    if (start > end && char.IsLetterOrDigit(text[start - 1])) break;
                    if (!lookup.TryGetValue(text.AsSpan(start), out var seconds) || (long)firsts.Count * seconds.Count > MostPairs) continue;
                    var mark = text[end..start];
                    foreach (var first in firsts)
                    {
                        if (first == whole) continue;
                        foreach (var second in seconds)
                        {
                            if (second != whole && second != first) ofRow.Add((first, mark, second));
                        }
                    }
                }
            }

            ofRow.Sort(static (a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Second.CompareTo(b.Second));
            candidates.AddRange(ofRow.Select(pair => new ComposedColumn(whole, pair.First, pair.Mark, pair.Second)));
        }

        return candidates;
    }

    /// <summary>Rows to look at, each with the columns that hold a text there.</summary>
    private static List<(int Row, Dictionary<string, List<int>> Columns)> ProbedRows(CellTable table)
    {
        List<(int Row, Dictionary<string, List<int>> Columns)> rows = [];
        var step = Math.Max(1, table.Rows / Probes);
        for (var row = 0; row < table.Rows; row += step)
        {
            var columns = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (table.Columns[c][row] is not { } text) continue;
                if (!columns.TryGetValue(text, out var holders)) columns[text] = holders = [];
                holders.Add(c);
            }

            rows.Add((row, columns));
        }

        return rows;
    }
}
