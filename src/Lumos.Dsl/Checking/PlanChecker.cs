using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>Finds out whether a plan has exactly one meaning over a source, and the type of every step.</summary>
public static class PlanChecker
{
    /// <summary>Checks a plan and reports every mistake at once.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="source">Columns it may read.</param>
    /// <param name="target">Table it must fill; null when any columns will do.</param>
    /// <param name="flags">Parts of the language to allow beyond version 1.</param>
    public static CheckResult Check(TransformPlan plan, ColumnSchema source, TargetTable? target = null, DslFlags flags = DslFlags.None)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(source);
        var diagnostics = new List<DslDiagnostic>();
        if (plan.DslVersion != TransformPlan.CurrentVersion)
        {
            diagnostics.Add(new(RejectCode.Version, $"The plan is written in version '{plan.DslVersion}' of the language, this is {TransformPlan.CurrentVersion}."));
        }

        var pipelines = new List<TypedPipeline>();
        var targets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pipeline in plan.Pipelines)
        {
            var found = new List<DslDiagnostic>();
            if (!targets.Add(pipeline.Target)) found.Add(new(RejectCode.DuplicateTarget, $"Column '{pipeline.Target}' is made twice.", pipeline.Span));
            if (pipeline.Target.Length == 0 || !CodePoints.AreStorable(pipeline.Target)) found.Add(new(RejectCode.Argument, "A target column needs a name without U+0000 and unpaired surrogates.", pipeline.Span));
            var value = new ExpressionChecker(source, found, flags).Check(pipeline.Expression);
            if (value is not null)
            {
                CheckDeclaredType(pipeline, value, found);
                if (target is not null) TargetCheck.CheckColumn(pipeline, value, target, found);
                pipelines.Add(new(pipeline.Target, value));
            }

            diagnostics.AddRange(found.Select(diagnostic => diagnostic with { Target = pipeline.Target }));
        }

        if (target is not null) TargetCheck.CheckMissing(targets, target, diagnostics);
        if (diagnostics.Any(diagnostic => diagnostic.Severity == DslSeverity.Error)) return new(null, diagnostics);
        var filled = plan with
        {
            Pipelines = ValueList.From(plan.Pipelines.Zip(pipelines, (pipeline, typed) => pipeline with { Type = typed.Value.Type, Expression = typed.Value.Expression })),
        };
        return new(new TypedPlan(filled, source, ValueList.From(pipelines)), diagnostics);
    }

    private static void CheckDeclaredType(Pipeline pipeline, TypedExpression value, List<DslDiagnostic> diagnostics)
    {
        if (pipeline.Type is { } declared && declared != value.Type)
        {
            diagnostics.Add(TypeMismatch.Of(value.Type, declared, $"Column '{pipeline.Target}' is declared {declared}, but its pipeline gives {value.Type}.", pipeline.Span));
        }
    }
}
