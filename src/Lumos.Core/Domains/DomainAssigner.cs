using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Domains.Centroids;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>Decides what the columns of one table mean, with bands, evidence, runner-up and what would change the answer. Pure.</summary>
internal sealed class DomainAssigner(DomainCatalog catalog, IPiiMasker masker)
{
    /// <summary>The label of a column nothing fits.</summary>
    public const string Unknown = "unknown";

    private const double BarelyLess = 0.0001, ToldByForm = 0.75;

    private readonly DomainScorer _scorer = new(catalog);

    /// <summary>Assigns all columns of a table. The sample may be empty.</summary>
    public IReadOnlyList<DomainAssignment> Assign(CatalogTable table, RawSample sample, ThresholdProfile thresholds, CancellationToken cancellationToken, Action<IReadOnlyList<ColumnEvidence>, IReadOnlyList<DomainScore>[]>? observe = null, IReadOnlyDictionary<(string Table, string Column), ColumnResemblance>? resemblances = null)
    {
        var language = HeaderWords.CommonLanguage(table.Columns.Select(static c => c.SourceName));
        var context = ContextOf(table, language);
        var values = table.Columns.Select(c => WithoutNulls(sample[c.SourceName], c.NullTokens)).ToList();
        var evidence = table.Columns.Select((c, i) => ColumnEvidence.Collect(table.Name, c.SourceName, c.Type, values[i], c.Unit, c.Roles, context, language, resemblances?.GetValueOrDefault((table.Name, c.SourceName)))).ToList();
        var ranked = RankTable(evidence, cancellationToken);
        observe?.Invoke(evidence, ranked);
        string[] headers = [.. table.Columns.Select(static c => c.SourceName)];
        var ownNumbers = PeopleTable.NumbersOfPersons(evidence, ranked);
        var accounts = PeopleTable.AccountsOfPersons(evidence, ranked);
        var lives = PeopleTable.NamesAndBirths(evidence, ranked);
        var ofTable = PeopleTable.IsOfOrganisations(evidence, ranked) ? ColumnPrivacy.OfOrganisations : PeopleTable.IsOfNobody(evidence, ranked) ? ColumnPrivacy.OfNobody : PeopleTable.RowsArePersons(evidence, ranked) ? ColumnPrivacy.OfPersons : null;
        return [.. table.Columns.Select((c, i) => Decide(table, c, headers, evidence[i], ranked[i], values[i], ownNumbers[i] ? ColumnPrivacy.OwnNumber : accounts[i] ?? lives[i] ?? ofTable, thresholds))];
    }

    /// <summary>Ranks the domains of every column of a table, first each by itself and then with what its neighbours say.</summary>
    public IReadOnlyList<DomainScore>[] RankTable(IReadOnlyList<ColumnEvidence> columns, CancellationToken cancellationToken)
    {
        var ranked = new IReadOnlyList<DomainScore>[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ranked[i] = _scorer.Rank(columns[i]);
        }

        var touched = TableContext.Apply(columns, ranked);
        for (var i = 0; i < columns.Count; i++)
        {
            if (touched[i]) ranked[i] = _scorer.Rank(columns[i]);
        }

        Surroundings.Write(columns, ranked);
        for (var i = 0; i < columns.Count; i++)
        {
            ranked[i] = catalog.Judge.Order(ranked[i], columns[i], catalog);
        }

        return ranked;
    }

    private DomainAssignment Decide(CatalogTable table, CatalogColumn column, string[] headers, ColumnEvidence evidence, IReadOnlyList<DomainScore> ranked, IReadOnlyList<string> values, string? ofPersons, ThresholdProfile thresholds)
    {
        var best = ranked.Count > 0 ? ranked[0] : null;
        var second = ranked.Count > 1 ? ranked[1] : null;
        var score = Round(best?.Right ?? 0);
        var mask = masker.Inspect(table.Name, column.SourceName, column.Type, values, headers);
        // What the persons of the table, or the column's own form, say of a column without a header goes before what any code looks like.
        var kind = evidence.Header.Informative || best?.Entry.Pii != PiiGrade.None ? null : Told(ofPersons, mask);
        var told = kind is null ? null : ranked.FirstOrDefault(s => s.Entry.Label == kind);
        if (told is not null) (best, second, score) = (told, best, ToldByForm);
        // A long number that each person has for oneself is a telephone, an account or an identity number: which, no value tells.
        var untold = ofPersons == ColumnPrivacy.OwnNumber && !evidence.Header.Informative && best?.Entry.Pii == PiiGrade.None;
        if (untold && score >= thresholds.DomainingTauHigh) score = Round(thresholds.DomainingTauHigh - BarelyLess);
        var band = score >= thresholds.DomainingTauHigh ? ConfidenceBand.High : score >= thresholds.DomainingTauLow ? ConfidenceBand.Borderline : ConfidenceBand.Low;
        List<string> reasons = [];
        if (best is not null) reasons.AddRange(DomainScorer.Explain(best, evidence));
        if (told is not null) reasons.Add("its form beside the persons of the table, or alone, is of no other kind");
        if (untold) reasons.Add("but each person of the table has another, which a telephone, an account or an identity number would explain as well");
        var unknown = band == ConfidenceBand.Low || best is null;
        if (unknown) reasons.Add(best is null ? "no domain of the catalog fits" : $"the best fit, '{best.Entry.Label}', is below the threshold");
        var runner = unknown ? best : second;
        // Where every cell says that nothing is there, the header alone makes nobody known.
        if (values.Count == 0 || evidence.ValueCount > 0) mask = ColumnPrivacy.Decide(mask, ranked, band, ofPersons);
        return new DomainAssignment
        {
            Table = table.Name,
            Column = column.Name,
            Domain = unknown ? Unknown : best!.Entry.Label,
            Band = band,
            Score = score,
            Components = best is null ? new SortedDictionary<string, double>(StringComparer.Ordinal) : Components(best),
            Evidence = reasons,
            RunnerUp = runner?.Entry.Label,
            RunnerUpScore = Round(runner?.Right ?? 0),
            WouldChange = WouldChange(band, score, best, evidence, thresholds),
            Pii = mask.Grade,
            PiiEvidence = mask.Evidence,
        };
    }

    private static string? Told(string? ofPersons, ColumnMask mask) =>
        ofPersons is "account.username" or "account.password" or ColumnPrivacy.BirthDate or ColumnPrivacy.Phone or ColumnPrivacy.Name ? ofPersons
        : mask is { Grade: PiiGrade.Direct, Label: { } label } && (label.StartsWith("id.", StringComparison.Ordinal) || label is "bank.iban" or "vehicle.plate" or "payment.card_number") ? label : null;

    private static string? WouldChange(ConfidenceBand band, double score, DomainScore? best, ColumnEvidence evidence, ThresholdProfile thresholds)
    {
        if (best is null) return "a header that names what the column holds, or a domain of its own in the catalog";
        if (band == ConfidenceBand.High)
        {
            return best.Regex is null && best.Value is null ? "values that do not have the form of this domain" : best.Name is null ? "a header that names another domain" : null;
        }

        if (evidence.ValueCount == 0) return string.Create(CultureInfo.InvariantCulture, $"values: in data_mode their form is evidence too (now {score:0.00}, needed {thresholds.DomainingTauHigh:0.00})");
        if (best.Name is null or 0) return $"a header such as '{string.Join(' ', best.Entry.Names[0])}'";
        return best.Tried > 0 && best.Hits < best.Tried ? $"fewer values that are no {best.Entry.Definition.Title.ToLowerInvariant()}: {best.Tried - best.Hits} of {best.Tried} are not" : "an alias of this header in the catalog";
    }

    private static SortedDictionary<string, double> Components(DomainScore score)
    {
        SortedDictionary<string, double> parts = new(StringComparer.Ordinal) { ["formula"] = Round(score.Score) };
        if (score.Name is { } name) parts["name"] = Round(name);
        if (score.Regex is { } regex) parts["regex"] = Round(regex);
        if (score.Value is { } value) parts["value"] = Round(value);
        if (score.OfType is { } type) parts["type"] = Round(type);
        if (score.Unit is { } unit) parts["unit"] = Round(unit);
        return parts;
    }

    private static double Round(double value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    private static IReadOnlyList<string> WithoutNulls(IReadOnlyList<string?> values, IReadOnlyList<string>? tokens)
    {
        List<string> kept = new(values.Count);
        foreach (var value in values)
        {
            if (value?.Trim() is not { Length: > 0 } text || tokens?.Contains(text, StringComparer.OrdinalIgnoreCase) == true) continue;
            kept.Add(text);
        }

        return kept;
    }

    private static HashSet<string> ContextOf(CatalogTable table, string? language)
    {
        HashSet<string> words = new(HeaderWords.Parse(table.Name).Words, StringComparer.Ordinal);
        foreach (var column in table.Columns) words.UnionWith(HeaderWords.Parse(column.SourceName, language).Words);
        return words;
    }
}
