using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Holds every column of one source table against every column of one target table. Pure; not thread-safe.</summary>
internal sealed class ColumnMatcher
{
    private const double OneIsOther = 0.88;
    private const double LeftOut = 0.95;
    private const double SaysTheSame = 0.8;
    private readonly IReadOnlyList<SourceColumn> _sources;
    private readonly IReadOnlyList<TargetColumnProfile> _targets;
    private readonly NameReading[] _sourceNames, _targetNames;
    private readonly NameReading?[] _sourceShort, _targetShort;
    private readonly string[] _sourceSpellings, _targetSpellings, _sourcePieces, _targetPieces;
    private readonly HashSet<string>[] _described, _describedStems;
    private readonly ValueProfile[] _sourceValues, _targetValues;
    private readonly ValueIndex _values;
    private readonly NameSimilarity _names;

    /// <summary>Prepares both sides.</summary>
    public ColumnMatcher(IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets)
    {
        (_sources, _targets) = (sources, targets);
        var language = sources.Select(static s => s.Words.Language).OfType<string>().GroupBy(static l => l, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        var dated = targets.Any(static t => IsMoment(t.Column.Type));
        NameReading ReadSource(SourceColumn s, string name) => Read(name, s.Type, language, dated && (IsMoment(s.Type) || s.Type.Kind is ColumnKind.Text or ColumnKind.Int64 && s.HoldsDates));
        static NameReading ReadTarget(TargetColumnProfile t, string name) => Read(name, t.Column.Type, null, IsMoment(t.Column.Type));
        var (gluedSources, gluedTargets) = (GluedPrefix.Of([.. sources.Select(static s => s.Name)]), GluedPrefix.Of([.. targets.Select(static t => t.Column.Name)]));
        var ofTargets = SharedPrefix.Of([.. targets.Select(static t => t.Column.Name)]);
        _sourceNames = [.. sources.Select(s => ReadSource(s, GluedPrefix.Without(gluedSources, s.Name)))];
        _targetNames = [.. targets.Select(t => ReadTarget(t, GluedPrefix.Without(gluedTargets, t.Column.Name)))];
        _sourceShort = [.. sources.Select(s => s.ShortName != s.Name ? ReadSource(s, s.ShortName) : null)];
        _targetShort = [.. targets.Select(t => ofTargets.Strip(t.Column.Name) is var left && left != t.Column.Name ? ReadTarget(t, left) : null)];
        _sourceSpellings = [.. sources.Select(static s => SameNames.Spelling(s.Name))];
        _targetSpellings = [.. targets.Select(static t => SameNames.Spelling(t.Column.Name))];
        _sourcePieces = [.. sources.Select(static s => SameNames.Pieces(s.Name))];
        _targetPieces = [.. targets.Select(static t => SameNames.Pieces(t.Column.Name))];
        _described = [.. targets.Select((t, i) => t.Description.Words.Concat(_targetNames[i].Words).ToHashSet(StringComparer.Ordinal))];
        _describedStems = [.. _described.Select(static d => d.Select(WordNearness.Stem).ToHashSet(StringComparer.Ordinal))];
        _sourceValues = [.. sources.Select(static s => ValueProfile.Of(s.Sample))];
        _targetValues = [.. targets.Select(static t => ValueProfile.Of(t.Column.Samples ?? []))];
        _values = new ValueIndex(targets);
        IReadOnlyList<IReadOnlyList<string>> sourceWords = [.. _sourceNames.Select(static n => n.Words)], targetWords = [.. _targetNames.Select(static n => n.Words)];
        _names = new NameSimilarity(WordWeights.Of(sourceWords, targetWords), WordWeights.Of(targetWords, sourceWords));
    }

    /// <summary>Scores of all pairs, by source and target.</summary>
    public MatchMatrix Match()
    {
        var features = new PairFeatures[_sources.Count, _targets.Count];
        for (var s = 0; s < _sources.Count; s++)
        {
            var (telling, covered) = _values.Compare(_sourceValues[s]);
            for (var t = 0; t < _targets.Count; t++) features[s, t] = Features(s, t, telling[t], covered[t]);
        }

        return MatchMatrix.From(_sources, _targets, features);
    }

    private PairFeatures Features(int s, int t, double telling, double covered)
    {
        var (source, target) = NamesOf(s, t);
        var (both, ofSource, ofTarget, alone) = _names.OfWords(source.Words, target.Words);
        var meaning = MeaningAgreement.Of(_sources[s], _targets[t], out var label);
        var contradicts = MeaningAgreement.Contradict(_sources[s], _targets[t]);
        var hasValues = _sourceValues[s].Keys.Count > 0;
        // A name that says nothing of it is not the other, second one.
        var other = NameRoles.IsOther(source) != NameRoles.IsOther(target) || IsOfOtherLength(s, t) ? OneIsOther : 1;
        var same = _sourceSpellings[s].Length > 0 && _sourceSpellings[s] == _targetSpellings[t] || _sourcePieces[s].Length > 0 && _sourcePieces[s] == _targetPieces[t];
        return new PairFeatures(
            same ? 1 : other * _names.OfTerms(source, target), other * both, ofSource, source.Glued == target.Glued && source.Glued.Length > 0 ? 1 : NameSimilarity.OfLetters(source.Glued, target.Glued),
            _names.Covered(source.Words, _described[t], _describedStems[t]), meaning, contradicts && !same && both < SaysTheSame && MeaningAgreement.IsForm(_sources[s]) && !target.Words.Any(IsOfAnyForm) ? 0 : TypeFit.Of(_sources[s], _targets[t]),
            telling, hasValues && _targets[t].Column.Enum is { Count: > 1 } ? 1 - Math.Min(1, covered) : 0, Shape(s, t))
        {
            CoveredTarget = ofTarget,
            Alone = alone,
            Told = MeaningAgreement.IsTelling(label) ? meaning : 0,
            Contradicts = contradicts,
            Differs = NameRoles.Differ(source, target) || contradicts,
            IsSameName = same,
        };
    }

    // What most columns of a table are called first is the table, and no more: "comment_content" among comments is the content. It is left out where the names then say more of each other.
    private (NameReading Source, NameReading Target) NamesOf(int s, int t)
    {
        if (_sourceShort[s] is null && _targetShort[t] is null) return (_sourceNames[s], _targetNames[t]);
        var (best, how) = ((_sourceNames[s], _targetNames[t]), Alike(_sourceNames[s], _targetNames[t]));
        if (_sourceShort[s] is { } source) Consider(source, _targetNames[t]);
        if (_targetShort[t] is { } target) Consider(_sourceNames[s], target);
        if (_sourceShort[s] is { } one && _targetShort[t] is { } other) Consider(one, other);
        return best;

        void Consider(NameReading source, NameReading target)
        {
            if (Alike(source, target) * LeftOut is var alike && alike > how) (best, how) = ((source, target), alike);
        }
    }

    private double Alike(NameReading source, NameReading target) => _names.OfTerms(source, target) + _names.OfWords(source.Words, target.Words).Both;

    private static bool IsOfAnyForm(string word) => word is "id" or "identifier" or "key" or "code" or "reference" or "number" or "value" or "source" or "hash" or "email" or "url" or "link" or "address" or "token";

    // "isbn_10" and "isbn_13" hold codes of ten and of thirteen characters; which a column without a number is, its values say.
    private bool IsOfOtherLength(int s, int t)
    {
        const int shortest = 6, longest = 24;
        return _sourceValues[s].SameLength is >= shortest and <= longest and var length && NumberAtEnd(_targetSpellings[t]) is >= shortest and <= longest and var wanted && wanted != length && NumberAtEnd(_sourceSpellings[s]) == 0;

        static int NumberAtEnd(string name)
        {
            var start = name.Length;
            while (start > 0 && char.IsAsciiDigit(name[start - 1])) start--;
            return name.Length - start is > 0 and <= 2 ? int.Parse(name.AsSpan(start), System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
    }

    // A unit at the end says how a number is written, not what it counts, unless the whole name is a phrase: the "min" of "ref min" is no minute.
    private static NameReading Read(string name, ColumnType type, string? language, bool moment)
    {
        if (type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64)
        {
            name = name.Replace("%", " percent ", StringComparison.Ordinal);
            var whole = NameReading.Of(name, language);
            return whole.Segments is [{ Terms.Count: > 0 }] ? whole : NameReading.Of(MinorUnits.WithoutWord(UnitNames.WithoutUnit(Multiples.WithoutWord(name))), language);
        }

        return moment ? NameReading.OfMoment(name, language) : NameReading.Of(name, language);
    }

    private static bool IsMoment(ColumnType type) => type.Kind is ColumnKind.Date or ColumnKind.Timestamp;

    private double Shape(int s, int t)
    {
        var (a, b) = (_sourceValues[s], _targetValues[t]);
        if (a.Keys.Count == 0 || b.Keys.Count == 0) return 0;
        var shape = a.Vector!.Similarity(b.Vector!);
        if (a.Numbers is not { } x || b.Numbers is not { } y) return shape;
        var spread = Math.Max(x.High - x.Low, y.High - y.Low);
        var near = spread <= 0 ? (x.Middle == y.Middle ? 1 : 0) : Math.Max(0, 1 - (Math.Abs(x.Low - y.Low) + Math.Abs(x.High - y.High) + Math.Abs(x.Middle - y.Middle)) / (3 * spread));
        return 0.3 * shape + 0.7 * near;
    }
}
