using System.Text;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;
using Lumos.Core.Supervision;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Mapping;

/// <summary>
/// Asks a model for the target columns that are in doubt, all of a table at once, and takes what the language and the sample accept. A pipeline it proposes itself waits for a person;
/// where it proposes what was found already, the two together are enough.
/// </summary>
internal sealed class ModelProposals(IModelAdvice advice, IPiiMasker masker, StageContext context)
{
    private const double Proposed = 0.55;
    private const double Confirmed = 0.7;
    private const int MostExamples = 5;

    private const string Instructions = """
        You map columns of source tables to columns of a target table. Answer with a JSON array and nothing else: [{"target": "column", "dsl": "pipeline"}], one entry for each target column you are sure of, none for the others.
        A pipeline reads source columns by name, in backticks where the name is no plain word, and uses these operations only:
        column | trim | case(lower) | collapse_whitespace | regex_extract("pattern", 1) | regex_split(index: 1, literal: ",") | map_dict({"a": "b"}, on_missing: error) | date_parse("YYYY-MM-DD") | date_format("YYYY") | type_cast(decimal(12,2)) | unit_convert("lb", "kg", result: decimal(12,3));
        concat(a, b, separator: " ", nulls: skip); safe_math(mul, a, b, result: decimal(12,2)).
        Source columns are text. The pipeline must give the target's type. Examples are masked.
        """;

    /// <summary>The plan with what the model adds.</summary>
    /// <param name="planned">The plan so far.</param>
    /// <param name="targets">Target columns.</param>
    /// <param name="columns">Columns of the source's own table.</param>
    /// <param name="write">Proves and decides a plan.</param>
    /// <param name="refuses">Whether a person said no to it before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<PlannedSource> ImproveAsync(
        PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets, IReadOnlyList<SourceColumn> columns, Func<PlannedSource, SourceMapping> write, Func<Candidate, bool> refuses, CancellationToken cancellationToken)
    {
        var before = write(planned).Columns.ToDictionary(static c => c.Target, StringComparer.Ordinal);
        var doubtful = targets.Where(t => !planned.Plan.TryGetValue(t.Column.Name, out var p) ? t.Column.Default is null : p.Chosen.Strategy is not "override" && before[t.Column.Name].Decision != GateDecision.Accept).ToList();
        if (doubtful.Count == 0) return planned;
        var question = new ModelQuestion(StageName.Mapping, $"about {doubtful.Count} columns of {targets[0].Table.Name}", Instructions, Describe(doubtful, columns, before));
        if (await advice.AskAsync(question, context, cancellationToken).ConfigureAwait(false) is not { } answer) return planned;

        Dictionary<string, Proposal> plan = new(planned.Plan, StringComparer.Ordinal);
        var schema = SourceColumns.SchemaOf(planned.Table);
        foreach (var (name, expression) in Read(answer))
        {
            if (doubtful.Find(t => t.Column.Name == name) is not { } target) continue;
            var known = planned.Plan.GetValueOrDefault(name);
            if (known is not null && known.Chosen.Expression.Equals(expression))
            {
                if (before[name].Decision == GateDecision.Hold) plan[name] = known with { Chosen = known.Chosen with { Score = Math.Max(known.Chosen.Score, Confirmed), Rationale = [.. known.Chosen.Rationale, "The model proposes the same."] } };
                continue;
            }

            var reads = ColumnLineage.Of(new Pipeline("x", null, expression)).Sources;
            if (reads.Count == 0 || !reads.All(r => columns.Any(c => c.Name == r))) continue;
            var candidate = new Candidate(target, [.. columns.Where(c => reads.Contains(c.Name))], expression, "model", Proposed, ["The model proposes it; it passed the same checks. Confirm it."], false);
            if (refuses(candidate) || !TablePlanner.IsSound(candidate, schema)) continue;
            var tried = new Dictionary<string, Proposal>(plan, StringComparer.Ordinal) { [name] = new Proposal(candidate, known?.Chosen) };
            if (write(planned with { Plan = tried }).Columns.First(c => c.Target == name).Decision != GateDecision.Fix) plan = tried;
        }

        return planned with { Plan = plan };
    }

    private string Describe(IReadOnlyList<TargetColumnProfile> targets, IReadOnlyList<SourceColumn> columns, Dictionary<string, ColumnMapping> before)
    {
        StringBuilder text = new();
        text.Append("Target table ").Append(targets[0].Table.Name).AppendLine(", columns in doubt:");
        foreach (var target in targets)
        {
            text.Append("- ").Append(target.Column.Name).Append(" (").Append(target.Column.Type).Append(')');
            if (target.Column.Enum is { Count: > 0 } codes) text.Append(", one of ").AppendJoin(", ", codes.Take(40));
            if (target.Column.Description is { Length: > 0 } about) text.Append(", ").Append(about);
            if (before.TryGetValue(target.Column.Name, out var found)) text.Append(", found so far: ").Append(found.Dsl);
            text.AppendLine();
        }

        text.Append("Source table ").Append(columns[0].Table.Name).AppendLine(", columns:");
        string[] names = [.. columns.Select(static c => c.Name)];
        foreach (var column in columns)
        {
            text.Append("- ").Append(column.Name).Append(" (").Append(column.Type).Append(')');
            if (column.Domain is { Band: not ConfidenceBand.Low } domain) text.Append(", ").Append(domain.Domain);
            var mask = masker.Inspect(column.Table.Name, column.Name, column.Type, column.Sample, names);
            var values = column.Sample.Distinct(StringComparer.Ordinal).Take(MostExamples).Select(v => masker.Mask(mask, v)).ToList();
            if (values.Count > 0) text.Append(", such as ").AppendJoin(" | ", values);
            text.AppendLine();
        }

        return text.ToString();
    }

    // Whatever is no pipeline of the language is passed over.
    private static IEnumerable<(string Target, Expression Expression)> Read(string answer)
    {
        var (from, to) = (answer.IndexOf('[', StringComparison.Ordinal), answer.LastIndexOf(']'));
        if (from < 0 || to < from) yield break;
        List<(string Target, string Dsl)> entries = [];
        try
        {
            using var json = JsonDocument.Parse(answer.AsMemory(from, to - from + 1));
            foreach (var entry in json.RootElement.EnumerateArray())
            {
                if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("target", out var target) && entry.TryGetProperty("dsl", out var dsl) && target.ValueKind == JsonValueKind.String && dsl.ValueKind == JsonValueKind.String) entries.Add((target.GetString()!, dsl.GetString()!));
            }
        }
        catch (JsonException)
        {
            yield break;
        }

        foreach (var (target, dsl) in entries)
        {
            if (Parsed(dsl) is { } expression) yield return (target, expression);
        }
    }

    private static Expression? Parsed(string dsl)
    {
        try
        {
            return DslText.ParseExpression(dsl);
        }
        catch (LumosException)
        {
            return null;
        }
    }
}
