using Lumos.Abstractions;
using Lumos.Core.Analysis.Cells;
using Lumos.Core.Analysis.Fixes;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>
/// Cells of the source's sample rows that look wrong: what, where, how many, masked examples, and where it is sound a staged fix. Sentences name rows and closed words,
/// never a cell value.
/// </summary>
internal static class SourceCellChecks
{
    /// <summary>Fewer rows tell nothing about each other.</summary>
    private const int LeastRows = 20;

    private const int MostExamples = 3;

    public static void Check(CatalogTable table, FixTrial trial, CheckBook checks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(trial);
        var rows = trial.Sample(table);
        if (rows.RowCount < LeastRows) return;
        var columns = table.Columns.Where(column => rows[column.SourceName].Count == rows.RowCount).ToList();
        var found = CellInspector.Inspect(CellTable.From(table.Name, [.. columns.Select(static column => column.SourceName)], [.. columns.Select(column => rows[column.SourceName])]), cancellationToken);
        if (found.Count == 0)
        {
            checks.Pass(CheckCodes.Cells, table.Name, null, $"No cell of {Rates.Count(rows.RowCount)} sample rows looks wrong.", 0, 0);
            return;
        }

        foreach (var group in found.GroupBy(static suspicion => (suspicion.Column, suspicion.Kind)).OrderBy(static group => group.Key.Column).ThenBy(static group => group.Key.Kind))
        {
            var cells = group.ToList();
            var column = columns[group.Key.Column];
            var why = cells.CountBy(static cell => cell.Why).MaxBy(static reason => reason.Value).Key;
            checks.Fail(SeverityOf(group.Key.Kind), CodeOf(group.Key.Kind), table.Name, column.Name,
                $"{Rates.Count(cells.Count)} of {Rates.Count(rows.RowCount)} sample rows. {why} {Rates.Places([.. cells.Select(cell => rows.PlaceOf(cell.Row))])}", AdviceOf(group.Key.Kind, column.SourceName, cells), Rates.Share(cells.Count, rows.RowCount), 0,
                CellFixes.Find(table, column, group.Key.Kind, cells, trial), Examples(table, column.SourceName, cells, rows, trial));
        }
    }

    private static string CodeOf(SuspicionKind kind) => "CELL_" + kind.ToString().ToUpperInvariant();

    // Rows are moved as they are either way; what other rows contradict needs a look, what is only missing or written otherwise is worth knowing.
    private static Severity SeverityOf(SuspicionKind kind) => kind is SuspicionKind.Missing or SuspicionKind.Disguise or SuspicionKind.Format or SuspicionKind.Damage ? Severity.Info : Severity.Warning;

    private static List<MaskedExample> Examples(CatalogTable table, string column, List<Suspicion> cells, RawSample rows, FixTrial trial) =>
    [
        .. cells.Where(cell => rows[column][cell.Row] is not null).DistinctBy(cell => rows[column][cell.Row], StringComparer.Ordinal).Take(MostExamples)
            .Select(cell => new MaskedExample(trial.Mask(table, column, rows[column][cell.Row]), cell.Correct is { Length: > 0 } right ? trial.Mask(table, column, right) : null, null)),
    ];

    private static string AdviceOf(SuspicionKind kind, string column, List<Suspicion> cells)
    {
        var known = cells.Count(static cell => cell.Correct is { Length: > 0 });
        var suggests = known > 0 ? $" For {Rates.Count(known)} of them the value that should stand there follows from the other rows." : "";
        return kind switch
        {
            SuspicionKind.Disguise => $"The plan reads it as NULL already, or may not; else begin the pipeline with {column} | map_dict({{\"<the word>\": null}}, on_missing: keep).",
            SuspicionKind.Damage => $"The plan trims already; else begin the pipeline with {column} | trim. Lost characters only the source can give back.",
            SuspicionKind.Typo => $"Begin the pipeline with {column} | map_dict({{\"<wrong>\": \"<right>\"}}, on_missing: keep).{suggests}",
            SuspicionKind.Format => $"Bring the cells into the form of the others with regex_extract or map_dict before the type_cast.{suggests}",
            _ => $"Look at the rows and correct them in the source.{suggests}",
        };
    }
}
