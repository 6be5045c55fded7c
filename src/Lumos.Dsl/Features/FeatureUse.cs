using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Features;

/// <summary>One place where a plan needs something beyond the core.</summary>
/// <param name="Feature">What it needs; exactly one flag.</param>
/// <param name="Target">Target column of the pipeline.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Argument">The argument or type that asks for it, as written in the text form.</param>
internal sealed record FeatureUse(DslFeatures Feature, string Target, OperationKind Operation, string Argument)
{
    /// <summary>Every use in a plan, in plan order, inputs before what reads them.</summary>
    public static IEnumerable<FeatureUse> In(TypedPlan plan) => plan.Pipelines.SelectMany(pipeline => In(pipeline.Value, pipeline.Target));

    private static IEnumerable<FeatureUse> In(TypedExpression node, string target)
    {
        foreach (var input in node.Inputs)
        {
            foreach (var use in In(input, target)) yield return use;
        }

        if (node.Expression is not Operation operation) yield break;
        if (operation is Case { Mode: CaseMode.Title }) yield return new(DslFeatures.TitleCase, target, operation.Kind, "mode: title");
        if (operation is SelectWhen select) yield return new(DslFeatures.SelectWhen, target, operation.Kind, select.Matches is null ? "unit" : "matches");
        if (operation is RegexExtract { FromEnd: true }) yield return new(DslFeatures.FromEnd, target, operation.Kind, "from_end: true");
        foreach (var (feature, argument) in NumberFeatures.Of(operation, node).Concat(DateFeatures.Of(operation))) yield return new(feature, target, operation.Kind, argument);
    }
}
