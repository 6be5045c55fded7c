using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

/// <summary>The lists of names by culture are written by hand: a name stands once, and is a name only.</summary>
public sealed class NameListsTests
{
    [Fact]
    public void Names_EveryLine_IsOfItsForm()
    {
        var wrong = WordLists.ReadFolder("Names").Where(static line => !line.StartsWith("given: ", StringComparison.Ordinal) && !line.StartsWith("family: ", StringComparison.Ordinal)).ToList();
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("given:", "first_names.txt")]
    [InlineData("family:", "last_names.txt")]
    public void Names_OfOneKind_StandOnce(string kind, string first)
    {
        var seen = WordLists.Load(first).ToHashSet(StringComparer.Ordinal);
        var twice = Names(kind).Where(name => !seen.Add(TextFolding.Fold(name))).ToList();
        Assert.Empty(twice);
    }

    [Theory]
    [InlineData("given:")]
    [InlineData("family:")]
    public void Names_EveryOne_IsWrittenInLettersOfOneScript(string kind)
    {
        const int Shortest = 4, LatinEnds = 0x24F, MoreLatin = 0x1E00, MoreLatinEnds = 0x1EFF;
        var wrong = Names(kind).Where(static name => TextFolding.Fold(name).Length < Shortest || !name.All(static c => c is '-' or '\'' || char.IsLetter(c) && (c <= LatinEnds || c == 'ə' || c == 'Ə' || c is >= (char)MoreLatin and <= (char)MoreLatinEnds))).ToList();
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("given:")]
    [InlineData("family:")]
    public void Names_EveryOne_IsNoWordOfHeadersAndNoPlace(string kind)
    {
        var places = WordLists.Countries.Names.Concat(WordLists.Load("cities.txt", "places.txt")).ToHashSet(StringComparer.Ordinal);
        var wrong = Names(kind).Where(name => TextFolding.Fold(name) is var folded && (HeaderLexicon.Default.IsEnglish(folded) || places.Contains(folded))).ToList();
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Guðmundur")]
    [InlineData("Szilárd")]
    [InlineData("Bjargey", false)]
    public void FirstNames_HoldTheFolder(string name, bool held = true) => Assert.Equal(held, WordLists.FirstNames.Contains(TextFolding.Fold(name)));

    [Theory]
    [InlineData("Kaljulaid")]
    [InlineData("Brâncuși")]
    public void LastNames_HoldTheFolder(string name) => Assert.Contains(TextFolding.Fold(name), WordLists.LastNames);

    private static IEnumerable<string> Names(string kind) => WordLists.ReadFolder("Names").Where(line => line.StartsWith(kind, StringComparison.Ordinal))
        .SelectMany(line => line[kind.Length..].Split(',', StringSplitOptions.TrimEntries));
}
