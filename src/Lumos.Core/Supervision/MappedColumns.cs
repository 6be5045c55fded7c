using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Supervision;

/// <summary>How a mapping plan is read, the same for every stage that runs or checks it.</summary>
internal static class MappedColumns
{
    /// <summary>The pipelines of a plan that may run; a rejected one is as if it were not there.</summary>
    public static IEnumerable<ColumnMapping> Of(SourceMapping source) => source.Columns.Where(static column => column.Decision != GateDecision.Reject);

    /// <summary>The pipeline of a column, written as <c>a | trim</c> or as <c>target = a | trim</c>.</summary>
    /// <exception cref="LumosException">The text is refused (<c>DSL_REJECT</c>).</exception>
    public static Expression ReadPipeline(ColumnMapping column) =>
        DslText.TryParse(column.Dsl).Plan is { Pipelines: [var only] } ? only.Expression : DslText.ParseExpression(column.Dsl);

    /// <summary>The columns of a source as pipelines see them: raw text, by source name.</summary>
    public static ColumnSchema RawSchema(CatalogTable source) => new([.. source.Columns.Select(static column => new ColumnField(column.SourceName, ColumnType.Text))]);

    /// <summary>Whether a column must hold a value: it says so, or it is part of the primary key.</summary>
    public static bool IsRequired(TargetTable table, TargetColumn column) => !column.Nullable || table.PrimaryKey.Contains(column.Name, StringComparer.Ordinal);

    /// <summary>Whether every value of one type is a value of the other.</summary>
    public static bool Fits(ColumnType from, ColumnType to) => from == to || (from.Kind, to.Kind) switch
    {
        (ColumnKind.Decimal, ColumnKind.Decimal) => to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
        (ColumnKind.Int64, ColumnKind.Decimal) => to.Precision - to.Scale >= 19,
        (ColumnKind.Date, ColumnKind.Timestamp) => true,
        (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Float64) => true,
        _ => false,
    };
}
