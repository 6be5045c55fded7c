using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Generators.Models;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>A plan that can be generated.</summary>
/// <param name="Columns">Its pipelines, each with the member it fills.</param>
/// <param name="Text">Each pipeline on one line.</param>
/// <param name="Find">The member behind a source column.</param>
/// <param name="Construction">How a target row is made.</param>
internal sealed record CheckedPlan(IReadOnlyList<(TypedPipeline Pipeline, MemberModel Member)> Columns, IReadOnlyList<string> Text, Func<string, MemberModel> Find, Construction Construction);

/// <summary>Checks the text of a <c>[TransformPlan]</c> against its source and target types.</summary>
internal static class MapperCompiler
{
    /// <summary>The plan, or null when a finding stands in its way.</summary>
    public static CheckedPlan? Compile(MapperModel model, string text, List<Finding> findings)
    {
        if (model.Problem is not null) findings.Add(new(DiagnosticIds.Member, model.Problem, default));
        var parsed = DslText.TryParse(text);
        var pipelines = parsed.Readable;
        var source = SourceColumns.For(model.Source.Members, pipelines.Select(pipeline => pipeline.Expression));
        findings.AddRange(Problems.Of(parsed.Diagnostics, source, text));
        var target = TargetOf(model.Target, pipelines, source.Schema);
        var result = PlanChecker.Check(new TransformPlan(pipelines), source.Schema, parsed.Plan is null ? null : target);
        findings.AddRange(Problems.Of(result.Diagnostics, source, text).Select(finding => ExplainTarget(finding, model.Target, pipelines)));
        if (parsed.Plan is null || result.Plan is null) return null;
        if (Problems.OfFeatures(result.Plan) is { } missing) findings.Add(missing);
        findings.AddRange(Problems.Advice(result.Plan, model.Backends));
        var columns = result.Plan.Pipelines.Select(pipeline => (pipeline, SourceColumns.Find(model.Target.Members, pipeline.Target)!)).ToArray();
        for (var i = 0; i < columns.Length; i++)
        {
            var (pipeline, member) = columns[i];
            if (Problems.OfResult(pipeline.Value, member, $"'{member.Name}' of {model.Target.Name}", pipelines[i].Span) is { } mismatch) findings.Add(mismatch);
        }

        var construction = Construction.Of(model.Target, columns.Select(column => column.Item2).ToArray(), out var problem);
        if (problem is not null) findings.Add(new(DiagnosticIds.Target, problem, default));
        if (construction is null || findings.Any(finding => !finding.IsWarning)) return null;
        var lines = result.Plan.Plan.Pipelines.Select(pipeline => pipeline.Target + " = " + DslText.Print(pipeline.Expression)).ToArray();
        return new(columns, lines, source.Find, construction);
    }

    // Undeclared decimals take the digits their pipeline gives.
    private static TargetTable TargetOf(RowModel target, IReadOnlyList<Pipeline> pipelines, ColumnSchema source)
    {
        var columns = new List<TargetColumn>();
        foreach (var member in target.Members)
        {
            if (!ClrTypes.CanReceive(member.Clr)) continue;
            var pipeline = pipelines.FirstOrDefault(candidate => SourceColumns.Find(target.Members, candidate.Target) == member);
            var given = pipeline is null ? null : new ExpressionChecker(source, []).Check(pipeline.Expression);
            var type = member.Type ?? (given is { Type.Kind: ColumnKind.Decimal } ? given.Type : ColumnType.Decimal(18, 2));
            var needed = member.IsRequired;
            columns.Add(new TargetColumn { Name = pipeline?.Target ?? member.DefaultColumn, Type = type, Nullable = member.Nullable, Default = needed ? null : "" });
        }

        return new TargetTable { Name = target.Name, Columns = columns };
    }

    private static Finding ExplainTarget(Finding finding, RowModel target, IReadOnlyList<Pipeline> pipelines)
    {
        if (finding.Id != DiagnosticIds.Target) return finding;
        var pipeline = pipelines.FirstOrDefault(candidate => candidate.Span.IsKnown && candidate.Span == finding.Span);
        return pipeline is not null && SourceColumns.Find(target.Members, pipeline.Target) is { } member && !ClrTypes.CanReceive(member.Clr) ? Problems.OfType(member, finding.Span) : finding;
    }
}
