using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>How well one domain fits a column. <c>Proof</c> is how far the values alone, or their neighbours, reach.</summary>
internal sealed record DomainScore(DomainEntry Entry, double Score, double? Name, double? Regex, double? Value, double? Unit, string Phrase, int Hits, int Tried)
{
    public double Proof { get; init; }

    /// <summary>Share of values that the domain takes for its own, with the header's help.</summary>
    public double Proven { get; init; }

    /// <summary>How likely it is right, beside its rivals; 0 before the judge has seen the ranking.</summary>
    public double Probability { get; init; }

    /// <summary>How likely it is no mistake: the above and, in part, the probability of rivals of which it is the broader name; 0 before the judge has seen the ranking.</summary>
    public double Right { get; init; }

    /// <summary>How far the type of the column suggests it where no value is seen; null elsewhere.</summary>
    public double? OfType { get; init; }

    /// <summary>Whether an embedding model, and not the words themselves, tells that the header names it.</summary>
    public bool Paraphrased { get; init; }

    /// <summary>What the values say against it; null for nothing.</summary>
    public string? Objection { get; init; }
}

/// <summary>A domain a column could have, with what its header and single values say.</summary>
internal readonly record struct DomainCandidate(DomainEntry Entry, double Name, string Phrase, bool Paraphrased, int Hits, double Share, double Proven);

/// <summary>Scores every domain of the catalog against a column by the published formula. Pure.</summary>
internal sealed class DomainScorer
{
    private const string Organisation = "org.name";
    private const double AgreesFrom = 0.5;
    private const double AcceptsFrom = 0.72;
    private const int FirstLook = 40;
    private const int MostTested = 160;
    private const double ExamplesTell = 0.3;
    private const double LooseProves = 0.3;
    private const double LooseWithHeader = 0.6;
    private const double LooseWithProof = 0.92;
    private const double SomeProof = 0.2;
    private const double Unchecked = 0.9;
    private const double UnknownHeader = 0.3;
    private const double UniqueTells = 0.64;
    private const double BirthTells = 0.88;
    private readonly DomainCatalog _catalog;
    private readonly NameMatcher _names;

    public DomainScorer(DomainCatalog catalog)
    {
        _catalog = catalog;
        _names = new NameMatcher(catalog);
    }

    /// <summary>The domains that fit at all, best first; ties in order of label.</summary>
    public IReadOnlyList<DomainScore> Rank(ColumnEvidence column)
    {
        List<DomainScore> scores = [];
        var candidates = column.Candidates ??= Gather(column);

        // A header no domain recognises cannot speak against one.
        var recognised = candidates.Count == 0 ? 0 : candidates.Max(static c => c.Name);
        var organisations = candidates.Find(static c => c.Entry.Label == Organisation).Proven;
        foreach (var candidate in candidates)
        {
            if (Score(candidate, column, recognised, organisations) is { Score: > 0.05 } score) scores.Add(score);
        }

        scores.Sort(static (a, b) => b.Score.CompareTo(a.Score) is var c and not 0 ? c : string.CompareOrdinal(a.Entry.Label, b.Entry.Label));
        return scores;
    }

    // Headers and single values do not change when neighbours are looked at: they are tested once.
    private List<DomainCandidate> Gather(ColumnEvidence column)
    {
        List<DomainCandidate> candidates = new(_catalog.Entries.Count);
        var header = _names.Prepare(column);
        foreach (var entry in _catalog.Entries)
        {
            if (entry.Fits(column.Type)) candidates.Add(new DomainCandidate(entry, _names.Match(entry, column, header, out var phrase), phrase, false, 0, 0, 0));
        }

        // A header whose words the catalog knows needs nobody to paraphrase it: rivals that are merely like it would only cast doubt.
        var isKnown = column.Resemblance is null || candidates.Exists(static c => c.Name >= AcceptsFrom);
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            if (!isKnown && NameMatcher.Paraphrases(candidate.Entry, column) is var told && told > candidate.Name) candidate = candidate with { Name = told, Phrase = string.Join(' ', candidate.Entry.Names[0]), Paraphrased = true };
            var (hits, share, proven) = Hits(candidate.Entry, column, candidate.Name >= AcceptsFrom);
            candidates[i] = candidate with { Hits = hits, Share = share, Proven = proven };
        }

        return candidates;
    }

    private DomainScore? Score(DomainCandidate candidate, ColumnEvidence column, double recognised, double organisations)
    {
        var (entry, name, phrase, paraphrased, hits, share, proven) = candidate;
        var informative = column.Header.Informative;
        var sketch = SketchFit(entry, column, share);
        if (name == 0 && sketch == 0 && (entry.TestsValues ? share <= 0 : share < 0)) return null;

        double? regex = null, value = null, unit = UnitMatch(entry, column);
        double regexWeight = 0, valueWeight = 0, proof = 0;
        if (share >= 0)
        {
            // A handful of values proves less than a column full of them.
            var certainty = entry.TestsByList ? 1 : column.ValueCount / (column.ValueCount + 0.6);
            // Values that only do not contradict prove less than values of the right form.
            var telling = Telling(entry, column);
            var counted = proven + LooseProves * (share - proven);
            var strength = counted * telling * certainty;
            // With the header, agreement adds; without one, the score says how far the values alone reach.
            var part = name >= AgreesFrom ? (proven + (proven >= SomeProof ? LooseWithProof : LooseWithHeader) * (share - proven)) : strength;
            var weight = Math.Max(telling * counted, 1 - share);
            if (entry.TestsByList) (value, valueWeight) = (part, weight);
            else (regex, regexWeight) = (part, weight);
            proof = strength;
        }
        else if (sketch == 0 && entry.Definition.Examples.Length > 0 && Resemblance(entry, column) is { } alike)
        {
            (value, valueWeight) = (alike, ExamplesTell * alike);
        }

        // The column as a whole speaks where single values prove less.
        if (sketch > proof)
        {
            (regex, regexWeight) = (null, 0);
            (value, valueWeight) = (name >= AgreesFrom ? 1 : sketch, sketch);
            proof = sketch;
        }

        var w = _catalog.Weights;
        var nameWeight = informative ? w.Name * Math.Max(name, (1 - proof) * Math.Max(UnknownHeader, recognised)) : 0;
        double sum = nameWeight * name, weights = nameWeight;
        Add(w.Regex * regexWeight, regex);
        Add(w.Value * valueWeight, value);
        Add(w.Unit, unit);
        if (weights <= 0) return null;
        var total = sum / weights + RoleBonus(entry, column, name) + entry.Definition.Prior;
        // Values were there, but nothing could be checked: a domain that was checked and held is preferred.
        if (column.ValueCount > 0 && !entry.TestsValues && sketch == 0) total *= Unchecked;
        var (factor, objection) = Objections.Of(candidate, column, organisations);
        total *= factor;
        var ofType = column.ValueCount == 0 && sketch > 0 ? value : null;
        return new DomainScore(entry, Math.Clamp(total, 0, 1), informative ? name : null, regex, column.ValueCount == 0 ? null : value, unit, phrase, hits, share < 0 ? 0 : column.ValueCount) { OfType = ofType, Paraphrased = paraphrased, Proof = proof, Proven = proven, Objection = objection };

        void Add(double weight, double? part)
        {
            if (part is not { } p || weight <= 0) return;
            sum += weight * p;
            weights += weight;
        }
    }

    // Keys are told by their form and by being unique; numbers with decimals are no keys.
    private static double Telling(DomainEntry entry, ColumnEvidence column)
    {
        var telling = entry.Definition.Telling;
        if (entry.Definition.Role == "key" && column.ValueCount >= 10) return column.Distinctness < 0.98 ? telling * 0.6 : column.IsDense ? Math.Max(telling, UniqueTells) : telling;
        if (entry.Label == "person.birth_date" && column.LooksLikeLifetimes) return BirthTells;
        return entry.Label == "measure.number" && column.Type.Kind is ColumnKind.Decimal or ColumnKind.Float64 ? Math.Max(telling, 0.48) : telling;
    }

    // Share of values the domain accepts and share that proves it; -1 when there is nothing to test.
    private static (int Hits, double Share, double Proven) Hits(DomainEntry entry, ColumnEvidence column, bool headerAgrees)
    {
        if (column.ValueCount == 0) return (0, -1, 0);
        if (!entry.TestsValues) return (0, -1, 0);
        if (entry.Definition.MostDistinct is { } most && column.Values.Count > most && !column.OnlyFlags) return (0, 0, 0);

        int hits = 0, proven = 0;
        int tried = 0, looked = 0;
        foreach (var (value, count) in column.Values)
        {
            if (entry.Proves(value)) proven += count;
            else if (headerAgrees && entry.Accepts(value, true)) hits += count;
            tried += count;
            // Values of another form need no second look, and a few hundred answer for the rest.
            if (++looked == FirstLook && hits + proven == 0 || looked == MostTested) break;
        }

        hits += proven;
        return (hits, (double)hits / tried, (double)proven / tried);
    }

    // What the distribution or the neighbours say; nothing when the values contradict the form.
    private static double SketchFit(DomainEntry entry, ColumnEvidence column, double share)
    {
        if (column.ValueCount == 0) return TypeHints.Of(entry.Label, column.Type);
        var fit = Math.Max(column.Support.GetValueOrDefault(entry.Label), WrittenForms.Of(entry.Label, column));
        if (entry.Sketch is not { } sketch) return fit;
        return Math.Max(fit, share is >= 0 and < 0.4 && entry.Definition.Pattern is not null && entry.Label is not ("geo.postal_code" or "measure.percentage" or "money.amount" or "measure.angle" or "code" or "geo.latitude" or "geo.longitude") ? 0 : sketch(column.Sketch));
    }

    // What a model says of the values, else the built-in representation.
    private static double? Resemblance(DomainEntry entry, ColumnEvidence column) =>
        column.Resemblance is { Values: { } values } ? values.GetValueOrDefault(entry.Label) : column.Vector?.Similarity(entry.Examples);

    private static double? UnitMatch(DomainEntry entry, ColumnEvidence column)
    {
        if (entry.Definition.Units.Length == 0) return null;
        var unit = column.Unit?.ToLowerInvariant();
        if (unit is null && column.Header.Words is [.., var last] && SmallLists.Contains("unit", last)) unit = last;
        return unit is null ? null : Array.IndexOf(entry.Definition.Units, unit) >= 0 ? 1 : 0;
    }

    // Roles only break ties between domains the header allows.
    private static double RoleBonus(DomainEntry entry, ColumnEvidence column, double name)
    {
        if (name < AgreesFrom || entry.Definition.Role is not { } role) return 0;
        return column.Roles.Contains(role) ? 0.01 : 0;
    }

    /// <summary>The reasons in words, without values.</summary>
    public static IReadOnlyList<string> Explain(DomainScore score, ColumnEvidence column)
    {
        List<string> reasons = [];
        if (score.Name is { } name)
        {
            reasons.Add(score.Paraphrased
                ? string.Create(CultureInfo.InvariantCulture, $"header reads '{column.Header}', which is like '{score.Phrase}' ({name:0.00}, similarity by {column.Resemblance!.Representation})")
                : name > 0
                ? string.Create(CultureInfo.InvariantCulture, $"header reads '{column.Header}', which matches '{score.Phrase}' ({name:0.00})")
                : $"header reads '{column.Header}', which does not name this domain");
        }
        else reasons.Add("header says nothing");
        if (score.Regex is not null) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{score.Hits} of {score.Tried} values have its form ({Rule(score.Entry)}; alone this tells {score.Entry.Definition.Telling:0.00})"));
        else if (score.OfType is not null) reasons.Add("its type suggests it");
        else if (score.Value is { } whole && score.Entry.Sketch is not null && !score.Entry.TestsByList) reasons.Add(column.Support.ContainsKey(score.Entry.Label)
            ? string.Create(CultureInfo.InvariantCulture, $"its values and its neighbours suggest it ({whole:0.00})") : string.Create(CultureInfo.InvariantCulture, $"the distribution of its values suggests it ({whole:0.00})"));
        else if (score.Value is not null && WrittenForms.Of(score.Entry.Label, column) > 0) reasons.Add("all its values are written as it is");
        else if (score.Value is not null && score.Tried > 0) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{score.Hits} of {score.Tried} values are in its list (alone this tells {score.Entry.Definition.Telling:0.00})"));
        else if (score.Value is { } value) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"values resemble its examples ({value:0.00}, similarity by {(column.Resemblance?.Values is null ? TextVector.Representation : column.Resemblance.Representation)})"));
        if (score.Objection is { } objection) reasons.Add("but " + objection);
        if (score.Unit is { } unit) reasons.Add(unit > 0 ? "its unit fits" : "its unit does not fit");
        return reasons;
    }

    private static string Rule(DomainEntry entry) => entry.Definition.Test is { } test ? $"check '{test}'" : "pattern";
}
