using Lumos.Core.Analysis.Rules;

namespace Lumos.Core.Analysis.Cells;

/// <summary>
/// Finds wrong cells of a table without being told what is right: from the other values of the column, the other cells of the row, and the rows that
/// should agree. Deterministic; knows nothing of any particular data.
/// </summary>
internal static class CellInspector
{
    /// <summary>The cells that look wrong, in order of row and column.</summary>
    public static IReadOnlyList<Suspicion> Inspect(CellTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Rows == 0 || table.Columns.Count == 0) return [];
        var book = new SuspicionBook();

        // Rows that agree come first: what they support is not taken for a slip afterwards.
        var dependencies = DependencyFinder.FindTelling(table, cancellationToken);
        DependencyCells.Look(table, dependencies, book, cancellationToken);
        foreach (var composition in ComposedColumn.Find(table, cancellationToken)) composition.Look(table, book);
        MissingCells.Look(table, book);
        MisplacedCells.Look(table, book);
        FormatCells.Look(table, book);
        DamagedCells.Look(table, book);
        InvalidCells.Look(table, book, cancellationToken);
        TypoCells.Look(table, book, cancellationToken);
        OutlierCells.Look(table, book);
        var measures = MeasureColumn.Of(table);
        PlaceholderDates.Look(table, measures, book);
        ArithmeticCells.Look(table, ArithmeticRule.Find(measures, cancellationToken), book);
        foreach (var rule in OrderRule.Find(table, measures)) rule.Look(table, book);
        return book.Verdicts();
    }
}
