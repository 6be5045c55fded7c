using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Joins;

/// <summary>
/// References that follow from where rows go: when the source's <c>users</c> become the target's <c>customers</c>, what refers to a user refers to a customer, whatever either calls the column. Keys that are given anew are
/// <see cref="NumberedKeys"/>' matter. For one plan; tables come in the order of their references.
/// </summary>
internal sealed class FollowedReferences(CatalogArtifact catalog, MappingWorkbench bench, Func<Candidate, bool> refuses)
{
    private const double Score = 0.9;

    // Key columns of source tables, by the target table and key they feed.
    private readonly Dictionary<(string Table, string Key), (string Table, string Column)> _fed = [];

    /// <summary>The plan with the reference for a column nothing was found for, where the source has one such reference only and the target asks for one.</summary>
    public PlannedSource Extend(PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets)
    {
        var used = planned.Plan.Values.SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in targets.Where(t => !planned.Plan.ContainsKey(t.Column.Name)).Select(t => (Target: t, To: Referred(t))).Where(static r => r.To is not null).GroupBy(static r => r.To!.Value, static r => r.Target).ToList())
        {
            var ways = catalog.ForeignKeys.Where(f => f.Table == planned.Own.Name && f.References == group.Key.Table && f.ReferencedColumn == group.Key.Column && f.Score >= ReferencePaths.SureReference).Select(static f => f.Column).ToList();
            List<SourceColumn> free = [.. bench.Sources[planned.Own.Name].Where(c => ways.Contains(c.Column.Name) && !used.Contains(c.Name))];
            // Two references to one table are told apart by their roles, which no structure says.
            if (group.ToList() is not [var target] || free is not [var source] || Conversion.Find(source, target) is not { Strategy: "rename" or "cast" } way) continue;
            var candidate = new Candidate(target, [source], way.Value.Expression, way.Strategy, Score, [$"'{source.Name}' refers to '{group.Key.Table}', whose rows become those '{target.Column.Name}' refers to."], true);
            if (refuses(candidate) || !TablePlanner.IsSound(candidate, SourceColumns.SchemaOf(planned.Table))) continue;
            planned = planned with { Plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal) { [target.Column.Name] = new Proposal(candidate, null) } };
        }

        return planned;
    }

    /// <summary>Remembers which source column a table's key comes from, once its sources are chosen.</summary>
    public void Settle(TargetTable target, IReadOnlyList<PlannedSource> chosen)
    {
        if (target.PrimaryKey is not [var key] || chosen is not [var only]) return;
        if (only.Plan.GetValueOrDefault(key)?.Chosen is { Strategy: "rename" or "cast", Sources: [var source] } && only.Own.Columns.FirstOrDefault(c => c.SourceName == source.Name) is { } column) _fed[(target.Name, key)] = (only.Own.Name, column.Name);
    }

    // As it is declared, or by having the name of another table's key.
    private (string Table, string Column)? Referred(TargetColumnProfile target)
    {
        var declared = target.Table.ForeignKeys.FirstOrDefault(f => f.Columns is [var only] && only == target.Column.Name);
        if (declared is not null) return declared.References is [var key] && declared.Table != target.Table.Name && _fed.TryGetValue((declared.Table, key), out var fed) ? fed : null;
        var called = _fed.Where(f => f.Key.Key == target.Column.Name && f.Key.Table != target.Table.Name).Select(static f => f.Value).ToList();
        return called is [var only] && !target.Table.PrimaryKey.SequenceEqual([target.Column.Name]) ? only : null;
    }
}
