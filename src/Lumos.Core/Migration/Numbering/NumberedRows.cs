using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Dsl.Model;

namespace Lumos.Core.Migration.Numbering;

/// <summary>Rows of one source that a plan numbers in one way, and the columns of the target that hold those numbers.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Key">Its key, as the source spells it; empty where rows are numbered in their order.</param>
/// <param name="Columns">Where the numbers go.</param>
internal sealed record NumberedRows(CatalogTable Source, string Key, IReadOnlyList<NumberColumn> Columns)
{
    /// <summary>Tables whose rows the numbers are of.</summary>
    public IEnumerable<NumberColumn> Homes => Columns.Where(static column => column.IsHome);

    /// <summary>What a plan numbers, in the order of its tables.</summary>
    public static IReadOnlyList<NumberedRows> Of(MigrationPlan plan) =>
    [
        .. plan.Tables.SelectMany(static table => table.Sources.SelectMany((source, input) => (source.Joins ?? []).Where(static one => one.Join.Numbered == true).Select(one => (table, source, input, one.Table, one.Join))))
            .GroupBy(static found => (found.Join.Table, found.Join.Key))
            .Select(static same => new NumberedRows(same.First().Table, same.Key.Key, [.. same.SelectMany(static found => Of(found.table, found.source, found.table.Mapping.Inputs[found.input], found.Join)).Distinct()])),
    ];

    private static IEnumerable<NumberColumn> Of(TablePlan table, CatalogTable source, SourceMapping input, SourceJoin join)
    {
        var name = join.As + "." + join.Columns[0];
        foreach (var column in MappedColumns.Of(input))
        {
            var pipeline = MappedColumns.ReadPipeline(column);
            if (!FixRewrite.Reads(pipeline, name)) continue;
            var isHome = JoinedTables.IsOwnNumber(source, join) && IsKey(table.Table, column.Target);
            yield return new NumberColumn(table, column.Target, isHome, isHome && IsPlain(pipeline, name, ColumnKind.Int64, ColumnKind.Decimal) ? OriginOf(table, input, join.Key) : null);
        }
    }

    private static bool IsKey(TargetTable table, string column) => table.PrimaryKey.Count > 0
        ? table.PrimaryKey is [var only] && only == column
        : table.Columns.Any(one => one.Name == column && !one.Nullable) && !table.ForeignKeys.Any(reference => reference.Columns.Contains(column, StringComparer.Ordinal));

    // A text that was changed on its way cannot be compared with the source's any more.
    private static string? OriginOf(TablePlan table, SourceMapping input, string key) => key.Length == 0 ? null : MappedColumns.Of(input)
        .FirstOrDefault(column => table.Table.Columns.Any(one => one.Name == column.Target && one.Type.Kind == ColumnKind.Text) && IsPlain(MappedColumns.ReadPipeline(column), key, ColumnKind.Text))?.Target;

    private static bool IsPlain(Expression pipeline, string name, params ReadOnlySpan<ColumnKind> casts) => pipeline switch
    {
        ColumnReference reference => reference.Name == name,
        TypeCast cast when casts.Contains(cast.To.Kind) => IsPlain(cast.Input, name, casts),
        _ => false,
    };
}
