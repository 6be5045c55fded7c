using Lumos.Abstractions;
using Lumos.Core.Evaluation.Domains;

namespace Lumos.Core.Tests.Evaluation;

public sealed class ThresholdSuggestionTests
{
    [Fact]
    public void Of_CurveThatTurnsAtASeventh_FindsTheTurns()
    {
        // Sure from 0.70 on, more wrong than right below 0.40.
        var suggestion = ThresholdSuggestion.Of([.. Enumerable.Range(0, 1000).Select(static i => Case(i / 1000.0, i switch { < 400 => i % 5 == 0, < 700 => i % 4 != 0, _ => true }))]);

        Assert.InRange(suggestion.TauHigh!.Value, 0.68, 0.71);
        Assert.InRange(suggestion.TauLow, 0.38, 0.42);
        Assert.InRange(suggestion.HighFound, 0.98, 1);
        Assert.InRange(suggestion.LowFound, 0.7, 0.8);
    }

    [Fact]
    public void Of_ScoresThatAreNeverReliable_SuggestNoHigh() => Assert.Null(ThresholdSuggestion.Of([.. Enumerable.Range(0, 500).Select(static i => Case(i / 500.0, i % 3 != 0))]).TauHigh);

    [Fact]
    public void Of_FewLuckyColumns_AreNotBelieved() => Assert.Null(ThresholdSuggestion.Of([.. Enumerable.Range(0, 20).Select(static _ => Case(0.95, true))]).TauHigh);

    private static DomainCase Case(double score, bool right) => new("t", "c", "a", right ? "a" : "b", ConfidenceBand.Borderline, score, right, right, []);
}
