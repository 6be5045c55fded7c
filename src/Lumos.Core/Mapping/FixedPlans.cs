using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;

namespace Lumos.Core.Mapping;

/// <summary>Fixes a person applied, put into the pipelines that were planned. Immutable.</summary>
internal sealed class FixedPlans(IReadOnlyList<AppliedFix> fixes)
{
    /// <summary>The plan of a source table with the fixes that concern it; a fix that does not fit a pipeline any more is left out, and its reasons say so.</summary>
    public PlannedSource Apply(PlannedSource planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        var (source, plan) = (planned.Table, planned.Plan);
        var own = fixes.Where(applied => applied.Fix.Kind != FixKind.DuplicateRule && applied.Fix.Column is { } column && JoinedTables.NamesOf(source, applied.Fix.Table, column).Any()).ToList();
        if (own.Count == 0) return planned;
        var schema = SourceColumns.SchemaOf(source);
        return planned with { Plan = plan.ToDictionary(static pair => pair.Key, pair => pair.Value with { Chosen = own.Aggregate(pair.Value.Chosen, (chosen, applied) => Apply(chosen, applied, source, schema)) }, StringComparer.Ordinal) };
    }

    /// <summary>What happens to rows that share a key.</summary>
    public DuplicateKeyRule DuplicatesOf(string table, DuplicateKeyRule planned) => fixes.LastOrDefault(applied => applied.Fix.Kind == FixKind.DuplicateRule && applied.Fix.Table == table)?.Fix.Change switch
    {
        "keep_first" => DuplicateKeyRule.KeepFirst,
        "keep_last" => DuplicateKeyRule.KeepLast,
        _ => planned,
    };

    private static Candidate Apply(Candidate chosen, AppliedFix applied, CatalogTable source, ColumnSchema schema)
    {
        if (applied.Fix.Target is { } only && only != $"{chosen.Target.Table.Name}.{chosen.Target.Column.Name}") return chosen;
        var expression = FixRewrite.Apply(chosen.Expression, source, applied.Fix);
        if (expression.Equals(chosen.Expression)) return chosen;
        var mended = chosen with { Expression = expression, Rationale = [.. chosen.Rationale, $"{applied.AppliedBy} applied fix {applied.Fix.Id}: {applied.Fix.Summary}"] };
        return TablePlanner.IsSound(mended, schema) ? mended : chosen with { Rationale = [.. chosen.Rationale, $"Fix {applied.Fix.Id} does not fit this pipeline any more and was left out."] };
    }
}
