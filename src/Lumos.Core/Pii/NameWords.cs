using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>What a capital word can be in and around the name of a person.</summary>
[Flags]
internal enum NameWord
{
    None = 0,
    Given = 1,
    Family = 2,
    Title = 4,
    Block = 8,
    Thing = 16,
    Particle = 32,
    Ambiguous = 64,
    CommonFamily = 128,
    Strong = 256,
    Weak = 512,
    BeforeThing = 1024,
    Initial = 2048,
    Acronym = 4096,
    Does = 8192,
    Lives = 16384,
    Introduces = 32768,
}

/// <summary>The words by span, folded.</summary>
internal static class NameWords
{
    private static FoldedWords _lastWords = new([]);
    private static readonly FoldedWords Words = Read();

    /// <summary>What a folded word or phrase is.</summary>
    public static NameWord Of(ReadOnlySpan<char> folded) => (NameWord)Words.Find(folded);

    /// <summary>Whether a folded word ends a phrase that stands in front of names or of things.</summary>
    public static bool EndsPhraseBefore(ReadOnlySpan<char> folded) => _lastWords.Contains(folded);

    private static FoldedWords Read()
    {
        Dictionary<string, NameWord> words = new(StringComparer.Ordinal);
        foreach (var name in WordLists.FirstNames) Set(name, NameWord.Given);
        foreach (var name in WordLists.LastNames) Set(name, NameWord.Family);
        foreach (var line in RuleData.Lines("name_words.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var kind = line[..colon] switch
            {
                "title" => NameWord.Title,
                "particle" => NameWord.Particle,
                "block" => NameWord.Block,
                "org" => NameWord.Thing,
                "ambiguous" => NameWord.Ambiguous,
                "common_family" => NameWord.CommonFamily,
                "strong" => NameWord.Strong,
                "weak" => NameWord.Weak,
                "before_thing" => NameWord.BeforeThing,
                "does" => NameWord.Does,
                "lives" => NameWord.Lives,
                "introduces" => NameWord.Introduces,
                var other => throw new InvalidOperationException($"name_words.txt: there is no section '{other}'."),
            };
            foreach (var word in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Set(TextFolding.Fold(word), kind);
        }

        _lastWords = new FoldedWords([.. words.Where(static w => (w.Value & (NameWord.Strong | NameWord.Weak | NameWord.BeforeThing)) != 0).Select(static w => w.Key[(w.Key.LastIndexOf(' ') + 1)..]).Distinct(StringComparer.Ordinal).Select(static w => KeyValuePair.Create(w, 1))]);
        return new FoldedWords([.. words.Select(static w => KeyValuePair.Create(w.Key, (int)w.Value))]);

        void Set(string word, NameWord kind) => words[word] = words.GetValueOrDefault(word) | kind;
    }
}
