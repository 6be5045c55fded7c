using System.Text.Json;
using Lumos.Dsl.Regex;
using Xunit.Abstractions;

namespace Lumos.Dsl.Tests.Regex;

/// <summary>
/// How many patterns of the kind people write are refused although every engine agrees on them. The corpus is hand-written; its labels come
/// from <see cref="PatternTruth"/>, which tries texts, and a test computes them again.
/// </summary>
public sealed class PatternCorpusTests(ITestOutputHelper output)
{
    private static readonly Entry[] Corpus = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Regex", "pattern-corpus.jsonl")).Select(line => JsonSerializer.Deserialize<Entry>(line, JsonSerializerOptions.Web)!)];

    [Fact]
    public void Corpus_Labels_AreWhatTryingTextsGives()
    {
        var wrong = Corpus.Select(entry => (entry, Truth: PatternTruth.Of(entry.Pattern, entry.Group))).Where(pair => pair.Truth != pair.entry.Truth).ToArray();
        Assert.True(Corpus.Length >= 250);
        Assert.True(wrong.Length == 0, string.Join("\n", wrong.Select(pair => $"{pair.entry.Pattern} {pair.entry.Group}: {pair.Truth}")));
    }

    [Fact]
    public void Corpus_Classification_AgreesWithTheLabels()
    {
        var wrong = new List<string>();
        foreach (var entry in Corpus.Where(entry => entry.Truth != PatternTruth.Lazy))
        {
            var (kind, _) = LrxAmbiguity.Classify(LrxParser.Parse(entry.Pattern, wide: true), entry.Group);
            var agrees = entry.Truth switch
            {
                PatternTruth.OneReading => kind == AmbiguityKind.OnlyUndecided,
                PatternTruth.SameResult => kind == AmbiguityKind.Groups,
                _ => kind is AmbiguityKind.Matches or AmbiguityKind.Groups,
            };
            if (!agrees) wrong.Add($"{entry.Pattern} {entry.Group}: {entry.Truth}, {kind}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Corpus_Refusals_OfPatternsEnginesAgreeOnStayRare()
    {
        var one = Count(PatternTruth.OneReading);
        var same = Count(PatternTruth.SameResult);
        var lazy = Count(PatternTruth.Lazy);
        var differ = Count(PatternTruth.EnginesDiffer);
        output.WriteLine($"one reading: {one}; same result: {same}; lazy: {lazy}; engines differ: {differ}");
        Assert.True(one is { Before: >= 110, After: <= 14 }, $"{one}");
        Assert.True(same is { Before: >= 35, After: <= 26 }, $"{same}");
        Assert.True(lazy is { Before: >= 12, After: <= 6 }, $"{lazy}");

        // Where engines differ nothing may be let through.
        Assert.Equal(differ.Before, differ.After);
    }

    private static (int All, int Before, int After) Count(string truth)
    {
        var (all, before, after) = (0, 0, 0);
        foreach (var entry in Corpus.Where(entry => entry.Truth == truth))
        {
            all++;
            if (LrxPattern.TryParse(entry.Pattern, entry.Group, out _, out var reject)) continue;
            before++;
            if (!reject!.RewriteIsExact && !LrxPattern.IsPortable(entry.Pattern, entry.Group, fromEnd: true)) after++;
        }

        return (all, before, after);
    }

    private sealed record Entry(string Pattern, int Group, string Truth);
}
