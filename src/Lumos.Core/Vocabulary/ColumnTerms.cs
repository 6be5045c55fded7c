using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lumos.Core.Vocabulary;

/// <summary>What tables call the same thing: phrases in many languages, the terms they say, and how near terms are to each other. Immutable.</summary>
internal sealed class ColumnTerms
{
    private const double PartCounts = 0.72;
    private const int Phrases = 1 << 17;
    private const int LongestConnective = 5;
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Connectives = new HashSet<string>(HeaderWords.Connectives, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    // Tens of thousands of phrases: a frozen dictionary takes longer to build than a plan takes to look them up.
    private readonly Dictionary<string, int[]> _phrases = new(Phrases, StringComparer.Ordinal);
    private readonly FrozenDictionary<long, double> _near;
    private readonly FrozenSet<long> _parts;
    private readonly FrozenDictionary<string, string[]> _pieces;
    private readonly string[] _names;

    private ColumnTerms()
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        Dictionary<int, int[]> alone = [];
        StringBuilder glue = new();
        Dictionary<long, double> near = [];
        HashSet<long> parts = [];
        Dictionary<string, string[]> pieces = new(StringComparer.Ordinal);
        foreach (var line in WordLists.ReadFolder("Terms"))
        {
            var body = line[2..];
            if (line[0] == '=')
            {
                var colon = body.IndexOf(':', StringComparison.Ordinal);
                var term = Id(body[..colon].Trim());
                var phrases = body.AsSpan(colon + 1);
                foreach (var phrase in phrases.Split(','))
                {
                    if (phrases[phrase].Trim() is { Length: > 0 } words) Say(words, term);
                }
            }
            else if (line[0] == '+')
            {
                var word = body.Split(' ');
                pieces[word[0]] = word[1..];
            }
            else if (line[0] == '~')
            {
                var at = body.LastIndexOf(' ');
                var pair = body[..at].Split(',', StringSplitOptions.TrimEntries);
                var (a, b) = (Id(pair[0]), Id(pair[1]));
                near[Key(a, b)] = near[Key(b, a)] = double.Parse(body[at..], CultureInfo.InvariantCulture);
            }
            else
            {
                var colon = body.IndexOf(':', StringComparison.Ordinal);
                var whole = Id(body[..colon].Trim());
                foreach (var part in body[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries)) parts.Add(Key(Id(part), whole));
            }
        }

        _names = [.. ids.OrderBy(static p => p.Value).Select(static p => p.Key)];
        _near = near.ToFrozenDictionary();
        _parts = parts.ToFrozenSet();
        _pieces = pieces.ToFrozenDictionary(StringComparer.Ordinal);

        int Id(string term)
        {
            if (ids.TryGetValue(term, out var id)) return id;
            ids[term] = id = ids.Count;
            Say(term, id);
            return id;
        }

        void Say(ReadOnlySpan<char> phrase, int term)
        {
            if (!alone.TryGetValue(term, out var own)) alone[term] = own = [term];
            ref var said = ref CollectionsMarshal.GetValueRefOrAddDefault(_phrases, Glue(phrase, glue), out _);
            if (said is null) said = own;
            else if (!said.Contains(term)) said = [.. said, term];
        }
    }

    /// <summary>The terms that travel in the assembly.</summary>
    public static ColumnTerms Default { get; } = new();

    /// <summary>Terms a phrase says, written without blanks; empty for none.</summary>
    public ReadOnlySpan<int> Find(string glued) => _phrases.TryGetValue(glued, out var terms) ? terms : [];

    /// <summary>Whether a word may be a piece of a glued name.</summary>
    public bool IsPiece(string word) => word.Length >= 3 && (_pieces.ContainsKey(word) || HeaderLexicon.Default.Knows(word)) || word.Length == 2 && _pieces.ContainsKey(word);

    /// <summary>Words a piece stands for; null for none.</summary>
    public IReadOnlyList<string>? MeaningOf(string piece) => _pieces.GetValueOrDefault(piece);

    /// <summary>Cuts a glued name into known pieces, fewest first; the name itself when that fails.</summary>
    public IReadOnlyList<string> Cut(string word)
    {
        if (word.Length is < 5 or > 60 || _phrases.ContainsKey(word) || HeaderLexicon.Default.Knows(word) || HeaderLexicon.Default.IsBent(word)) return [word];
        Span<int> cost = stackalloc int[word.Length + 1], from = stackalloc int[word.Length + 1];
        cost.Fill(int.MaxValue);
        cost[0] = 0;
        for (var end = 2; end <= word.Length; end++)
        {
            for (var start = Math.Max(0, end - 24); start <= end - 2; start++)
            {
                if (cost[start] == int.MaxValue) continue;
                var piece = word[start..end];
                var price = IsPiece(piece) || piece.Length >= 4 && _phrases.ContainsKey(piece) ? piece.Length == 2 ? 14 : 10 : int.MaxValue;
                if (price == int.MaxValue || cost[start] + price >= cost[end]) continue;
                (cost[end], from[end]) = (cost[start] + price, start);
            }
        }

        if (cost[word.Length] == int.MaxValue) return [word];
        List<string> cut = [];
        for (var end = word.Length; end > 0; end = from[end]) cut.Add(word[from[end]..end]);
        cut.Reverse();
        return IsChopped(word, cut) ? [word] : cut;
    }

    // Many small pieces of which one is a word of some language, and no usual piece of names, are a word that is not known: "departamen" is no "dep", "arta" and "men".
    private bool IsChopped(string word, List<string> cut)
    {
        const int Several = 3, Short = 4;
        return cut.Count >= Several && word.Length <= Short * cut.Count && cut.Exists(piece => piece.Length <= Short && !_pieces.ContainsKey(piece) && !HeaderLexicon.Default.IsEnglish(piece));
    }

    /// <summary>Number of a term.</summary>
    /// <exception cref="ArgumentException">There is no such term.</exception>
    public int IdOf(string term) => Array.IndexOf(_names, term) is >= 0 and var id ? id : throw new ArgumentException($"There is no term '{term}'.", nameof(term));

    /// <summary>A term in words.</summary>
    public string NameOf(int term) => _names[term];

    /// <summary>How near two terms are: 1 for the same, less for neighbours and for a part and its whole, 0 for strangers.</summary>
    public double Nearness(int source, int target)
    {
        if (source == target) return 1;
        if (_near.TryGetValue(Key(source, target), out var near)) return near;
        return _parts.Contains(Key(source, target)) ? PartCounts : _parts.Contains(Key(target, source)) ? PartCounts * 0.8 : 0;
    }

    // Names are read without connectives, so phrases are too, unless nothing else is left.
    private static string Glue(ReadOnlySpan<char> phrase, StringBuilder glue)
    {
        if (!Ascii.IsValid(phrase) || phrase.ContainsAnyInRange('A', 'Z')) phrase = TextFolding.Fold(phrase.ToString());
        if (!phrase.Contains(' ')) return phrase.ToString();
        glue.Clear();
        foreach (var word in phrase.Split(' '))
        {
            // Most words are longer than any connective; looking all of them up shows in the start of a plan.
            if (phrase[word].Length > LongestConnective || !Connectives.Contains(phrase[word])) glue.Append(phrase[word]);
        }

        return glue.Length > 0 ? glue.ToString() : phrase.ToString().Replace(" ", "", StringComparison.Ordinal);
    }

    private static long Key(int a, int b) => ((long)a << 32) | (uint)b;
}
