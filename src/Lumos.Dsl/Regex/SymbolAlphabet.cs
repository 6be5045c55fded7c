namespace Lumos.Dsl.Regex;

/// <summary>
/// The code points of some sets, cut into classes no set tells apart, so that an automaton over them has a handful of symbols instead of
/// a million. Immutable.
/// </summary>
internal sealed class SymbolAlphabet
{
    private readonly CodePointSet[] _symbols;
    private readonly Dictionary<CodePointSet, int[]> _members = [];

    private SymbolAlphabet(CodePointSet[] symbols) => _symbols = symbols;

    /// <summary>Number of symbols.</summary>
    public int Count => _symbols.Length;

    public static SymbolAlphabet Of(IEnumerable<CodePointSet> sets)
    {
        var distinct = sets.Distinct().ToArray();
        var cuts = new SortedSet<int>();
        foreach (var set in distinct)
        {
            for (var i = 0; i < set.Count; i++)
            {
                cuts.Add(set.Low(i));
                cuts.Add(set.High(i) + 1);
            }
        }

        var bounds = cuts.ToArray();
        var ranges = new Dictionary<string, List<CodePointSet>>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < bounds.Length; i++)
        {
            var signature = new string(distinct.Select(set => set.Contains(bounds[i]) ? '1' : '0').ToArray());
            if (signature.IndexOf('1') < 0) continue;
            if (!ranges.TryGetValue(signature, out var list)) ranges.Add(signature, list = []);
            list.Add(CodePointSet.Range(bounds[i], bounds[i + 1] - 1));
        }

        // In the order of the sets, so that what is written from them keeps the order of the pattern.
        return new SymbolAlphabet(ranges.OrderBy(pair => pair.Key.IndexOf('1')).Select(pair => CodePointSet.Union(pair.Value)).ToArray());
    }

    /// <summary>The code points of a symbol.</summary>
    public CodePointSet SetOf(int symbol) => _symbols[symbol];

    /// <summary>The code points of several symbols.</summary>
    public CodePointSet SetOf(IEnumerable<int> symbols) => CodePointSet.Union(symbols.Select(SetOf));

    /// <summary>The symbols a set is made of; the set is one the alphabet was made for.</summary>
    public int[] SymbolsOf(CodePointSet set)
    {
        if (_members.TryGetValue(set, out var known)) return known;
        var symbols = Enumerable.Range(0, Count).Where(symbol => set.Contains(_symbols[symbol].Low(0))).ToArray();
        _members.Add(set, symbols);
        return symbols;
    }

    /// <summary>A text a person can read for a word of symbols.</summary>
    public string TextOf(IEnumerable<int> word) => string.Concat(word.Select(symbol => char.ConvertFromUtf32(_symbols[symbol].AnyMember())));
}
