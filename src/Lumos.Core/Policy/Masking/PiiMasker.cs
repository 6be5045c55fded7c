using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>
/// Decides a column from its header, table, type and the distribution of its values together. Stateless and deterministic, so safe
/// to share between threads.
/// </summary>
internal sealed partial class PiiMasker : IPiiMasker
{
    private const int MostValues = 2000;
    private const int FewestAlone = 3;
    private const int PilotValues = 48;
    private const int HeadersHeard = 60;
    private const string FreeTextLabel = "text.free";
    private const string SeveralLabel = "several";
    private static readonly Dictionary<string, MaskStyle> Styles = PiiRules.All.GroupBy(static r => r.Label).ToDictionary(static g => g.Key, static g => g.First().Style, StringComparer.Ordinal);
    private readonly Dictionary<string, MaskMethod> _methods = new(StringComparer.Ordinal);
    private readonly KeyedMask _keyed;

    /// <summary>Makes a masker. Without methods every kind is masked in part.</summary>
    /// <param name="methods">Method by label, as the policy manifest names them.</param>
    /// <param name="key">Key of the keyed methods.</param>
    /// <param name="previews">How well persons must hide in rows that are shown; null for no rule.</param>
    /// <exception cref="LumosException"><c>POLICY_MANIFEST_INVALID</c>: there is no such method.</exception>
    public PiiMasker(IReadOnlyDictionary<string, string>? methods = null, ReadOnlyMemory<byte> key = default, PreviewLimits? previews = null)
    {
        Previews = previews;
        _keyed = new KeyedMask(key.Span);
        foreach (var (label, name) in methods ?? new Dictionary<string, string>())
        {
            _methods[label] = MaskMethods.Find(name) ?? throw new LumosException(
                ErrorCode.DeterministicFailure, "POLICY_MANIFEST_INVALID", $"The policy masks '{label}' by '{name}', and there is no such method.", nextStep: $"Use {string.Join(", ", MaskMethods.Names)}.");
        }
    }

    /// <inheritdoc/>
    public PreviewLimits? Previews { get; }

    /// <inheritdoc/>
    public ColumnMask Inspect(string table, string column, ColumnType type, IReadOnlyList<string> values, IReadOnlyList<string>? neighbours = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (type.Kind == ColumnKind.Bool) return new ColumnMask(null, PiiGrade.None, ["true or false only"]);
        var tableWords = HeaderWords.Parse(table).Words;
        // A word that several languages share is read in the one its neighbours speak.
        var header = HeaderWords.Parse(column, neighbours is null ? null : HeaderWords.CommonLanguage(neighbours.Take(HeadersHeard)));
        if (header.IsSharedName && neighbours is not null) header = header.Among(WordsOf(neighbours, column));
        var sample = Sample(values);
        if (sample.Count == 0 && values.Count > 0) return new ColumnMask(null, PiiGrade.None, ["its values say that nothing is there"]);
        if (sample.Count >= FewestAlone && sample.TrueForAll(static v => v.Length is 4 or 5 && (v.Equals("true", StringComparison.OrdinalIgnoreCase) || v.Equals("false", StringComparison.OrdinalIgnoreCase)))) return new ColumnMask(null, PiiGrade.None, ["true or false only"]);
        var aboutPersons = tableWords.Count == 0 || AboutPersons(tableWords) || AboutPersons(header.Words) || neighbours is not null && PersonNeighbours.Any(neighbours);
        // A long number that a spreadsheet wrote as 1.23E+15 is typed as a fraction, and is still what it was.
        var exponents = type.Kind is ColumnKind.Float64 or ColumnKind.Decimal && sample.Exists(static v => DamagedValues.IsExponent(v));
        Finding? best = null;
        foreach (var rule in PiiRules.All)
        {
            if (rule.Kinds.Length > 0 && Array.IndexOf(rule.Kinds, type.Kind) < 0 && !(exponents && Array.IndexOf(rule.Kinds, ColumnKind.Int64) >= 0)) continue;
            if (Judge(rule, header, aboutPersons, sample) is { } finding && (best is null || finding.IsBetterThan(best))) best = finding;
        }

        if (best is not null) return new ColumnMask(best.Rule.Label, best.Rule.Grade, best.Evidence) { MonthFirst = best.Rule.Style == MaskStyle.Date ? MonthFirst(sample) : null };
        return type.Kind == ColumnKind.Text ? Scan(header, sample) ?? InspectText(header, sample, aboutPersons) : new ColumnMask(null, PiiGrade.None, []);
    }

    /// <inheritdoc/>
    public ColumnMask Combine(IReadOnlyList<ColumnMask> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        List<ColumnMask> personal = [.. masks.Where(static m => m.Grade != PiiGrade.None).OrderByDescending(static m => m.Grade)];
        if (personal.Count == 0) return masks.Count > 0 ? masks[0] : new ColumnMask(null, PiiGrade.None, []);
        // What one kind leaves readable, the last digits of a number say, may be the very part another kind hides.
        return personal.TrueForAll(m => IsWrittenAlike(m.Label, personal[0].Label)) ? personal[0] : new ColumnMask(SeveralLabel, personal[0].Grade, [.. personal.SelectMany(static m => m.Evidence).Distinct(StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public string? Mask(ColumnMask mask, string? value)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (string.IsNullOrEmpty(value)) return value;
        if (mask.Label == SeveralLabel) return MaskedText.Write(MaskStyle.Secret, value);
        if (mask.Label == FreeTextLabel) return MaskedText.Write(MaskStyle.FreeText, value);
        if (mask.Grade != PiiGrade.None && mask.Label is not null && _methods.TryGetValue(mask.Label, out var method)) return _keyed.Write(method, mask.Label, value, mask.MonthFirst);
        if (mask.Grade != PiiGrade.None && mask.Label is not null) return MaskedText.Write(Styles.GetValueOrDefault(mask.Label, MaskStyle.Words), value);
        // A stray address in a column that holds none is still somebody's.
        return value.Contains('@') || FinanceShapes.IsIban(value) ? MaskedText.Write(MaskStyle.FreeText, value) : value;
    }

    /// <summary>Masks a value of a known kind.</summary>
    public static string MaskValue(string label, string value) => MaskedText.Write(Styles.GetValueOrDefault(label, label.StartsWith("id.", StringComparison.Ordinal) ? MaskStyle.Digits : MaskStyle.Words), value);

    private bool IsWrittenAlike(string? label, string? other) => label == other || label is not null && other is not null && !_methods.ContainsKey(label) && !_methods.ContainsKey(other) && StyleOf(label) == StyleOf(other);

    private static MaskStyle StyleOf(string label) => label == FreeTextLabel ? MaskStyle.FreeText : Styles.GetValueOrDefault(label, MaskStyle.Words);

    private static Finding? Judge(PiiRule rule, HeaderWords header, bool aboutPersons, List<string> sample)
    {
        var named = HeaderSays(rule, header.Words, out var vetoed);
        var test = named || rule.TestAlone is null ? rule.Test : rule.TestAlone;
        if (!named && (test is null || rule.Alone > 1 || sample.Count < (rule.Unmistakable ? 1 : FewestAlone) || vetoed && header.Informative && rule.Grade == PiiGrade.Direct && rule.Style is MaskStyle.Words or MaskStyle.Network)) return null;
        // Towns and products are called after people: under a header of things a list of names says little.
        if (!named && (rule.Style == MaskStyle.Words && rule.Label.StartsWith("person.", StringComparison.Ordinal) && header.Words.Any(PiiRules.OfThings.Contains) || !CanReach(test!, sample, rule.Alone))) return null;
        var hits = test is null ? 0 : sample.Count(v => test(v));
        var share = sample.Count == 0 ? 0 : (double)hits / sample.Count;
        if (named)
        {
            if (rule.NeedsPersonTable && !aboutPersons && !(test is not null && sample.Count >= FewestAlone && share >= 0.5)) return null;
            if (rule.LeastDifferent > 0 && sample.Count > 0 && sample.Distinct(StringComparer.Ordinal).Count() < rule.LeastDifferent * sample.Count || rule.NotInTurn && AreInTurn(sample)) return null;
            var damage = DamagedValues.Find(rule.Label, sample);
            if (test is not null && sample.Count > 0 && share < rule.WithHeader && damage is null) return null;
            List<string> evidence = [$"the header says '{rule.Label}'"];
            if (damage is not null) evidence.Add(damage);
            if (test is not null && sample.Count > 0) evidence.Add(Share(hits, sample.Count, rule.Label));
            // Many different words of which none is on the list of a kind that a list knows well are words of something else.
            if (rule.ListKnowsFrom is { } many && test is not null && hits == 0 && damage is null && sample.Distinct(StringComparer.Ordinal).Take(many).Count() == many && !(rule.Style == MaskStyle.Words && WrittenAsNames(sample)) && !(rule.Label == "person.full_name" && MayBeWholeNames(sample))) return null;
            // One or two letters are a direction or a code, whatever the header says.
            if (rule.Style == MaskStyle.Words && hits == 0 && sample.Count >= FewestAlone && sample.TrueForAll(static v => v.Length <= 2 && char.IsAsciiLetterOrDigit(v[0]))) return null;
            // A header that no value bears out gives way to values that are plainly something else.
            return new Finding(rule, test is not null && hits == 0 && sample.Count >= 5 && damage is null ? 0.5 : share + 1, evidence);
        }

        if (share < rule.Alone || TooFewDifferent(rule, test!, sample)) return null;
        return new Finding(rule, share, [Share(hits, sample.Count, rule.Label), "the header does not say so"]);
    }

    // Most kinds are none of a column's: some values from all over it, none of which passes, say so at once; the others as soon as too many have failed.
    private static bool CanReach(NamedTest test, List<string> sample, double least)
    {
        if (sample.Count < 4 * PilotValues) return true;
        var passed = false;
        for (var i = 0; i < PilotValues && !passed; i++) passed = test(sample[(int)((long)i * sample.Count / PilotValues)]);
        if (!passed) return false;
        var spare = sample.Count - (int)Math.Ceiling(least * sample.Count - 1e-9);
        foreach (var value in sample)
        {
            if (!test(value) && --spare < 0) return false;
        }

        return true;
    }

    private static bool HeaderSays(PiiRule rule, IReadOnlyList<string> words, out bool vetoed)
    {
        vetoed = words.Any(rule.Not.Contains);
        return !vetoed && rule.Headers.Any(set => set.All(words.Contains) && (set.Length > 1 || words.Count <= 4));
    }

    private static bool AreInTurn(List<string> sample)
    {
        const decimal Apart = 100;
        decimal least = decimal.MaxValue, most = decimal.MinValue;
        foreach (var value in sample)
        {
            decimal number = 0;
            foreach (var c in value.AsSpan(0, Math.Min(value.Length, 28))) number = char.IsAsciiDigit(c) ? number * 10 + (c - '0') : number;
            (least, most) = (Math.Min(least, number), Math.Max(most, number));
        }

        return sample.Count > 0 && most - least <= Apart * sample.Count;
    }

    // Names no list holds, of other scripts and peoples, are still written as names.
    // Names no list has, in any spelling, stay somebody's under a header that says whole names; "Cash - Operating - 01" is no name.
    private static bool MayBeWholeNames(List<string> sample) => sample.Count(static v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(static word => char.IsLetter(word[0]))) * 2 >= sample.Count;

    private static bool WrittenAsNames(List<string> sample) => sample.Count(static v => NameShapes.IsWrittenAsName(v)) * 2 >= sample.Count;

    // A day above twelve tells on which side days stand.
    private static bool? MonthFirst(List<string> sample)
    {
        foreach (var value in sample)
        {
            var at = value.AsSpan().IndexOfAny('/', '-');
            if (at is < 1 or > 2 || !int.TryParse(value.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var first)) continue;
            var rest = value.AsSpan(at + 1);
            var end = rest.IndexOfAny('/', '-');
            if (end is < 1 or > 2 || !int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var second) || (first > 12) == (second > 12)) continue;
            return second > 12;
        }

        return null;
    }

    private static HashSet<string> WordsOf(IReadOnlyList<string> neighbours, string column)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (var name in neighbours)
        {
            if (name != column) words.UnionWith(HeaderWords.Parse(name).Words);
        }

        return words;
    }

    private static bool AboutPersons(IReadOnlyList<string> words) => words.Any(static w => PiiRules.PersonWords.Contains(w) || w.EndsWith('s') && PiiRules.PersonWords.Contains(w[..^1]));

    // Names repeat, but a handful of words over many rows is a list of categories, unless every one of them is a name.
    private static bool TooFewDifferent(PiiRule rule, NamedTest test, List<string> sample)
    {
        const int Many = 40, Different = 9, AllNames = 5, LongestCode = 4;
        if (rule.Style != MaskStyle.Words) return false;
        // One word again and again, or short words of capitals, are codes that happen to be names: CAN, ANA.
        if (rule.Label.StartsWith("person.", StringComparison.Ordinal) && (sample.TrueForAll(v => v == sample[0]) || sample.TrueForAll(static v => v.Length <= LongestCode && v.All(char.IsAsciiLetterUpper)))) return true;
        if (sample.Count < Many) return false;
        var few = sample.Distinct(StringComparer.Ordinal).Take(Different).ToList();
        return few.Count < Different && (few.Count < AllNames || !few.TrueForAll(v => test(v) && !SmallLists.Contains("month", v)));
    }

    private static string Share(int hits, int of, string what) => string.Create(CultureInfo.InvariantCulture, $"{hits} of {of} values look like {what}");

    private static List<string> Sample(IReadOnlyList<string> values)
    {
        var step = Math.Max(1, values.Count / MostValues);
        List<string> sample = new(Math.Min(values.Count, MostValues + 1));
        for (var i = 0; i < values.Count; i += step)
        {
            // "NaN" is a given name too, and says in a table that nothing is there.
            if (values[i]?.Trim() is { Length: > 0 } value && !NullWords.IsStrong(value) && !NullWords.IsWeak(value)) sample.Add(value);
        }

        return sample;
    }

    private sealed record Finding(PiiRule Rule, double Strength, IReadOnlyList<string> Evidence)
    {
        public bool IsBetterThan(Finding other) => Strength > other.Strength + 1e-9 || Rule.Grade > other.Rule.Grade && Strength >= other.Strength - 1e-9;
    }
}
