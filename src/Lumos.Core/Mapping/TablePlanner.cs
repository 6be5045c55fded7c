using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>What was found for one target column from one source table.</summary>
/// <param name="Chosen">The proposal.</param>
/// <param name="RunnerUp">The next best; null for none.</param>
internal sealed record Proposal(Candidate Chosen, Candidate? RunnerUp);

/// <summary>Plans one target table from one source table: enumerates, checks, and picks the globally best set of proposals. Pure.</summary>
internal static class TablePlanner
{
    /// <summary>Least score of a proposal; below it the column stays unmapped.</summary>
    public const double LeastScore = 0.25;

    private const double LeastShare = 0.14;

    // Of pairs that had 0.15 and twice what any other had, two in three were right even where three in ten columns were nowhere on the other side.
    private const double FaintScore = 0.15;
    private const double FaintLead = 2;
    private const double FaintStated = 0.5;
    private const int FewNumbers = 5;
    private const double PartBonus = 0.4;
    private const double WholeScore = 0.95;
    private const double KeyScore = 0.55;
    private const double DoubtfulScore = 0.55;
    private const double AllKnown = 0.95;
    private const double TellingBonus = 0.06;
    private const double KeyBonus = 0.12;
    private const double SalutationScore = 0.2;
    private const int WideTarget = 150;
    private const double FarBetter = 0.2;
    private const double SaysTheSame = 0.95;
    private const double Telling = 0.6;
    private const double Hint = 0.3;
    private const double LikeIt = 0.7;
    // Names of days share the word for it.
    private const double DateHint = 0.5;
    private const string Birth = "person.birth_date";
    private const string Identify = "Both identify a row.";
    private const string WordsLeft = "Of so many target columns one has a name like it; what else its name says, none does. Confirm it.";
    private static readonly int Salutation = ColumnTerms.Default.IdOf("salutation"), Gender = ColumnTerms.Default.IdOf("gender"), BirthDate = ColumnTerms.Default.IdOf("birth date");

    /// <summary>Proposals by target column, in target order. Decided columns are left out; a refused candidate is no candidate.</summary>
    public static IReadOnlyDictionary<string, Proposal> Plan(
        IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets, MatchMatrix matrix, ColumnSchema schema, IReadOnlySet<string> decided, Func<Candidate, bool> refuses)
    {
        var subject = SubjectOf(sources[0].Table, targets[0].Table);
        var scores = new double[targets.Count, sources.Count];
        var direct = new Candidate?[targets.Count, sources.Count];
        for (var t = 0; t < targets.Count; t++)
        {
            if (decided.Contains(targets[t].Column.Name)) continue;
            for (var s = 0; s < sources.Count; s++)
            {
                if (IsOfAnother(targets[t], sources[s], sources)) continue;
                if (Direct(sources[s], targets[t], matrix[s, t], subject) is not { Score: >= LeastScore * 0.5 } candidate || refuses(candidate) || !IsSound(candidate, schema)) continue;
                candidate = candidate with { Rationale = [.. matrix.Explain(s, t), .. candidate.Rationale] };
                if (IsGuess(matrix.Features(s, t), sources[s], targets[t]) && !candidate.Rationale.Contains(Identify)) candidate = candidate with { Score = Math.Min(candidate.Score, DoubtfulScore) };
                if (targets.Count >= WideTarget && LeavesWords(matrix.Features(s, t))) candidate = candidate with { Score = Math.Min(candidate.Score, DoubtfulScore), Rationale = [.. candidate.Rationale, WordsLeft] };
                direct[t, s] = candidate;
                // What may be shared does not take part in the one-to-one choice.
                scores[t, s] = candidate.Exclusive ? candidate.Score : 0;
            }
        }

        var pairs = BestAssignment.Find(scores, LeastScore);
        IReadOnlyList<SourceColumn> values = [.. sources.Where(static s => !MadeColumns.Are(s))];
        Dictionary<string, Proposal> plan = new(StringComparer.Ordinal);
        for (var t = 0; t < targets.Count; t++)
        {
            if (decided.Contains(targets[t].Column.Name)) continue;
            List<Candidate> options = [];
            if (pairs[t] >= 0) options.Add(direct[t, pairs[t]]!);
            for (var s = 0; s < sources.Count; s++)
            {
                if (direct[t, s] is { Exclusive: false } shared) options.Add(shared);
            }

            options.AddRange(CombiningStrategies.Find(targets[t], values).Where(c => !refuses(c) && IsSound(c, schema)));
            var best = options.Where(static c => c.Score >= LeastScore).OrderByDescending(static c => c.Score).FirstOrDefault();
            if (best is null) continue;
            // Parts that make a whole together say more than the name of one of them.
            if (best.Sources.Count == 1) best = options.FirstOrDefault(o => o.Score >= LeastWhole(best) && o.Sources.Count > 1 && o.Sources.Contains(best.Sources[0])) ?? best;
            // Values that hold several parts are not the one the target asks for, whatever the header says.
            if (best.Sources.Count == 1 && best.Strategy is "rename" or "cast") best = options.FirstOrDefault(o => o.Strategy == "decompose" && o.Score >= PartStrategies.Shown && o.Sources[0] == best.Sources[0]) ?? best;
            plan[targets[t].Column.Name] = new Proposal(best, Second(best, options, direct, t, sources.Count));
        }

        foreach (var (name, proposal) in plan.Where(static p => p.Value.Chosen.Spare && !p.Value.Chosen.Target.Required).ToList())
        {
            if (proposal.Chosen.Sources.All(s => plan.Values.Any(p => p.Chosen is { Strategy: "rename" or "cast", Sources: [var whole] } && whole == s))) plan.Remove(name);
        }

        foreach (var row in ListRows.Find(values, targets, decided, plan).ToList())
        {
            if (!refuses(row) && IsSound(row, schema)) plan[row.Target.Column.Name] = new Proposal(row, null);
        }

        foreach (var left in Leftovers.Find(values, targets, decided, plan).ToList())
        {
            if (!refuses(left) && IsSound(left, schema)) plan[left.Target.Column.Name] = new Proposal(left, null);
        }

        Faint(targets, direct, decided, plan);
        ShareWithSiblings(targets, schema, decided, refuses, subject, plan);
        return plan;
    }

    // What little a name says is more than what any other says that is left, on both sides.
    private static void Faint(IReadOnlyList<TargetColumnProfile> targets, Candidate?[,] direct, IReadOnlySet<string> decided, Dictionary<string, Proposal> plan)
    {
        var used = plan.Values.SelectMany(static p => p.Chosen.Sources).ToHashSet();
        List<Candidate> left = [];
        for (var t = 0; t < targets.Count; t++)
        {
            if (decided.Contains(targets[t].Column.Name) || plan.ContainsKey(targets[t].Column.Name)) continue;
            for (var s = 0; s < direct.GetLength(1); s++)
            {
                if (direct[t, s] is { Exclusive: true } candidate && !used.Contains(candidate.Sources[0])) left.Add(candidate);
            }
        }

        foreach (var candidate in left.Where(static c => c.Score >= FaintScore))
        {
            if (left.TrueForAll(o => ReferenceEquals(o, candidate) || o.Target != candidate.Target && o.Sources[0] != candidate.Sources[0] || FaintLead * o.Score <= candidate.Score))
            {
                plan[candidate.Target.Column.Name] = new Proposal(candidate with { Score = Math.Max(candidate.Score, FaintStated), Rationale = [.. candidate.Rationale, "Of what is left, nothing else comes near. Confirm it."] }, null);
            }
        }
    }

    // What nothing was left for may be another form of what a source column feeds already.
    private static void ShareWithSiblings(IReadOnlyList<TargetColumnProfile> targets, ColumnSchema schema, IReadOnlySet<string> decided, Func<Candidate, bool> refuses, IReadOnlySet<string> subject, Dictionary<string, Proposal> plan)
    {
        foreach (var target in targets.Where(t => plan.GetValueOrDefault(t.Column.Name) is null or { Chosen.Score: < DoubtfulScore } && !decided.Contains(t.Column.Name)).ToList())
        {
            var sibling = plan.Values.Where(p => p.Chosen is { Sources.Count: 1, Strategy: "rename" or "cast" or "value_map" } && Siblings.Are(target, p.Chosen.Target)).MaxBy(static p => p.Chosen.Score);
            if (sibling is null || Direct(sibling.Chosen.Sources[0], target, sibling.Chosen.Score, subject) is not { } candidate || candidate.Score < LeastScore || plan.GetValueOrDefault(target.Column.Name) is { } weak && candidate.Score < weak.Chosen.Score + FarBetter || refuses(candidate) || !IsSound(candidate, schema)) continue;
            // A standard's code is looked up, never copied.
            if (target.Words.Words.Contains("concept") && candidate.Strategy != "value_map") continue;
            plan[target.Column.Name] = new Proposal(candidate with { Exclusive = false, Rationale = [$"Another form of '{sibling.Chosen.Target.Column.Name}'.", .. candidate.Rationale] }, null);
        }
    }

    /// <summary>Whether the pipeline is in the language and gives the target's type.</summary>
    public static bool IsSound(Candidate candidate, ColumnSchema schema) =>
        Check(candidate.Target.Column.Name, candidate.Expression, schema) is { } typed && typed.Pipelines[0].Value.Type == candidate.Target.Column.Type;

    /// <summary>The typed plan of one pipeline; null when the language refuses it.</summary>
    public static TypedPlan? Check(string target, Expression expression, ColumnSchema schema) =>
        PlanChecker.Check(new TransformPlan([new Pipeline(target, null, expression)]), schema).Plan;

    private static Candidate? Direct(SourceColumn source, TargetColumnProfile target, double match, IReadOnlySet<string> subject)
    {
        // The number that identifies a row of one table is the one of the other, whatever each calls its subject.
        var identifies = (source.Identifies && target.Table.PrimaryKey is [var key] && key == target.Column.Name) || EmbeddedRows.IsKeyOfInner(target, source);
        // What identifies a person to the state is no number of anything else.
        if (identifies && source.Domain is { Pii: PiiGrade.Direct, Band: not ConfidenceBand.Low, Domain: not ("id.code" or "id.integer" or "id.uuid" or "code") } personal && target.Means(personal.Domain) < 0.3 && !SharesTellingWord(source, target, subject)) identifies = false;
        if (identifies && (source.Words.Words.Any(static w => w is "id" or "number" or "identifier" or "key" or "code" or "no") || source.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase))) match = Math.Max(match, KeyScore);
        // Nobody calls a form of address a gender, and it is told by it.
        if (source.Reading.IsOnly(Salutation) && target.Reading.Says(Gender)) match = Math.Max(match, SalutationScore);
        // Looking for a way costs more than knowing that nobody asks for it.
        if (match < LeastScore * LeastShare || Conversion.Find(source, target) is not { } way) return null;
        List<string> reasons = [];
        var score = match * (0.85 + 0.15 * way.Fit);
        // An enum the values fall into is evidence of its own.
        if (way.Strategy == "value_map" && source.Sample.Count > 0 && (target.Column.Enum is { Count: > 1 } || KnownCodes.For(target) is not null))
        {
            // All of them are, and they are no mere yes and no, which many columns have.
            var telling = way.Fit >= AllKnown && !source.Sample.All(static v => SmallLists.Contains("boolean", v)) ? TellingBonus : 0;
            score = Math.Min(1, score * 0.7 + 0.4 * way.Fit + telling);
        }

        if (way.Strategy == "unit") score = Math.Min(1, score + 0.05);
        if (way.Shared) score = Math.Min(0.97, score + (SharesTellingWord(source, target, subject) ? PartBonus : 0));
        if (identifies)
        {
            score = Math.Min(1, score + KeyBonus);
            reasons.Add(Identify);
        }

        var another = NamesAnother(source, target);
        if (another) reasons.Add($"It names a row of '{source.Refers}', and the target asks for a number of something else. Confirm it.");
        var elsewhere = OtherPlaces.Differ(source.Name, target.Column.Name);
        if (elsewhere) reasons.Add("The names say different places or papers. Confirm it.");
        var whole = source.Words.Words is ["name"] && target.Words.Words is ["first" or "last" or "middle", "name"] && !source.Is("person.first_name", "person.last_name");
        if (whole) reasons.Add("A name may be a whole one. Confirm it.");
        var numbers = way.Strategy == "rename" && IsName(target) && source.Sample.Count >= FewNumbers && source.Sample.All(static v => v.All(char.IsAsciiDigit));
        if (numbers) reasons.Add("Its values are numbers, and the target asks for a name. Confirm it.");
        if (way.Doubtful || whole || numbers || another || elsewhere) score = Math.Min(score, DoubtfulScore);
        if (way.Why is { } why) reasons.Add(why);
        return new Candidate(target, [source], way.Value.Expression, way.Strategy, score, reasons, !way.Shared);
    }

    // The partner who pays an invoice is not the number of the invoice.
    private static bool NamesAnother(SourceColumn source, TargetColumnProfile target) =>
        source.Refers is { } table && target.Words.Words is [_, .., "id" or "number" or "code" or "key" or "reference"] && !target.Table.ForeignKeys.Any(f => f.Columns.Contains(target.Column.Name)) && !target.Table.PrimaryKey.Contains(target.Column.Name)
        && SameNames.Spelling(source.ShortName) != SameNames.Spelling(target.Column.Name) && !Stems(table).Overlaps(Stems(target.Column.Name));

    private static HashSet<string> Stems(string name) => [.. HeaderWords.Parse(name).Words.Concat(HeaderWords.SplitTokens(name)).Select(static w => WordNearness.Stem(WordMatching.Canon(w)))];

    // A place, a person or a firm is called by words.
    private static bool IsName(TargetColumnProfile target) =>
        target.Meanings is [{ Score: >= Telling, Label: "geo.place" or "geo.city" or "geo.country" or "geo.region" or "geo.county" or "geo.municipality" or "person.first_name" or "person.last_name" or "person.full_name" or "org.name" }, ..];

    // Whatever the names say, the column is of somebody or something else.
    private static bool IsOfAnother(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources) =>
        NameParts.IsOfAnother(target, source, sources) || MadeColumns.AreNotFor(target, source) || EmbeddedRows.IsKeyOfOuter(target, source, sources) || EmbeddedRows.IsOfOuter(target, source, sources)
        || IsNumberWithin(target, source, sources);

    // The number of a section among those of a course tells no section from another, where sections have a key called after them.
    private static bool IsNumberWithin(TargetColumnProfile target, SourceColumn source, IReadOnlyList<SourceColumn> sources) =>
        source.Repeats && target.Table.PrimaryKey is [var key] && key == target.Column.Name && SameNames.Spelling(source.Name) != SameNames.Spelling(key)
        && sources.FirstOrDefault(static s => s.Identifies) is { } own && own.Words.Words.Intersect(source.Words.Words, StringComparer.Ordinal).Intersect(HeaderWords.Parse(source.Table.Name).Words, StringComparer.Ordinal).Any();

    private static bool IsGuess(PairFeatures pair, SourceColumn source, TargetColumnProfile target) => SaysNothing(pair, target.Column.Type) || HoldsNothing(pair, source) || IsOtherThing(pair, source, target) || IsNoNumber(pair, source, target) || IsOtherDay(source, target);

    // Neither a name nor a value: that both are dates, or numbers, is what a person looks at.
    private static bool SaysNothing(PairFeatures pair, ColumnType target) => pair.Name < (target.Kind is ColumnKind.Date or ColumnKind.Timestamp ? DateHint : Hint) && pair.Described < Hint && pair.Values < Hint && pair.Told < Telling;

    // Without one value nothing but the name can tell, and it must say the same.
    private static bool HoldsNothing(PairFeatures pair, SourceColumn source) => source.Column.Counts is { Distinct: 0 } && pair.Terms < SaysTheSame && !pair.IsSameName;

    // Numbers of different things share the word for a number.
    private static bool IsOtherThing(PairFeatures pair, SourceColumn source, TargetColumnProfile target) =>
        pair.Name < DateHint && pair.Values < Hint && source.Words.Words is [_, .., "id" or "key" or "number" or "code"] && target.Words.Words is [_, .., "id" or "key" or "number" or "code"];

    // What identifies a customer is not how often one bought.
    private static bool IsNoNumber(PairFeatures pair, SourceColumn source, TargetColumnProfile target) =>
        pair.Name < LikeIt && pair.Values < Hint && source is { Repeats: true, Type.Kind: ColumnKind.Int64 } && target is { Column.Type.Kind: ColumnKind.Text, Words.Words: [_, .., "id" or "key" or "number" or "code"] } && source.Words.Words is [_, .., not ("id" or "key" or "number" or "code")];

    // Every date shares the word for it with a day of birth, and none but that is one.
    private static bool IsOtherDay(SourceColumn source, TargetColumnProfile target) => target.Means(Birth) >= Telling && source.Words.Informative && !source.Is(Birth) && !source.Words.Words.Any(static w => w is "birth" or "born" or "birthday") && !source.Reading.Says(BirthDate);

    // In a target of hundreds of columns nearly every name has one that reads like a part of it.
    private static bool LeavesWords(PairFeatures pair) => pair.Alone > 0 && pair.Terms < SaysTheSame && pair.Told < Telling && !pair.IsSameName;

    // A day alone is less than a moment asks for.
    private static double LeastWhole(Candidate best) => best is { Target.Column.Type.Kind: ColumnKind.Timestamp } && best.Sources[0].Type.Kind == ColumnKind.Date ? LeastScore : WholeScore;

    private static HashSet<string> SubjectOf(CatalogTable source, TargetTable target)
    {
        HashSet<string> subject = new(StringComparer.Ordinal);
        foreach (var word in HeaderWords.Parse(source.Name).Words.Concat(HeaderWords.Parse(target.Name).Words)) subject.Add(WordMatching.Canon(word));
        return subject;
    }

    // Words that are neither generic nor the subject, such as "birth".
    private static bool SharesTellingWord(SourceColumn source, TargetColumnProfile target, IReadOnlySet<string> subject) =>
        source.Words.Words.Any(w => target.Words.Words.Contains(w) && WordMatching.IsTelling(w, subject));

    private static Candidate? Second(Candidate best, List<Candidate> options, Candidate?[,] direct, int target, int sources)
    {
        Candidate? second = null;
        for (var s = 0; s < sources; s++) Consider(direct[target, s]);
        foreach (var option in options) Consider(option);
        return second;

        void Consider(Candidate? candidate)
        {
            if (candidate is null || ReferenceEquals(candidate, best) || candidate.Expression.Equals(best.Expression)) return;
            if (second is null || candidate.Score > second.Score) second = candidate;
        }
    }
}
