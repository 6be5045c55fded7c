using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Mapping.Synthesis;

namespace Lumos.Core.Mapping.Joins;

/// <summary>
/// References that follow from where rows go: when the source's <c>users</c> become the target's <c>customers</c>, what refers to a user refers to a customer, whatever either calls the column. Keys that are given anew are
/// <see cref="NumberedKeys"/>' matter. For one plan; tables come in the order of their references.
/// </summary>
internal sealed class FollowedReferences(CatalogArtifact catalog, MappingWorkbench bench, Func<Candidate, bool> refuses)
{
    private const double Score = 0.9;
    private const double FartherScore = 0.8;
    private const double DoubtfulScore = 0.55;

    // Key columns of source tables, by the target table and key they feed.
    private readonly Dictionary<(string Table, string Key), (string Table, string Column)> _fed = [];
    private readonly FartherReferences _farther = new(catalog);

    /// <summary>The plan with the reference for a column nothing was found for, where the source has one such reference only and the target asks for one.</summary>
    public PlannedSource Extend(PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets)
    {
        planned = Freed(planned, targets);
        var used = planned.Plan.Values.SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in targets.Where(t => !planned.Plan.ContainsKey(t.Column.Name)).Select(t => (Target: t, To: Referred(t))).Where(static r => r.To is not null).GroupBy(static r => r.To!.Value, static r => r.Target).ToList())
        {
            var ways = WaysTo(planned, group.Key);
            List<SourceColumn> free = [.. bench.Sources[planned.Own.Name].Where(c => ways.Contains(c.Column.Name) && !used.Contains(c.Name))];
            foreach (var (target, source, sure) in Paired([.. group], free, ways.Count, group.Key))
            {
                if (Conversion.Find(source, target) is not { Strategy: "rename" or "cast" } way) continue;
                var why = $"'{source.Name}' refers to '{group.Key.Table}', whose rows become those '{target.Column.Name}' refers to.";
                var candidate = new Candidate(target, [source], way.Value.Expression, way.Strategy, sure ? Score : DoubtfulScore, [sure ? why : why + " Its name does not say that this one is meant. Confirm it."], true);
                if (refuses(candidate) || !TablePlanner.IsSound(candidate, SourceColumns.SchemaOf(planned.Table))) continue;
                planned = planned with { Plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal) { [target.Column.Name] = new Proposal(candidate, null) } };
            }
        }

        return WithOwn(planned, targets);
    }

    /// <summary>The plan with references of tables that are looked up, for columns that refer to rows and that nothing was found for: a worker's department is that of the worker's position.</summary>
    public PlannedSource ExtendFarther(PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets)
    {
        foreach (var group in targets.Where(static t => t.Reference is not null && !t.Table.PrimaryKey.Contains(t.Column.Name)).Select(t => (Target: t, To: Referred(t))).Where(static r => r.To is not null).GroupBy(static r => r.To!.Value, static r => r.Target).ToList())
        {
            if (group.ToList() is not [var target] || planned.Plan.ContainsKey(target.Column.Name) || group.Key.Table == planned.Own.Name || WaysTo(planned, group.Key).Count > 0 || !JoinPlanner.KeepsRows(planned.Own, target.Table, planned.Plan)) continue;
            var (table, key) = (catalog.Tables.First(t => t.Name == group.Key.Table), group.Key.Column);
            if (_farther.Find(planned.Own, table.Name, table.Columns.First(c => c.Name == key).SourceName) is not { } farther || bench.Sources[farther.Looked.Name].FirstOrDefault(c => c.Name == farther.Column) is not { } reference) continue;
            var joined = FartherReferences.Join(planned, farther);
            var source = JoinPlanner.Looked(joined.Table, farther.Name, reference);
            if (Conversion.Find(source, target) is not { Strategy: "rename" or "cast" } way) continue;
            var sure = farther.Joins.Count == 1 && RoleReferences.Agreement(RoleReferences.RoleOf(target.Column.Name, target.Reference!.Table, table.Name), RoleReferences.RoleOf(farther.Column, table.Name, key), 0) >= RoleReferences.SaysSo;
            var why = $"'{farther.Name}' refers to '{table.Name}', whose rows become those '{target.Column.Name}' refers to, and '{planned.Own.Name}' has no such reference of its own.";
            var candidate = new Candidate(target, [source], way.Value.Expression, "lookup", sure ? FartherScore : DoubtfulScore, [sure ? why : why + " Confirm it."], false);
            if (refuses(candidate) || !TablePlanner.IsSound(candidate, SourceColumns.SchemaOf(joined.Table))) continue;
            planned = joined with { Plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal) { [target.Column.Name] = new Proposal(candidate, null) } };
        }

        return planned;
    }

    // One reference of each side needs no name. Of several, those go together whose roles say so; the one left that has no role is the plain reference, which a person confirms.
    private static IEnumerable<(TargetColumnProfile Target, SourceColumn Source, bool Sure)> Paired(List<TargetColumnProfile> targets, List<SourceColumn> sources, int ways, (string Table, string Column) to)
    {
        if (targets is [var only] && sources is [var single] && ways == 1)
        {
            yield return (only, single, true);
            yield break;
        }

        foreach (var (target, source) in targets.SelectMany(t => sources.Select(s => (t, s))).Where(p => RoleOf(p.t) is { Count: > 0 } role && RoleReferences.Agreement(role, SourceRole(p.s), 0) >= RoleReferences.SaysSo).ToList())
        {
            if (targets.Remove(target) && sources.Remove(source)) yield return (target, source, true);
        }

        if (targets is [var left] && (sources is [var rest] ? rest : sources.Where(s => SourceRole(s).Count == 0).ToList() is [var plain] ? plain : null) is { } chosen) yield return (left, chosen, ways == 1);

        HashSet<string> RoleOf(TargetColumnProfile target) => RoleReferences.RoleOf(target.Column.Name, target.Reference?.Table ?? "", to.Table, to.Column);
        HashSet<string> SourceRole(SourceColumn source) => RoleReferences.RoleOf(source.Name, to.Table, to.Column);
    }

    // What refers to another row of its own table, where both sides have one such column.
    private PlannedSource WithOwn(PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets)
    {
        if (targets.Where(static t => t.Table.ForeignKeys.Any(f => f.Table == t.Table.Name && f.Columns is [var only] && only == t.Column.Name)).ToList() is not [var target] || planned.Plan.ContainsKey(target.Column.Name)) return planned;
        if (target.Table.PrimaryKey is not [var key] || planned.Plan.GetValueOrDefault(key)?.Chosen is not { Strategy: "rename" or "cast", Sources: [var fed] }) return planned;
        var used = planned.Plan.Values.SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).ToHashSet(StringComparer.Ordinal);
        var ways = RoleReferences.ToItself(catalog, bench, planned.Own, fed.Name).Select(static c => c.Name).ToList();
        if (bench.Sources[planned.Own.Name].Where(c => ways.Contains(c.Column.Name) && !used.Contains(c.Name)).ToList() is not [var source] || Conversion.Find(source, target) is not { Strategy: "rename" or "cast" } way) return planned;
        var candidate = new Candidate(target, [source], way.Value.Expression, way.Strategy, Score, [$"'{source.Name}' refers to another row of '{planned.Own.Name}', as '{target.Column.Name}' does to one of '{target.Table.Name}'."], true);
        if (refuses(candidate) || !TablePlanner.IsSound(candidate, SourceColumns.SchemaOf(planned.Table))) return planned;
        return planned with { Plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal) { [target.Column.Name] = new Proposal(candidate, null) } };
    }

    // What refers to a row belongs where the target refers to that row, whatever a name near it says: the account an order is paid from is not the payee's.
    private PlannedSource Freed(PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets)
    {
        foreach (var group in targets.Select(t => (Target: t, To: Referred(t))).Where(static r => r.To is not null).GroupBy(static r => r.To!.Value, static r => r.Target).ToList())
        {
            if (group.ToList() is not [var target] || planned.Plan.ContainsKey(target.Column.Name) || WaysTo(planned, group.Key) is not [var way]) continue;
            foreach (var (name, proposal) in planned.Plan.Where(p => p.Value.Chosen is { Strategy: "rename" or "cast", Exclusive: true, Sources: [var only] } && only.Column.Name == way && !LearntMappings.IsShown(p.Value.Chosen.Rationale)).ToList())
            {
                if (SameNames.Spelling(name) == SameNames.Spelling(way)) continue;
                var plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal);
                plan.Remove(name);
                var taken = plan.Values.SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).ToHashSet(StringComparer.Ordinal);
                if (proposal.RunnerUp is { Score: >= TablePlanner.LeastScore } next && !next.Sources.Any(s => taken.Contains(s.Name) || s.Column.Name == way)) plan[name] = new Proposal(next, null);
                planned = planned with { Plan = plan };
            }
        }

        return planned;
    }

    private List<string> WaysTo(PlannedSource planned, (string Table, string Column) to) =>
        [.. catalog.ForeignKeys.Where(f => f.Table == planned.Own.Name && f.References == to.Table && f.ReferencedColumn == to.Column && f.Score >= ReferencePaths.SureReference).Select(static f => f.Column)];

    /// <summary>Remembers which source column a table's key comes from, once its sources are chosen.</summary>
    public void Settle(TargetTable target, IReadOnlyList<PlannedSource> chosen)
    {
        if (target.PrimaryKey is not [var key] || chosen is not [var only]) return;
        if (only.Plan.GetValueOrDefault(key)?.Chosen is { Strategy: "rename" or "cast", Sources: [var source] } && only.Own.Columns.FirstOrDefault(c => c.SourceName == source.Name) is { } column) _fed[(target.Name, key)] = (only.Own.Name, column.Name);
    }

    // As it is declared, or by having the name of another table's key.
    private (string Table, string Column)? Referred(TargetColumnProfile target)
    {
        var declared = target.Reference;
        if (declared is not null) return declared.References is [var key] && declared.Table != target.Table.Name && _fed.TryGetValue((declared.Table, key), out var fed) ? fed : null;
        var called = _fed.Where(f => f.Key.Key == target.Column.Name && f.Key.Table != target.Table.Name).Select(static f => f.Value).ToList();
        return called is [var only] && !target.Table.PrimaryKey.SequenceEqual([target.Column.Name]) ? only : null;
    }
}
