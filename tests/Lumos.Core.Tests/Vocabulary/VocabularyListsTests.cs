using System.Globalization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

/// <summary>The lists of words and terms are written by hand: every line must be of its form, and say something.</summary>
public sealed class VocabularyListsTests
{
    [Fact]
    public void Terms_EveryLine_IsOfItsForm()
    {
        var wrong = WordLists.ReadFolder("Terms").Where(static line => !IsTerm(line)).ToList();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Terms_EveryPhrase_LeadsToItsTerm()
    {
        var terms = ColumnTerms.Default;
        foreach (var line in WordLists.ReadFolder("Terms").Where(static line => line[0] == '='))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = line[2..colon].Trim();
            var id = terms.IdOf(name);
            foreach (var phrase in Split(line[(colon + 1)..]))
            {
                var words = TextFolding.Fold(phrase).Split(' ');
                string[] telling = [.. words.Where(static word => !HeaderWords.Connectives.AsSpan().Contains(word))];
                var glued = string.Concat(telling.Length > 0 ? telling : words);
                Assert.True(terms.Find(glued).Contains(id), $"'{phrase}' does not say '{name}'.");
            }
        }
    }

    // "salary to" would say the highest salary under the name of any: connectives are not read. A flag is its word: "is recurring".
    [Fact]
    public void Terms_PhrasesOfSeveralWords_KeepSeveralWithoutConnectives()
    {
        var common = WordLists.ReadLines("Terms.common.txt").ToHashSet(StringComparer.Ordinal);
        var lost = WordLists.ReadFolder("Terms").Where(line => line[0] == '=' && !common.Contains(line)).SelectMany(static line => Split(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]))
            .Where(static phrase => TextFolding.Fold(phrase).Split(' ') is { Length: > 1 } words && words[0] != "is" && words.Count(static word => !HeaderWords.Connectives.AsSpan().Contains(word)) == 1).ToList();
        Assert.Empty(lost);
    }

    [Fact]
    public void Words_EveryLine_IsOfItsForm()
    {
        var wrong = WordLists.ReadFolder("Words").Where(static line => !IsWord(line)).ToList();
        Assert.Empty(wrong);
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsTerm(string line)
    {
        if (line.Length < 5 || line[1] != ' ') return false;
        var body = line[2..];
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        return line[0] switch
        {
            '=' => colon > 0 && Split(body[(colon + 1)..]).Length > 0 && Split(body[(colon + 1)..]).All(static phrase => TextFolding.Fold(phrase).Trim().Length > 0),
            '<' => colon > 0 && Split(body[(colon + 1)..]).Length > 0,
            '+' => body.Split(' ').Length > 1,
            '~' => Split(body[..body.LastIndexOf(' ')]).Length == 2 && double.TryParse(body[body.LastIndexOf(' ')..], NumberStyles.Float, CultureInfo.InvariantCulture, out var near) && near is > 0 and <= 1,
            _ => false,
        };
    }

    private static bool IsWord(string line)
    {
        var parts = line.Split(' ');
        if (parts[0] == "=") return parts.Length > 1;
        return parts.Length > 2 && parts.All(static part => part.Length > 0) && parts[1].TrimStart('?').Length > 0 && parts[1] == parts[1].ToLowerInvariant();
    }
}
