using Lumos.Dsl.Canonical;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Canonical;

/// <summary>A hash is an address in somebody's artifact store: it must never change within version 1 of the language.</summary>
public sealed class PinnedHashTests
{
    private static readonly string[] Lines = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Canonical", "pinned-hashes.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void HashOf_PinnedExpressions_NeverChanges()
    {
        var wrong = Lines.Where(line => CanonicalJson.HashOf(DslText.ParseExpression(line[65..])) != line[..64]);

        Assert.Empty(wrong);
        Assert.True(Lines.Length >= 200, $"{Lines.Length} hashes are pinned.");
    }

    [Fact]
    public void HashOf_PinnedExpressions_AreAllDifferent() => Assert.Equal(Lines.Length, Lines.Select(line => line[..64]).Distinct().Count());

    [Fact]
    public void HashOf_Plan_NeverChanges()
    {
        var plan = DslText.Parse("""
            full_name   = concat(first, last, separator: " ", nulls: skip) | collapse_whitespace
            signup_date: date = created | date_parse("MM/DD/YYYY")
            """);

        Assert.Equal("9641af75cd8427c6b0962e2263a191fd024ab7e474ad69557d09c90439a9873b", CanonicalJson.HashOf(plan));
        Assert.Equal("e307f56c4adf2f285eed006065f126b2ecf1dce681ff0ec39d41f18320add9bd", CanonicalJson.HashOf(DslText.Parse("")));
    }
}
