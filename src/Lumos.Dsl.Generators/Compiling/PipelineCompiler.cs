using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Generators.Models;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>A pipeline that can be generated.</summary>
/// <param name="Value">Its expression.</param>
/// <param name="Find">The parameter behind a column.</param>
internal sealed record CheckedPipeline(TypedExpression Value, Func<string, MemberModel> Find);

/// <summary>Checks the text of a <c>[Pipeline]</c> against the method that wears it.</summary>
internal static class PipelineCompiler
{
    private const string TargetName = "value";

    /// <summary>The pipeline, or null when a finding stands in its way.</summary>
    public static CheckedPipeline? Compile(PipelineModel model, List<Finding> findings)
    {
        if (model.Problem is not null) findings.Add(new(DiagnosticIds.Member, model.Problem, default));
        var diagnostics = new List<DslDiagnostic>();
        var expression = Parse(model.Text, diagnostics);
        if (expression is null)
        {
            findings.AddRange(Problems.Of(diagnostics, SourceColumns.For(model.Source, []), model.Text));
            return null;
        }

        var source = SourceColumns.For(model.Source, [expression]);
        var result = PlanChecker.Check(new TransformPlan([new Pipeline(TargetName, null, expression)]), source.Schema);
        findings.AddRange(Problems.Of(result.Diagnostics, source, model.Text));
        if (result.Plan is null) return null;
        var value = result.Plan.Pipelines[0].Value;
        if (Problems.OfFeatures(result.Plan) is { } missing) findings.Add(missing);
        else if (model.Problem is null) findings.AddRange(OfForm(model, value, source));
        findings.AddRange(Problems.Advice(result.Plan, model.Backends));
        return findings.All(finding => finding.IsWarning) ? new(value, source.Find) : null;
    }

    /// <summary>Reads one expression and reports every mistake.</summary>
    public static Expression? Parse(string text, List<DslDiagnostic> diagnostics)
    {
        var syntax = new SyntaxReader(new Lexer(text, diagnostics).Read(), diagnostics).ReadWholeExpression();
        var expression = new Binder(diagnostics).Bind(syntax);
        return diagnostics.Count == 0 ? expression : null;
    }

    private static IEnumerable<Finding> OfForm(PipelineModel model, TypedExpression value, SourceColumns source)
    {
        var what = model.Form == PipelineForm.Value ? $"The result of '{model.Name}'" : $"'{model.Result.Name}'";
        if (Problems.OfResult(value, model.Result, what, value.Expression.Span) is { } mismatch)
        {
            yield return mismatch;
            yield break;
        }

        if (model.Form == PipelineForm.Value)
        {
            var readsDecimal = SourceColumns.NamesIn(value.Expression).Any(name => source.Find(name).Clr == ClrType.Decimal);
            if (value.AllErrors != ValueErrors.None || readsDecimal || model.Result.Clr == ClrType.Int32)
            {
                var codes = value.AllErrors == ValueErrors.None ? "a value that does not fit" : string.Join(", ", Each(value.AllErrors).Select(ValueErrorCodes.CodeOf));
                yield return new(DiagnosticIds.Member, $"The pipeline can fail ({codes}), and '{model.Name}' has no way to say so. Write: partial bool {model.Name}(..., out {model.Result.TypeText} value, out PlanFailure failure).", default);
            }
            else if (value.Nullable && !model.Result.Nullable)
            {
                yield return new(DiagnosticIds.Member, $"The pipeline can give NULL, and '{model.Name}' cannot return it. Make its result {model.Result.TypeText}?.", default);
            }
        }
        else if (value.Nullable && !model.Result.Nullable)
        {
            yield return new(DiagnosticIds.NullableTarget, $"{what} cannot hold NULL, but its pipeline may give one; such a call fails with E_NULL.", value.Expression.Span) { IsWarning = true };
        }
    }

    private static IEnumerable<ValueErrors> Each(ValueErrors errors)
    {
        for (var bit = 1; bit <= (int)errors; bit <<= 1)
        {
            if (((int)errors & bit) != 0) yield return (ValueErrors)bit;
        }
    }
}
