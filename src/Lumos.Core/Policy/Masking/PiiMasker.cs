using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>
/// Decides a column from its header, table, type and the distribution of its values together. Stateless and deterministic, so safe
/// to share between threads.
/// </summary>
internal sealed class PiiMasker : IPiiMasker
{
    private const int MostValues = 2000;
    private const int FewestAlone = 3;
    private const string FreeTextLabel = "text.free";

    private static readonly Dictionary<string, MaskStyle> Styles = PiiRules.All.GroupBy(static r => r.Label).ToDictionary(static g => g.Key, static g => g.First().Style, StringComparer.Ordinal);
    private static readonly string[] NoteWords = ["remark", "remarks", "notes", "comment", "comments", "note", "memo", "message", "narrative", "complaint", "anamnesis", "purpose"];

    /// <inheritdoc/>
    public ColumnMask Inspect(string table, string column, ColumnType type, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (type.Kind == ColumnKind.Bool) return new ColumnMask(null, PiiGrade.None, ["true or false only"]);
        var tableWords = HeaderWords.Parse(table).Words;
        var header = HeaderWords.Parse(column);
        var sample = Sample(values);
        var aboutPersons = tableWords.Count == 0 || AboutPersons(tableWords) || AboutPersons(header.Words);
        Finding? best = null;
        foreach (var rule in PiiRules.All)
        {
            if (rule.Kinds.Length > 0 && Array.IndexOf(rule.Kinds, type.Kind) < 0) continue;
            if (Judge(rule, header, aboutPersons, sample) is { } finding && (best is null || finding.IsBetterThan(best))) best = finding;
        }

        if (best is not null) return new ColumnMask(best.Rule.Label, best.Rule.Grade, best.Evidence);
        return type.Kind == ColumnKind.Text ? InspectText(header, sample) : new ColumnMask(null, PiiGrade.None, []);
    }

    /// <inheritdoc/>
    public string? Mask(ColumnMask mask, string? value)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (string.IsNullOrEmpty(value)) return value;
        if (mask.Label == FreeTextLabel) return MaskedText.Write(MaskStyle.FreeText, value);
        if (mask.Grade != PiiGrade.None && mask.Label is not null) return MaskedText.Write(Styles.GetValueOrDefault(mask.Label, MaskStyle.Words), value);
        // A stray address in a column that holds none is still somebody's.
        return value.Contains('@') || FinanceShapes.IsIban(value) ? MaskedText.Write(MaskStyle.FreeText, value) : value;
    }

    private static Finding? Judge(PiiRule rule, HeaderWords header, bool aboutPersons, List<string> sample)
    {
        var named = HeaderSays(rule, header.Words, out var vetoed);
        var test = named || rule.TestAlone is null ? rule.Test : rule.TestAlone;
        if (!named && (test is null || rule.Alone > 1 || sample.Count < FewestAlone || vetoed && header.Informative && rule.Grade == PiiGrade.Direct && rule.Style == MaskStyle.Words)) return null;
        var hits = test is null ? 0 : sample.Count(v => test(v));
        var share = sample.Count == 0 ? 0 : (double)hits / sample.Count;
        if (named)
        {
            if (rule.NeedsPersonTable && !aboutPersons && !(test is not null && sample.Count >= FewestAlone && share >= 0.5)) return null;
            if (test is not null && sample.Count > 0 && share < rule.WithHeader) return null;
            List<string> evidence = [$"the header says '{rule.Label}'"];
            if (test is not null && sample.Count > 0) evidence.Add(Share(hits, sample.Count, rule.Label));
            return new Finding(rule, share + 1, evidence);
        }

        if (share < rule.Alone || TooFewDifferent(rule, sample)) return null;
        return new Finding(rule, share, [Share(hits, sample.Count, rule.Label), "the header does not say so"]);
    }

    private static bool HeaderSays(PiiRule rule, IReadOnlyList<string> words, out bool vetoed)
    {
        vetoed = words.Any(rule.Not.Contains);
        return !vetoed && rule.Headers.Any(set => set.All(words.Contains) && (set.Length > 1 || words.Count <= 4));
    }

    private static bool AboutPersons(IReadOnlyList<string> words) => words.Any(static w => PiiRules.PersonWords.Contains(w) || w.EndsWith('s') && PiiRules.PersonWords.Contains(w[..^1]));

    // Names repeat, but a handful of words over many rows is a list of categories.
    private static bool TooFewDifferent(PiiRule rule, List<string> sample) =>
        rule.Style == MaskStyle.Words && sample.Count >= 40 && sample.Distinct(StringComparer.Ordinal).Take(9).Count() < 9;

    private static ColumnMask InspectText(HeaderWords header, List<string> sample)
    {
        var inside = sample.Count(static v => MaskedText.HoldsContact(v));
        if (inside > 0) return new ColumnMask(FreeTextLabel, PiiGrade.Quasi, [Share(inside, sample.Count, "contact data inside a longer text")]);
        if (!header.Words.Any(w => NoteWords.Contains(w))) return new ColumnMask(null, PiiGrade.None, []);
        var wordy = sample.Count == 0 || sample.Count(static v => v.AsSpan().Count(' ') >= 2) * 2 >= sample.Count;
        return wordy ? new ColumnMask(FreeTextLabel, PiiGrade.Quasi, ["the header names free text, which may speak of persons"]) : new ColumnMask(null, PiiGrade.None, []);
    }

    private static string Share(int hits, int of, string what) => string.Create(CultureInfo.InvariantCulture, $"{hits} of {of} values look like {what}");

    private static List<string> Sample(IReadOnlyList<string> values)
    {
        var step = Math.Max(1, values.Count / MostValues);
        List<string> sample = new(Math.Min(values.Count, MostValues + 1));
        for (var i = 0; i < values.Count; i += step)
        {
            if (values[i]?.Trim() is { Length: > 0 } value) sample.Add(value);
        }

        return sample;
    }

    private sealed record Finding(PiiRule Rule, double Strength, IReadOnlyList<string> Evidence)
    {
        public bool IsBetterThan(Finding other) => Strength > other.Strength + 1e-9 || Rule.Grade > other.Rule.Grade && Strength >= other.Strength - 1e-9;
    }
}
