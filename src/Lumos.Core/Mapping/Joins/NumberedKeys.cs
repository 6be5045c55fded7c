using System.Collections.Frozen;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Joins;

/// <summary>
/// Surrogate keys: where a target wants a number as key and the source has none, its rows are numbered, by the source's own key where it has one, and what refers to such a row gets its
/// number. A number is a lookup like any other, so that every stage reads it as a column. For one plan; tables come in the order of their references.
/// </summary>
internal sealed class NumberedKeys(CatalogArtifact catalog, MappingWorkbench bench, IReadOnlyList<TargetTable> tables, Func<Candidate, bool> refuses)
{
    /// <summary>What the plan calls the strategy.</summary>
    public const string Surrogate = "surrogate";

    private const string Number = "number";
    private const double KeyScore = 0.9;
    private const double RowScore = 0.55;
    private const double ReferenceScore = 0.85;
    private const double OriginalScore = 0.8;
    private const double SureEnough = 0.6;

    // What tables call the key a row had where it came from: "source value", "crm account id".
    private static readonly FrozenSet<string> Origins = FrozenSet.ToFrozenSet(["source", "src", "natural", "business", "external", "ext", "legacy", "original", "orig", "old", "former", "previous", "foreign", "crm", "erp", "sap", "salesforce", "sf", "shop", "system"]);
    private static readonly FrozenSet<string> Keys = FrozenSet.ToFrozenSet(["id", "key", "code", "number", "no", "nr", "num", "identifier", "value", "ref", "reference"]);

    // Target tables whose key is a number given here: the key, the source table, and what that was numbered by.
    private readonly Dictionary<string, Numbering> _numbered = new(StringComparer.Ordinal);
    private readonly FartherReferences _farther = new(catalog);

    /// <summary>
    /// The plan with a number for the table's key and for references to numbered tables, where nothing else was found for them. A key the target numbers itself is left to it, unless other tables of the run refer to it: what it will be
    /// is not known before.
    /// </summary>
    public PlannedSource Extend(PlannedSource planned, TargetColumnProfile[] targets)
    {
        planned = WithoutRepeatedKey(planned, targets);
        List<TargetColumnProfile> open = [.. targets.Where(t => IsNumber(t.Column) && !planned.Plan.ContainsKey(t.Column.Name))];
        if (open.Find(t => IsKey(t) && DeclaredFor(t) is null && !(t.Column.FillsItself == true && !tables.Any(other => Refers(other, t.Table)))) is { } own) planned = WithKey(planned, own);
        foreach (var group in open.Where(static t => !IsKey(t) || DeclaredFor(t) is not null).Select(t => (Target: t, To: TargetOf(t, planned))).Where(static r => r.To is not null).GroupBy(static r => r.To!, static r => r.Target).ToList())
        {
            planned = WithReferences(planned, [.. group], group.Key);
        }

        return targets.Length > 0 && IsNumbered(targets[0].Table, planned.Plan) ? WithOriginal(planned, targets) : planned;
    }

    /// <summary>Whether a target column refers to rows that are numbered in this plan, or to rows of its own table: no column of the source holds such a number.</summary>
    public bool IsNumber(TargetColumnProfile target) => RefersToItself(target) || NumberedFor(target) is not null;

    /// <summary>The plan without what names alone gave a column that refers to numbered rows: a number of another kind would name other rows, or none.</summary>
    public PlannedSource WithoutGuesses(PlannedSource planned) => planned with
    {
        Plan = planned.Plan.Where(p => p.Value.Chosen is { Strategy: "override" } or { Sources.Count: 0 } || IsKey(p.Value.Chosen.Target) && DeclaredFor(p.Value.Chosen.Target) is null || LearntMappings.IsShown(p.Value.Chosen.Rationale) || NumberedFor(p.Value.Chosen.Target) is null).ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal),
    };

    /// <summary>Remembers what a table was numbered by, once its sources are chosen; rows of several sources would share numbers, so there the key stays open.</summary>
    public IReadOnlyList<PlannedSource> Settle(string target, IReadOnlyList<PlannedSource> chosen, IReadOnlyList<TargetColumnProfile> targets)
    {
        // A key that refers to another table's rows is that table's number.
        if (targets.FirstOrDefault(IsKey) is not { } key || DeclaredFor(key) is not null || !chosen.Any(c => IsNumbered(key.Table, c.Plan))) return chosen;
        if (chosen.Count > 1) return [.. chosen.Select(c => IsNumbered(key.Table, c.Plan) ? Without(c, [key, .. targets.Where(RefersToItself)]) : c)];
        var join = chosen[0].Joins.First(j => j.Numbered == true && NameOf(j) == chosen[0].Plan[key.Column.Name].Chosen.Sources[0].Name);
        if (join.Key.Length > 0) _numbered[target] = new Numbering(target, key.Column.Name, chosen[0].Own, join.Key);
        return chosen;
    }

    /// <summary>
    /// Whether a table refers to another, as it declares or by a column called like the other's key. Numbers are known for tables that were planned before.
    /// </summary>
    public static bool Refers(TargetTable from, TargetTable to) =>
        from.Name != to.Name && (from.ForeignKeys.Any(f => f.Table == to.Name) || (KeyOf(to) is { } key && KeyOf(from) != key && from.Columns.Any(c => c.Name == key)));

    // The key, or, where none is declared, a required column called after the table.
    private static string? KeyOf(TargetTable table) => table.PrimaryKey switch
    {
        [var only] => only,
        [] => table.Columns.FirstOrDefault(c => !c.Nullable && c.Default is null && Stems(c.Name).SequenceEqual([.. Stems(table.Name), "id"], StringComparer.Ordinal))?.Name,
        _ => null,
    };

    /// <summary>Whether rows of a source table would be numbered for a target, so that no two of them share its key.</summary>
    public static bool WouldNumber(CatalogTable source, TargetTable target, IReadOnlyDictionary<string, Proposal> plan) =>
        KeyOf(target) is { } key && !plan.ContainsKey(key) && IsNumber(target.Columns.First(c => c.Name == key)) && !(Natural(source) is { } natural && IsNumber(natural));

    private static bool IsNumber(TargetColumn column) => column.Type is { Kind: ColumnKind.Int64 } or { Kind: ColumnKind.Decimal, Scale: 0 };

    private static bool IsNumber(CatalogColumn column) => column.Type.Kind is ColumnKind.Int64 or ColumnKind.Decimal;

    private static CatalogColumn? Natural(CatalogTable table) => table.Keys.FirstOrDefault(static k => k.Duplicates == 0 && k.Columns.Count == 1) is { } key ? table.Columns.First(c => c.Name == key.Columns[0]) : null;

    private static IEnumerable<string> Stems(string name) => HeaderWords.Parse(name).Words.Select(WordNearness.Stem);

    /// <summary>Whether a target column is its table's key, alone.</summary>
    public static bool IsKey(TargetColumnProfile target) => KeyOf(target.Table) == target.Column.Name;

    private static string NameOf(SourceJoin join) => join.As + "." + Number;

    /// <summary>Whether a target column would get the number of a row that many rows of the source refer to.</summary>
    public static bool Repeats(PlannedSource source, string target) =>
        source.Plan.GetValueOrDefault(target)?.Chosen is { Strategy: Surrogate, Sources: [var number] } && source.Joins.FirstOrDefault(j => j.Numbered == true && NameOf(j) == number.Name) is { Reference.Length: > 0 } join
        && source.Own.Columns.FirstOrDefault(c => c.SourceName == join.Reference) is { Counts: { Distinct: > 0 } counts } && source.Own.RowCount is { } rows && counts.Distinct < rows - counts.Nulls;

    /// <summary>Whether the key of a target table is a number given to its rows.</summary>
    public static bool IsNumbered(TargetTable target, IReadOnlyDictionary<string, Proposal> plan) => KeyOf(target) is { } key && plan.GetValueOrDefault(key)?.Chosen.Strategy == Surrogate;

    private PlannedSource WithKey(PlannedSource planned, TargetColumnProfile target)
    {
        var own = planned.Own;
        if (Natural(own) is not { } natural)
        {
            return With(planned, target, own, own.Name + "_row", "", "", RowScore, $"The key is a number, and no column of '{own.Name}' identifies a row: rows are numbered in their order. Confirm it.");
        }

        // A key that is a number already was turned down for a reason.
        if (IsNumber(natural)) return planned;
        return With(planned, target, own, own.Name + "_key", natural.SourceName, natural.SourceName, KeyScore,
            $"The key is a number, and '{natural.SourceName}', which identifies a row of '{own.Name}', is none: each row gets the number of the first row that has its '{natural.SourceName}'.");
    }

    // The number says nothing of where a row came from; a column for that is filled with the key it had there.
    private PlannedSource WithOriginal(PlannedSource planned, TargetColumnProfile[] targets)
    {
        // What names a row of another table is that row's key, though each is named once.
        if (Natural(planned.Own) is not { } natural || catalog.ForeignKeys.Any(f => f.Table == planned.Own.Name && f.Column == natural.Name && f.Score >= ReferencePaths.SureReference) || bench.Sources[planned.Own.Name].FirstOrDefault(s => s.Name == natural.SourceName) is not { } source) return planned;
        IReadOnlyList<HashSet<string>> subjects = [[], Subject(planned.Own.Name), Subject(targets[0].Table.Name)];
        foreach (var target in targets.Where(t => t.Column.Type.Kind == ColumnKind.Text && planned.Plan.GetValueOrDefault(t.Column.Name) is null or { Chosen: { Score: < OriginalScore, Strategy: not "override" } } && IsOriginal([.. HeaderWords.SplitTokens(t.Column.Name)], subjects)))
        {
            var candidate = new Candidate(target, [source], source.Text, "rename", OriginalScore, [$"Rows are numbered by '{source.Name}', and the name asks for the key they had."], false);
            if (refuses(candidate) || !TablePlanner.IsSound(candidate, SourceColumns.SchemaOf(planned.Table))) continue;
            planned = planned with { Plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal) { [target.Column.Name] = new Proposal(candidate, planned.Plan.GetValueOrDefault(target.Column.Name)?.Chosen) } };
        }

        return planned;
    }

    // Read as it is spelled: "crm" is no crime here. It must say all of the table's name: the "drug source value" of a drug exposure is the drug's.
    private static bool IsOriginal(IReadOnlyList<string> words, IReadOnlyList<HashSet<string>> subjects) =>
        words.Count > 1 && Keys.Contains(words[^1]) && words.SkipLast(1).Any(Origins.Contains) && words.SkipLast(1).Where(static w => !Origins.Contains(w)).Select(WordNearness.Stem).ToHashSet(StringComparer.Ordinal) is var rest
        && subjects.Any(rest.SetEquals);

    private static HashSet<string> Subject(string table) => [.. TableNames.Spoken(table).Select(WordNearness.Stem)];

    // What repeats and is taken for the key by a guess is none.
    private static PlannedSource WithoutRepeatedKey(PlannedSource planned, TargetColumnProfile[] targets)
    {
        if (targets.FirstOrDefault(IsKey) is not { } key || !IsNumber(key.Column) || planned.Plan.GetValueOrDefault(key.Column.Name)?.Chosen is not { Strategy: "rename" or "cast", Score: < SureEnough, Sources: [{ Repeats: true }] }) return planned;
        return planned with { Plan = WithoutKey(planned, key) };
    }

    private static Dictionary<string, Proposal> WithoutKey(PlannedSource planned, TargetColumnProfile key) =>
        planned.Plan.Where(p => p.Key != key.Column.Name).ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal);

    // Of several columns that refer to one table each gets the reference that has its role; what no name tells apart is a person's to say, and nobody is his own manager.
    private PlannedSource WithReferences(PlannedSource planned, IReadOnlyList<TargetColumnProfile> targets, Numbering to)
    {
        var ways = WaysTo(planned, to);
        var matrix = bench.Match(planned.Own.Name, targets[0].Table.Name);
        var (columns, profiles) = (bench.Sources[planned.Own.Name], bench.Targets[targets[0].Table.Name]);
        var rated = targets.SelectMany(t => ways.Select(w => (Target: t, Way: w, Agreement: Agreement(t, w)))).OrderByDescending(static r => r.Agreement).ToList();
        HashSet<string> done = new(StringComparer.Ordinal), used = new(StringComparer.Ordinal);
        foreach (var (target, way, agreement) in rated)
        {
            if (done.Contains(target.Column.Name) || used.Contains(way)) continue;
            var sure = agreement >= RoleReferences.SaysSo;
            // What is left over on both sides is proposed where it is the only one.
            if (!sure && (targets.Count(t => !done.Contains(t.Column.Name)) > 1 || ways.Count(w => !used.Contains(w)) > 1 || (IsRow(way) && RoleReferences.IsOfAnother(target.Column.Name)))) continue;
            done.Add(target.Column.Name);
            used.Add(way);
            var called = to.Source.Name + (!IsRow(way) && (ways.Count > 1 || planned.Own.Name == to.Source.Name) ? "_" + columns.First(c => c.Name == way).Column.Name : "") + "_key";
            var why = IsRow(way) ? $"The row of '{to.Table}' that was made of the same row of '{to.Source.Name}'." : $"'{way}' refers to '{to.Source.Name}', whose rows are numbered: the number of the row of '{to.Table}'.";
            planned = With(planned, target, to.Source, called, way, to.Key, sure ? ReferenceScore : RowScore, sure ? why : why + " Its name does not say that this one is meant. Confirm it.");
        }

        return ways.Count == 0 && targets is [var single] ? WithFarther(planned, single, to) : planned;

        bool IsRow(string way) => planned.Own.Name == to.Source.Name && way == to.Key;

        double Agreement(TargetColumnProfile target, string way)
        {
            var role = RoleReferences.RoleOf(target.Column.Name, to.Table, to.Target, to.Source.Name);
            if (IsRow(way)) return RoleReferences.Agreement(role, [], 0);
            var names = matrix.Features(columns.ToList().FindIndex(c => c.Name == way), Array.IndexOf(profiles, target)).Name;
            return RoleReferences.Agreement(role, RoleReferences.RoleOf(way, to.Source.Name, to.Key, to.Table), names);
        }
    }

    // The customer of an order's line is the customer of its order.
    private PlannedSource WithFarther(PlannedSource planned, TargetColumnProfile target, Numbering to)
    {
        if (to.IsItself || to.Source.Name == planned.Own.Name || !IsNumbered(target.Table, planned.Plan) && !JoinPlanner.KeepsRows(planned.Own, target.Table, planned.Plan) || _farther.Find(planned.Own, to.Source.Name, to.Key) is not { } farther) return planned;
        var sure = farther.Joins.Count == 1 && RoleReferences.Agreement(RoleReferences.RoleOf(target.Column.Name, to.Table, to.Target, to.Source.Name), RoleReferences.RoleOf(farther.Column, to.Source.Name, to.Key, to.Table), 0) >= RoleReferences.SaysSo;
        var why = $"'{farther.Name}' refers to '{to.Source.Name}', whose rows are numbered, and '{planned.Own.Name}' has no such reference of its own: the number of the row of '{to.Table}'.";
        return With(FartherReferences.Join(planned, farther), target, to.Source, to.Source.Name + "_key", farther.Name, to.Key, sure ? ReferenceScore : RowScore, sure ? why : why + " Its name does not say that this one is meant. Confirm it.", bench.Sources[farther.Looked.Name].FirstOrDefault(c => c.Name == farther.Column)?.Nobody);
    }

    // Columns of a source that name rows of a numbered one; its key, where the same row became a row of both tables.
    private IReadOnlyList<string> WaysTo(PlannedSource planned, Numbering to)
    {
        if (to.Source.Name != planned.Own.Name) return [.. catalog.ForeignKeys.Where(f => f.Table == planned.Own.Name && f.References == to.Source.Name && f.Score >= ReferencePaths.SureReference && SpelledIn(to.Source, f.ReferencedColumn) == to.Key).Select(f => SpelledIn(planned.Own, f.Column))];
        var others = RoleReferences.ToItself(catalog, bench, to.Source, to.Key).Select(static c => c.SourceName);
        return [.. to.IsItself ? others : others.Prepend(to.Key)];
    }

    // A reference that is declared, or one that is called like the key.
    private Numbering? TargetOf(TargetColumnProfile target, PlannedSource planned)
    {
        if (RefersToItself(target)) return OwnNumbering(target, planned);
        if (_numbered.Count == 0 && OwnNumbering(target, planned) is null) return null;
        return NumberedFor(target) ?? (DeclaredFor(target) is null ? CalledAlike(target, planned) : null);
    }

    private Numbering? NumberedFor(TargetColumnProfile target)
    {
        var declared = DeclaredFor(target);
        return _numbered.Values.Where(n => n.Table != target.Table.Name && (declared is null ? n.Target == target.Column.Name : declared == n.Table)).OrderBy(static n => n.Table, StringComparer.Ordinal).FirstOrDefault();
    }

    private static string? DeclaredFor(TargetColumnProfile target) => target.Reference?.Table;

    // A reference nobody declared, called as the source's own reference is: a column of that name wants what it names.
    private Numbering? CalledAlike(TargetColumnProfile target, PlannedSource planned)
    {
        var spelling = SameNames.Spelling(target.Column.Name);
        var alike = planned.Own.Columns.FirstOrDefault(c => SameNames.Spelling(c.SourceName) == spelling)?.SourceName;
        return alike is null ? null : _numbered.Values.OrderBy(static n => n.Table, StringComparer.Ordinal).Append(OwnNumbering(target, planned)).FirstOrDefault(n => n is not null && alike != n.Key && WaysTo(planned, n).Contains(alike));
    }

    private static bool RefersToItself(TargetColumnProfile target) => target.Table.ForeignKeys.Any(f => f.Table == target.Table.Name && f.Columns is [var only] && only == target.Column.Name);

    // How the table that is being planned is numbered, where a key of the source says how.
    private static Numbering? OwnNumbering(TargetColumnProfile target, PlannedSource planned) =>
        IsNumbered(target.Table, planned.Plan) && KeyOf(target.Table) is { } key && planned.Joins.FirstOrDefault(j => j.Numbered == true && j.Table == planned.Own.Name && j.Reference == j.Key && NameOf(j) == planned.Plan[key].Chosen.Sources[0].Name) is { Key.Length: > 0 } join
            ? new Numbering(target.Table.Name, key, planned.Own, join.Key) { IsItself = true } : null;

    private static string SpelledIn(CatalogTable table, string column) => table.Columns.First(c => c.Name == column).SourceName;

    private PlannedSource With(PlannedSource planned, TargetColumnProfile target, CatalogTable looked, string called, string reference, string key, double score, string why, string? nobody = null)
    {
        var known = planned.Joins.FirstOrDefault(j => j.Numbered == true && j.Table == looked.Name && j.Reference == reference && j.Key == key);
        while (known is null && (called == planned.Own.Name || planned.Joins.Any(j => j.As == called))) called += "_2";
        var join = known ?? new SourceJoin(looked.Name, called, reference, key, [Number]) { Numbered = true, Nobody = nobody ?? bench.Sources[planned.Own.Name].FirstOrDefault(c => c.Name == reference)?.Nobody };
        var table = known is null ? JoinedTables.Join(planned.Own, [.. planned.Table.Joins ?? [], new CatalogJoin(looked, join)]) : planned.Table;
        var name = NameOf(join);
        var read = Pipe.Column(name);
        var source = new SourceColumn { Table = table, Column = table.Columns.First(c => c.SourceName == name), Words = HeaderWords.Parse(name), ShortName = name, Typed = read.TypeCast(ColumnType.Int64).Expression, Text = read.Expression };
        var candidate = new Candidate(target, [source], read.TypeCast(target.Column.Type).Expression, Surrogate, score, [why], false);
        if (refuses(candidate) || !TablePlanner.IsSound(candidate, SourceColumns.SchemaOf(table))) return planned;
        return planned with
        {
            Table = table, Joins = known is null ? [.. planned.Joins, join] : planned.Joins,
            Plan = new Dictionary<string, Proposal>(planned.Plan, StringComparer.Ordinal) { [target.Column.Name] = new Proposal(candidate, null) },
        };
    }

    private static PlannedSource Without(PlannedSource planned, IReadOnlyList<TargetColumnProfile> numbers)
    {
        var plan = planned.Plan.Where(p => p.Value.Chosen.Strategy != Surrogate || numbers.All(n => n.Column.Name != p.Key)).ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal);
        List<CatalogJoin> joins = [.. (planned.Table.Joins ?? []).Where(j => j.Join.Numbered != true || plan.Values.Any(p => p.Chosen.Sources.Any(s => s.Name == NameOf(j.Join))))];
        return planned with { Plan = plan, Joins = [.. joins.Select(static j => j.Join)], Table = joins.Count == 0 ? planned.Own : JoinedTables.Join(planned.Own, joins) };
    }

    /// <summary>A target table whose key is a number given here.</summary>
    /// <param name="Table">Target table.</param>
    /// <param name="Target">Its key.</param>
    /// <param name="Source">Source table.</param>
    /// <param name="Key">What that was numbered by.</param>
    private sealed record Numbering(string Table, string Target, CatalogTable Source, string Key)
    {
        /// <summary>Whether it is the table that refers.</summary>
        public bool IsItself { get; init; }
    }
}
