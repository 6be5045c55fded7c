using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Host.Cli;

/// <summary>Notes about columns a plan reads that <c>--columns</c> does not name: they are taken as text, and often are a slip.</summary>
internal static class UnnamedColumns
{
    public static IEnumerable<DslDiagnostic> Of(TransformPlan plan, IReadOnlyList<ColumnField> declared)
    {
        var known = declared.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var named = string.Join(", ", declared.Select(field => field.Name));
        return plan.Pipelines.SelectMany(pipeline => References(pipeline.Expression)).Where(column => known.Add(column.Name)).Select(column =>
            new DslDiagnostic(RejectCode.UnknownColumn, $"Column '{column.Name}' is not among those of --columns and is taken as text.", column.Span, $"They are {named}.") { Severity = DslSeverity.Information });
    }

    private static IEnumerable<ColumnReference> References(Expression expression) =>
        expression is ColumnReference column ? [column] : expression.Inputs.SelectMany(References);
}
