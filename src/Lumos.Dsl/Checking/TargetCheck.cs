using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>Does the plan fill the target table?</summary>
internal static class TargetCheck
{
    public static void CheckColumn(Pipeline pipeline, TypedExpression value, TargetTable target, List<DslDiagnostic> diagnostics)
    {
        var column = target.Columns.FirstOrDefault(candidate => candidate.Name == pipeline.Target);
        if (column is null)
        {
            diagnostics.Add(new(
                RejectCode.Target,
                $"Table '{target.Name}' has no column '{pipeline.Target}'.",
                pipeline.Span,
                NearestName.Suggest(pipeline.Target, target.Columns.Select(candidate => candidate.Name).ToArray(), listOtherwise: true)));
            return;
        }

        if (value.Type != column.Type)
        {
            diagnostics.Add(TypeMismatch.Of(value.Type, column.Type, $"Column '{column.Name}' of table '{target.Name}' is {column.Type}, but its pipeline gives {value.Type}.", pipeline.Span));
        }

        if (value.Nullable && !column.Nullable)
        {
            diagnostics.Add(new(RejectCode.NullableTarget, $"Column '{column.Name}' allows no NULL, but its pipeline may give one; such rows go to quarantine.", pipeline.Span)
            {
                Severity = DslSeverity.Warning,
            });
        }
    }

    public static void CheckMissing(HashSet<string> made, TargetTable target, List<DslDiagnostic> diagnostics)
    {
        foreach (var column in target.Columns)
        {
            if (column.Nullable || column.Default is not null || made.Contains(column.Name)) continue;
            diagnostics.Add(new(RejectCode.Target, $"Column '{column.Name}' of table '{target.Name}' allows no NULL and no pipeline makes it.", Suggestion: $"Add a pipeline: {column.Name} = ...")
            {
                Target = column.Name,
            });
        }
    }
}
