using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Lineage;

/// <summary>One operation on the way from a source column to a target column.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Text">Its text form with its other operands left out, such as <c>case(lower)</c>.</param>
public sealed record LineageStep(OperationKind Operation, string Text);

/// <summary>One way a source column reaches a target column.</summary>
/// <param name="Source">Source column.</param>
/// <param name="Steps">Operations from the source to the target; empty when the value is carried as it is.</param>
public sealed record LineagePath(string Source, ValueList<LineageStep> Steps);

/// <summary>Where the values of one target column come from.</summary>
/// <param name="Target">Target column.</param>
/// <param name="Paths">Every way, in reading order; empty when the value is made of constants only.</param>
public sealed record ColumnLineage(string Target, ValueList<LineagePath> Paths)
{
    /// <summary>The source columns, each once, in reading order.</summary>
    public ValueList<string> Sources => ValueList.From(Paths.Select(path => path.Source).Distinct(StringComparer.Ordinal).ToArray());

    /// <summary>The lineage of every target column, in plan order.</summary>
    public static IReadOnlyList<ColumnLineage> Of(TransformPlan plan)
    {
        if (plan is null) throw new ArgumentNullException(nameof(plan));
        return [.. plan.Pipelines.Select(Of)];
    }

    /// <summary>The lineage of one target column.</summary>
    public static ColumnLineage Of(Pipeline pipeline)
    {
        if (pipeline is null) throw new ArgumentNullException(nameof(pipeline));
        var paths = new List<LineagePath>();
        Collect(pipeline.Expression, [], paths);
        return new(pipeline.Target, ValueList.From(paths.ToArray()));
    }

    // Walks from the target down; the steps met so far are in that order.
    private static void Collect(Expression expression, List<LineageStep> above, List<LineagePath> paths)
    {
        if (expression is ColumnReference column) paths.Add(new(column.Name, ValueList.From(above.AsEnumerable().Reverse().ToArray())));
        if (expression is not Operation operation) return;
        above.Add(new(operation.Kind, ExpressionPrinter.PrintWithoutOperands(operation)));
        foreach (var input in operation.Inputs) Collect(input, above, paths);
        above.RemoveAt(above.Count - 1);
    }
}
