using System.Text.RegularExpressions;
using Lumos.Core.Domains;

namespace Lumos.Core.Tests.Domains;

/// <summary>Patterns of the catalog may be asked with backtracking, so none may run away on a short value, and both ways must say the same.</summary>
public sealed class CatalogPatternTests
{
    // Far above the microseconds an honest pattern takes, and reached by one that doubles with every character.
    private static readonly TimeSpan RunsAway = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Patterns() =>
        [.. DomainCatalog.Default.Entries.SelectMany(static e => new[] { e.Definition.Pattern, e.Definition.Split }).OfType<string>().Where(static p => p.StartsWith('^')).Distinct()];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void No_pattern_runs_away_and_both_ways_say_the_same(string pattern)
    {
        var interpreter = new Regex(pattern, RegexOptions.CultureInvariant, RunsAway);
        var automaton = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        foreach (var value in Repeated().Concat(Examples()))
        {
            var (one, other) = (interpreter.Match(value), automaton.Match(value));
            Assert.True(one.Success == other.Success && one.Value == other.Value, $"'{value}'");
            Assert.Equal(other.Groups.Values.Select(static g => (g.Name, g.Value)), one.Groups.Values.Select(static g => (g.Name, g.Value)));
        }
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)+$")]
    public void A_pattern_of_a_user_runs_away_on_nothing(string pattern) =>
        Assert.False(new CatalogPattern(pattern, looked: false).Fits(new string('a', CatalogPattern.Longest - 1) + "!"));

    [Fact]
    public void The_answer_stays_the_same_when_the_automaton_takes_over()
    {
        var pattern = new CatalogPattern("^(?<letters>[A-Z]{2})(?<digits>[0-9]+)$", looked: true);
        for (var i = 0; i < 40_000; i++)
        {
            Assert.True(pattern.Fits("AB12"));
            Assert.False(pattern.Fits("A12"));
        }

        Assert.Equal("12", pattern.Match("AB12").Groups["digits"].Value);
    }

    private static IEnumerable<string> Examples() => DomainCatalog.Default.Entries.SelectMany(static e => e.Definition.Examples.Concat(e.Definition.Wrong)).Where(static v => v.Length <= CatalogPattern.Longest);

    // What a pattern repeats, repeated, and an end that fits nothing.
    private static IEnumerable<string> Repeated()
    {
        string[] pieces = ["a", "A", "é", "0", " ", "-", ".", ",", ":", "/", "_", "'", "(", "a ", "A ", "0 ", "0.", "0,", "a.", "a-", "A0", "aA ", "a=1;", "a: b, ", "Aa, ", "0/0 ", "x@y.z;", "1Y", "a,b "];
        string[] heads = ["", "A", "a", "0", "10 ", "Aa ", "1Z", "P1", "(", "[1.2, ", "Dr. "];
        string[] tails = ["\u0001", "", "!", "0", "a"];
        foreach (var head in heads)
        {
            foreach (var piece in pieces)
            {
                var body = head + string.Concat(Enumerable.Repeat(piece, CatalogPattern.Longest / piece.Length));
                foreach (var tail in tails) yield return body[..Math.Min(body.Length, CatalogPattern.Longest - tail.Length)] + tail;
            }
        }
    }
}
