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

    /// <summary>Compositions that hold almost everywhere.</summary>
    public static IReadOnlyList<ComposedColumn> Find(CellTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<ComposedColumn> found = [];
        for (var whole = 0; whole < table.Columns.Count; whole++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (table.Columns[whole].Filled < LeastRows) continue;
            foreach (var (candidate, _) in Candidates(table, whole).CountBy(static c => c).Where(static c => c.Value >= Probes / 4).OrderByDescending(static c => c.Value).Take(4))
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

    private static IEnumerable<ComposedColumn> Candidates(CellTable table, int whole)
    {
        var step = Math.Max(1, table.Rows / Probes);
        for (var row = 0; row < table.Rows; row += step)
        {
            if (table.Columns[whole][row] is not { Length: >= 3 } text) continue;
            for (var first = 0; first < table.Columns.Count; first++)
            {
                if (first == whole || table.Columns[first][row] is not { } start || start.Length >= text.Length || !text.StartsWith(start, StringComparison.Ordinal)) continue;
                for (var second = 0; second < table.Columns.Count; second++)
                {
                    if (second == whole || second == first || table.Columns[second][row] is not { } end || start.Length + end.Length > text.Length || !text.EndsWith(end, StringComparison.Ordinal)) continue;
                    var mark = text[start.Length..^end.Length];
                    if (mark.Length <= 3 && !mark.Any(char.IsLetterOrDigit)) yield return new ComposedColumn(whole, first, mark, second);
                }
            }
        }
    }
}
