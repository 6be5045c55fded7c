using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Mapping;

/// <summary>Decisions of persons, applied where the target has the column and the source table has the columns. Immutable.</summary>
internal sealed class RememberedMappings(IReadOnlyList<MappingRule> rules)
{
    /// <summary>The accepted pipeline for a target column, as a proposal; null for none.</summary>
    public Candidate? Find(TargetColumnProfile target, CatalogTable source, IReadOnlyList<SourceColumn> columns)
    {
        var name = target.Table.Name + "." + target.Column.Name;
        var rule = rules.LastOrDefault(r => r.Accepted && r.Target == name && r.Sources.All(s => source.Columns.Any(c => c.SourceName == s)));
        if (rule is null) return null;
        Expression expression = DslText.ParseExpression(rule.Dsl!);
        return new Candidate(target, [.. columns.Where(c => rule.Sources.Contains(c.Name))], expression, "override", 1, [$"{rule.DecidedBy} accepted this in run {rule.RunId}."], false);
    }

    /// <summary>Whether a person said that these source columns do not make this target column.</summary>
    public bool Refuses(Candidate candidate)
    {
        if (rules.Count == 0) return false;
        var name = candidate.Target.Table.Name + "." + candidate.Target.Column.Name;
        return rules.Any(r => !r.Accepted && r.Target == name && r.Sources.SequenceEqual(candidate.Sources.Select(static s => s.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal));
    }
}
