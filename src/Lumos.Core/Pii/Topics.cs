using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>What the words around a value speak of: sets of topics, and the phrases that name them.</summary>
internal static class Topics
{
    /// <summary>Longest phrase, in words.</summary>
    public const int MostWords = 3;

    private static readonly List<string> Names = [];

    // Sets of topics by number, 0 the empty one; of single words by the word's number, of longer phrases by the numbers of their words.
    private static UInt128[] _sets = [];
    private static FoldedWords _words = new([]);
    private static int[] _single = [];
    private static bool[] _endsLonger = [];
    private static readonly FrozenDictionary<long, int> Longer = Read();

    /// <summary>Numbers of things, which are not personal.</summary>
    public static readonly UInt128 Business = Of("business");

    /// <summary>Topic of a label; empty when no phrase names it.</summary>
    public static UInt128 Of(string name)
    {
        var at = Names.IndexOf(name);
        return at < 0 ? 0 : UInt128.One << at;
    }

    /// <summary>The topics of a set.</summary>
    public static UInt128 Set(int number) => _sets[number];

    /// <summary>Number of a folded word; 0 when it is in no phrase.</summary>
    public static int Find(ReadOnlySpan<char> folded) => _words.Find(folded);

    /// <summary>Whether a folded word is a phrase by itself.</summary>
    public static bool IsPhrase(ReadOnlySpan<char> folded) => _single[Find(folded)] != 0;

    /// <summary>The set of the longest phrase that ends with a word.</summary>
    /// <param name="first">Number of the word two in front; 0 for none of interest.</param>
    /// <param name="second">Number of the word in front.</param>
    /// <param name="last">Number of the word.</param>
    /// <param name="words">Words of the phrase.</param>
    public static int PhraseEnding(int first, int second, int last, out int words)
    {
        words = 0;
        if (last == 0) return 0;
        if (second != 0 && _endsLonger[last])
        {
            words = 3;
            if (first != 0 && Longer.TryGetValue(Key(first, second, last), out var three)) return three;
            words = 2;
            if (Longer.TryGetValue(Key(0, second, last), out var two)) return two;
        }

        words = 1;
        return _single[last];
    }

    private static long Key(int first, int second, int last) => (long)first << 32 | (long)second << 16 | (long)last;

    private static FrozenDictionary<long, int> Read()
    {
        Dictionary<string, UInt128> phrases = new(StringComparer.Ordinal);
        foreach (var line in RuleData.Lines("context.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = line[..colon];
            if (!Names.Contains(name)) Names.Add(name);
            var bit = UInt128.One << Names.IndexOf(name);
            foreach (var phrase in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var folded = TextFolding.Fold(phrase);
                phrases[folded] = phrases.GetValueOrDefault(folded) | bit;
            }
        }

        var numbers = phrases.Keys.SelectMany(static p => p.Split(' ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static (word, i) => KeyValuePair.Create(word, i + 1)).ToList();
        _words = new FoldedWords(numbers);
        (_single, _endsLonger) = (new int[numbers.Count + 1], new bool[numbers.Count + 1]);
        List<UInt128> sets = [0];
        Dictionary<long, int> longer = [];
        foreach (var (phrase, topics) in phrases.OrderBy(static p => p.Key, StringComparer.Ordinal))
        {
            var ids = phrase.Split(' ').Select(static w => _words.Find(w)).ToArray();
            var set = sets.IndexOf(topics);
            if (set < 0)
            {
                set = sets.Count;
                sets.Add(topics);
            }

            if (ids.Length == 1) _single[ids[0]] = set;
            else if (ids.Length <= MostWords)
            {
                longer[Key(ids.Length == 3 ? ids[0] : 0, ids[^2], ids[^1])] = set;
                _endsLonger[ids[^1]] = true;
            }
        }

        _sets = [.. sets];
        return longer.ToFrozenDictionary();
    }
}
