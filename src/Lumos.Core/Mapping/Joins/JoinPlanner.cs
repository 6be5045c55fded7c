using System.Collections.Frozen;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Joins;

/// <summary>
/// Fills what a source table leaves open from tables it refers to. A join never changes the number of rows: only keys without repeats are looked up, and a table whose
/// rows would repeat the target's key is not joined into it.
/// </summary>
internal sealed class JoinPlanner(CatalogArtifact catalog, MappingWorkbench bench, RememberedMappings remembered)
{
    private const double SureEnough = 0.6;
    private const double DoubtfulScore = 0.55;
    private const double SameDay = 0.9;
    private const string Confirm = "Confirm it.";

    // What nearly every table has says nothing without the table's name.
    private static readonly FrozenSet<string> Everywhere = FrozenSet.ToFrozenSet(
        ["note", "notes", "remark", "remarks", "comment", "comments", "description", "created", "updated", "modified", "active", "kind", "category", "version", "source", "language", "url", "label", "content", "contents", "body"]);

    // Which of its kinds a row is says nothing of another row.
    private static readonly FrozenSet<string> Classes = FrozenSet.ToFrozenSet(["type", "kind", "category", "class", "status", "state", "code", "number", "group", "level", "reason", "mode", "flag"]);

    private readonly Dictionary<string, Reach> _reaches = new(StringComparer.Ordinal);

    /// <summary>The source with proposals that read other tables where its own say too little.</summary>
    /// <param name="table">The source.</param>
    /// <param name="targets">Columns of the target table.</param>
    /// <param name="plan">What the source's own columns give.</param>
    /// <param name="isNumber">Whether a target column is a number given to rows, which no column of the source holds.</param>
    public PlannedSource Extend(CatalogTable table, TargetColumnProfile[] targets, IReadOnlyDictionary<string, Proposal> plan, Func<TargetColumnProfile, bool> isNumber)
    {
        var alone = new PlannedSource(table, table, [], plan);
        if (catalog.ForeignKeys.Count == 0 || targets.Length == 0 || bench.Sources[table.Name].Count == 0 || !KeepsRows(table, targets[0].Table, plan)) return alone;
        TargetColumnProfile[] keyed = [.. targets.Where(t => plan.GetValueOrDefault(t.Column.Name) is { Chosen: { Strategy: "rename", Sources: [var code] } } && LabelColumns.AreAskedFor(t, code) && catalog.ForeignKeys.Any(f => f.Table == table.Name && f.Column == code.Column.Name && f.References != table.Name && f.Score >= ReferencePaths.SureReference))];
        TargetColumnProfile[] open = [.. targets.Where(t => !isNumber(t) && (keyed.Contains(t) || IsOpen(t, plan.GetValueOrDefault(t.Column.Name)) || IsAnotherDay(t, plan.GetValueOrDefault(t.Column.Name))))];
        if (open.Length == 0) return alone;
        if (!_reaches.TryGetValue(table.Name, out var reach)) _reaches[table.Name] = reach = ReachOf(table);
        if (reach.Joins.Count == 0) return alone;

        var (joins, whole, added, schema, _) = reach;
        var matrix = Scores(table, reach, open, Places(targets));
        Dictionary<string, Proposal> extended = new(plan, StringComparer.Ordinal);
        var hasMoment = HasSpareMoment(bench.Sources[table.Name], plan);
        foreach (var target in keyed) Doubt(extended, target.Column.Name, joins);
        foreach (var (name, proposal) in TablePlanner.Plan([.. added.Select(static a => a.Column)], open, matrix, schema, new HashSet<string>(), remembered.Refuses))
        {
            // What refers to a row is no number of another kind, whatever it is called.
            if (proposal.Chosen.Target.Reference is not null && proposal.Chosen.Sources.Any(s => added.Any(a => a.Column == s && catalog.ForeignKeys.All(f => f.Table != a.Looked.Name || f.Column != bench.Sources[a.Looked.Name][a.Place].Column.Name)))) continue;
            // The number of a row further on is not what it is called.
            if (proposal.Chosen.Sources is [var number] && (number.Refers is not null || joins.Any(j => j.Join.Reference == number.Name)) && LabelColumns.AreAskedFor(proposal.Chosen.Target, number)) continue;
            if (!proposal.Chosen.Target.IsMoment || !hasMoment && SharesAWord(proposal.Chosen) && IsOpen(proposal.Chosen.Target, plan.GetValueOrDefault(name)) || SaysWhose(proposal.Chosen) && IsOpen(proposal.Chosen.Target, plan.GetValueOrDefault(name)) || IsCalledAlike(proposal.Chosen)) Take(extended, name, proposal);
        }

        var labels = new LabelColumns(bench.Sources[table.Name], bench.Match(table.Name, targets[0].Table.Name), joins, [.. added.Select(static a => a.Column)]);
        foreach (var target in open.Where(t => extended.GetValueOrDefault(t.Column.Name) is null or { Chosen.Score: < SureEnough }))
        {
            if (labels.Find(target, Array.IndexOf(targets, target)) is { } label && !remembered.Refuses(label) && TablePlanner.IsSound(label, schema)) Take(extended, target.Column.Name, new Proposal(label, plan.GetValueOrDefault(target.Column.Name)?.Chosen));
        }

        SourceColumn[] all = [.. bench.Sources[table.Name], .. added.Select(static a => a.Column)];
        foreach (var target in open)
        {
            foreach (var candidate in CombiningStrategies.Find(target, all).Where(c => c.Sources.Any(s => s.Table == whole) && c.Sources.Any(s => s.Table != whole) && !remembered.Refuses(c) && TablePlanner.IsSound(c, schema)))
            {
                Take(extended, target.Column.Name, new Proposal(candidate, plan.GetValueOrDefault(target.Column.Name)?.Chosen));
            }
        }

        return Used(table, joins, extended);
    }

    // A day of its own that nothing reads is likelier meant than one of another table, whatever either calls it, unless the target says whose.
    private static bool HasSpareMoment(IEnumerable<SourceColumn> own, IReadOnlyDictionary<string, Proposal> plan)
    {
        var used = plan.Values.Where(static p => p.Chosen.Score >= SureEnough).SelectMany(static p => p.Chosen.Sources).ToHashSet();
        return own.Any(c => !used.Contains(c) && (c.IsMoment || c.HoldsDates));
    }

    // A day whose name is not spelled like the target's: one that is, in a table the row refers to, may come before it.
    private static bool IsAnotherDay(TargetColumnProfile target, Proposal? proposal) => target.IsMoment && proposal?.Chosen is { Score: < SameDay, Strategy: "rename" or "cast", Sources: [var only] } && SameNames.Spelling(only.ShortName) != SameNames.Spelling(target.Column.Name);

    private static bool SaysWhose(Candidate looked) => looked.Sources is [var source] && source.Name.IndexOf('.', StringComparison.Ordinal) is > 0 and var end
        && HeaderWords.Parse(source.Name[..end]).Words.Select(WordNearness.Stem).Intersect(looked.Target.Words.Words.Select(WordNearness.Stem), StringComparer.Ordinal).Any();

    // The day somebody left is not the end of whatever refers to that person.
    private static bool SharesAWord(Candidate looked) => looked.Sources.Any(s => HeaderWords.Parse(s.Name[(s.Name.LastIndexOf('.') + 1)..]).Words.Concat(s.Reading.Words).Select(WordNearness.Stem).Intersect(looked.Target.Words.Words.Concat(looked.Target.Reading.Words).Where(static w => !WordMatching.IsGeneric(w) && w is not ("on" or "at" or "datetime" or "day")).Select(WordNearness.Stem), StringComparer.Ordinal).Any());

    private static bool IsCalledAlike(Candidate looked) => looked.Sources is [var source] && SameNames.Spelling(source.Name[(source.Name.LastIndexOf('.') + 1)..]) == SameNames.Spelling(looked.Target.Column.Name);

    // What refers to a row of another table is its key there; its name, where that table has texts, is another column.
    private static void Doubt(Dictionary<string, Proposal> plan, string target, IReadOnlyList<CatalogJoin> joins)
    {
        var (chosen, runnerUp) = (plan[target].Chosen, plan[target].RunnerUp);
        if (joins.FirstOrDefault(j => j.Join.Reference == chosen.Sources[0].Name) is not { } join || !join.Table.Columns.Any(c => c.SourceName != join.Join.Key && c.Type.Kind == ColumnKind.Text)) return;
        plan[target] = new Proposal(chosen with { Score = Math.Min(chosen.Score, DoubtfulScore), Rationale = [.. chosen.Rationale, $"Its values are keys of '{join.Table.Name}', and the target asks for a name. Confirm it."] }, runnerUp);
    }

    // A base that has the column says more than a table it refers to; the key is the row itself, but for a part of it the base lacks.
    private static bool IsOpen(TargetColumnProfile target, Proposal? proposal) =>
        (!target.Table.PrimaryKey.Contains(target.Column.Name) || (target.Table.PrimaryKey.Count > 1 && proposal is null)) && proposal?.Chosen.Strategy != "override" && (proposal is null || proposal.Chosen.Strategy == "constant" || proposal.Chosen.Score < SureEnough);

    /// <summary>Whether no two rows of a table share the target's key as it is planned; those that did would come out several times.</summary>
    public static bool KeepsRows(CatalogTable table, TargetTable target, IReadOnlyDictionary<string, Proposal> plan)
    {
        if (target.PrimaryKey.Count == 0 || NumberedKeys.WouldNumber(table, target, plan)) return true;
        // A part of the key that only a looked up table has makes no row come twice.
        if (target.PrimaryKey.Count > 1 && target.PrimaryKey.Any(plan.ContainsKey) && !target.PrimaryKey.All(plan.ContainsKey)) return true;
        var read = target.PrimaryKey.SelectMany(k => plan.GetValueOrDefault(k)?.Chosen.Sources ?? []).Select(static s => s.Column.Name).ToHashSet(StringComparer.Ordinal);
        return target.PrimaryKey.All(plan.ContainsKey) && table.Keys.Any(k => k.Duplicates == 0 && read.SetEquals(k.Columns));
    }

    // The same for every target table.
    private Reach ReachOf(CatalogTable table)
    {
        var paths = ReferencePaths.Of(catalog, table);
        List<CatalogJoin> joins = [.. paths.Select(static p => new CatalogJoin(p.Looked, p.Join with { Columns = [.. p.Looked.Columns.Select(static c => c.SourceName)] }))];
        var whole = JoinedTables.Join(table, joins);
        var columns = Columns(whole, paths);
        return new Reach(joins, whole, columns, SourceColumns.SchemaOf(whole), new SourceSide([.. columns.Select(static c => c.Column)]));
    }

    private List<(SourceColumn Column, CatalogTable Looked, int Place)> Columns(CatalogTable whole, IReadOnlyList<ReferencePath> paths)
    {
        List<(SourceColumn, CatalogTable, int)> columns = [];
        var named = whole.Columns.ToDictionary(static c => c.SourceName, StringComparer.Ordinal);
        foreach (var (looked, join) in paths)
        {
            var sources = bench.Sources[looked.Name];
            for (var s = 0; s < sources.Count; s++)
            {
                var source = sources[s];
                // The number and the references of what holds more of a row are its own.
                if (source.Name == join.Key || (join.Optional == true && (looked.Keys is [{ Columns: [var key] }, ..] && key == source.Column.Name || catalog.ForeignKeys.Any(f => f.Table == looked.Name && f.Column == source.Column.Name)))) continue;
                var name = join.As + "." + source.Name;
                columns.Add((Looked(whole, named[name], source), looked, s));
            }
        }

        return columns;
    }

    /// <summary>A column of a looked up table as the joined table has it.</summary>
    public static SourceColumn Looked(CatalogTable whole, string name, SourceColumn source) => Looked(whole, whole.Columns.First(c => c.SourceName == name), source);

    private static SourceColumn Looked(CatalogTable whole, CatalogColumn column, SourceColumn source)
    {
        var name = column.SourceName;
        return new SourceColumn
        {
            Table = whole, Column = column, Words = HeaderWords.Parse(name), ShortName = name, Domain = source.Domain, Sample = source.Sample, Values = source.Values, Refers = source.Refers,
            Typed = Renamed(source.Typed, source.Name, name), Text = Renamed(source.Text, source.Name, name), Written = source.Written is null ? null : Renamed(source.Written, source.Name, name) as TypeCast,
        };
    }

    // "customers.city" is city, and the customer's city: it may be asked for by either name, but a bare word many tables have needs the whole.
    private MatchMatrix Scores(CatalogTable table, Reach reach, TargetColumnProfile[] open, Dictionary<TargetColumnProfile, int> places)
    {
        var columns = reach.Added;
        var whole = new ColumnMatcher(reach.Side, bench.SideOf(open)).Match();
        bool IsDetail(SourceColumn column) => column.Table.Joins!.Any(j => j.Join.Optional == true && column.Name.StartsWith(j.Join.As + ".", StringComparison.Ordinal));
        return whole.Rescored((s, t, score) =>
        {
            var (column, looked, place) = columns[s];
            var own = bench.Sources[looked.Name][place];
            // What holds more of the same row is asked for as its own columns are.
            if (!IsEverywhere(own) && !SharesClassOnly(own, open[t]) && !open[t].Words.Words.All(IsEverywhere) || IsDetail(column)) return Math.Max(score, bench.Match(looked.Name, open[t].Table.Name)[place, places[open[t]]]);
            // The template of a product, where products are asked for, says of them what it says of itself.
            if (TableNames.SaysAllOf(looked.Name, open[t].Table.Name) && TableNames.SaysAllOf(table.Name, open[t].Table.Name)) return Math.Max(score, bench.Match(looked.Name, open[t].Table.Name)[place, places[open[t]]]);
            var whose = column.Words.Words.Except(ShortWords(own)).Select(WordNearness.Stem);
            return whose.Intersect(open[t].Words.Words.Select(WordNearness.Stem), StringComparer.Ordinal).Any() ? score : 0;
        });
    }

    private static Dictionary<TargetColumnProfile, int> Places(TargetColumnProfile[] targets)
    {
        Dictionary<TargetColumnProfile, int> places = [];
        for (var t = 0; t < targets.Length; t++) places[targets[t]] = t;
        return places;
    }

    /// <summary>Whether a name is one nearly every table has, so that it means nothing without the table's.</summary>
    public static bool IsEverywhere(SourceColumn column) => ShortWords(column).All(IsEverywhere);

    private static bool IsEverywhere(string word) => WordMatching.IsGeneric(word) || Everywhere.Contains(word);

    // A customer's type is not the type of an entry, nor that of whatever asks for a kind alone.
    private static bool SharesClassOnly(SourceColumn own, TargetColumnProfile target)
    {
        if (own.Words.Words is not [_, .., var last] || !Classes.Contains(last) || target.Words.Words is not [.., var asked] || !Classes.Contains(asked)) return false;
        var words = own.Words.Words.Where(static w => !Classes.Contains(w)).Select(static w => WordNearness.Stem(WordMatching.Canon(w))).ToList();
        var wanted = target.Words.Words.Where(static w => !Classes.Contains(w)).Select(static w => WordNearness.Stem(WordMatching.Canon(w))).ToList();
        return words.Count > 0 && !words.Intersect(wanted, StringComparer.Ordinal).Any();
    }

    private static IReadOnlyList<string> ShortWords(SourceColumn column) => column.ShortName == column.Name ? column.Words.Words : HeaderWords.Parse(column.ShortName).Words;

    private static void Take(Dictionary<string, Proposal> plan, string target, Proposal proposal)
    {
        var chosen = proposal.Chosen;
        // What a person is asked about is shown, where there is nothing else.
        var asked = chosen.Score >= DoubtfulScore && !plan.ContainsKey(target) && chosen.Rationale.Any(static r => r.EndsWith(Confirm, StringComparison.Ordinal));
        if (chosen.Sources.Count == 0 || chosen.Score < SureEnough && !asked || plan.TryGetValue(target, out var known) && known.Chosen.Score >= chosen.Score && known.Chosen.Strategy != "constant") return;
        if (chosen.Strategy is "rename" or "cast") chosen = chosen with { Strategy = "lookup" };
        plan[target] = proposal with { Chosen = chosen, RunnerUp = proposal.RunnerUp ?? plan.GetValueOrDefault(target)?.Chosen };
    }

    // Only what is read is joined, and what leads there.
    private static PlannedSource Used(CatalogTable table, IReadOnlyList<CatalogJoin> joins, Dictionary<string, Proposal> plan)
    {
        var reads = plan.Values.SelectMany(static p => p.Chosen.Sources).Select(static s => s.Name).ToHashSet(StringComparer.Ordinal);
        List<CatalogJoin> used = [];
        foreach (var (looked, join) in joins.Reverse())
        {
            IReadOnlyList<string> columns = [.. join.Columns.Where(c => reads.Contains(join.As + "." + c))];
            if (columns.Count == 0) continue;
            reads.Add(join.Reference);
            used.Insert(0, new CatalogJoin(looked, join with { Columns = columns }));
        }

        if (used.Count == 0) return new PlannedSource(table, table, [], plan);
        foreach (var (name, proposal) in plan.ToList())
        {
            var read = used.Where(u => proposal.Chosen.Sources.Any(s => s.Name.StartsWith(u.Join.As + ".", StringComparison.Ordinal))).Select(static u => $"'{u.Table.Name}' is looked up by '{u.Join.Reference}'.").ToList();
            if (read.Count > 0) plan[name] = proposal with { Chosen = proposal.Chosen with { Rationale = [.. proposal.Chosen.Rationale, .. read] } };
        }

        return new PlannedSource(table, JoinedTables.Join(table, used), [.. used.Select(static u => u.Join)], plan);
    }

    private static Expression Renamed(Expression expression, string from, string to) => expression switch
    {
        ColumnReference column when column.Name == from => column with { Name = to },
        Operation operation => operation.WithInputs(ValueList.From(operation.Inputs.Select(i => Renamed(i, from, to)).ToList())),
        _ => expression,
    };

    /// <summary>Everything a table reaches by its references.</summary>
    private sealed record Reach(IReadOnlyList<CatalogJoin> Joins, CatalogTable Whole, List<(SourceColumn Column, CatalogTable Looked, int Place)> Added, ColumnSchema Schema, SourceSide Side);
}
