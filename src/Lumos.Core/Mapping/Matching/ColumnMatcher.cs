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
    private readonly SourceSide _source;
    private readonly TargetSide _target;
    private readonly NameSimilarity _names;

    /// <summary>Prepares both sides.</summary>
    public ColumnMatcher(SourceSide source, TargetSide target)
    {
        (_source, _target, _sources, _targets) = (source, target, source.Columns, target.Columns);
        var (sourceNames, targetNames) = (source.Names(target.AsksForMoments), target.Names);
        (_sourceNames, _sourceShort, _targetNames, _targetShort) = (sourceNames.Whole, sourceNames.Short, targetNames.Whole, targetNames.Short);
        _names = new NameSimilarity(WordWeights.Of(sourceNames.Words, targetNames.Words), WordWeights.Of(targetNames.Words, sourceNames.Words), source.Words);
    }

    /// <summary>Scores of all pairs, by source and target.</summary>
    public MatchMatrix Match()
    {
        var features = new PairFeatures[_sources.Count, _targets.Count];
        for (var s = 0; s < _sources.Count; s++)
        {
            var (telling, covered) = _target.Values.Compare(_sources[s].Values);
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
        var hasValues = _sources[s].Values.Keys.Count > 0;
        // A name that says nothing of it is not the other, second one.
        var other = NameRoles.IsOther(source) != NameRoles.IsOther(target) || IsOfOtherLength(s, t) ? OneIsOther : 1;
        var same = _source.Spellings[s].Length > 0 && _source.Spellings[s] == _target.Spellings[t] || _source.Pieces[s].Length > 0 && _source.Pieces[s] == _target.Pieces[t];
        return new PairFeatures(
            same ? 1 : other * _names.OfTerms(source, target), other * both, ofSource, source.Glued == target.Glued && source.Glued.Length > 0 ? 1 : NameSimilarity.OfLetters(source.Glued, target.Glued),
            _names.Covered(source.Words, _target.Described[t], _target.DescribedStems[t]), meaning, contradicts && !same && both < SaysTheSame && MeaningAgreement.IsForm(_sources[s]) && !target.Words.Any(IsOfAnyForm) ? 0 : TypeFit.Of(_sources[s], _targets[t]),
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
        return _sources[s].Values.SameLength is >= shortest and <= longest and var length && NumberAtEnd(_target.Spellings[t]) is >= shortest and <= longest and var wanted && wanted != length && NumberAtEnd(_source.Spellings[s]) == 0;

        static int NumberAtEnd(string name)
        {
            var start = name.Length;
            while (start > 0 && char.IsAsciiDigit(name[start - 1])) start--;
            return name.Length - start is > 0 and <= 2 ? int.Parse(name.AsSpan(start), System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
    }

    private double Shape(int s, int t)
    {
        var (a, b) = (_sources[s].Values, _targets[t].Values);
        if (a.Keys.Count == 0 || b.Keys.Count == 0) return 0;
        var shape = a.Vector!.Similarity(b.Vector!);
        if (a.Numbers is not { } x || b.Numbers is not { } y) return shape;
        var spread = Math.Max(x.High - x.Low, y.High - y.Low);
        var near = spread <= 0 ? (x.Middle == y.Middle ? 1 : 0) : Math.Max(0, 1 - (Math.Abs(x.Low - y.Low) + Math.Abs(x.High - y.High) + Math.Abs(x.Middle - y.Middle)) / (3 * spread));
        return 0.3 * shape + 0.7 * near;
    }
}
