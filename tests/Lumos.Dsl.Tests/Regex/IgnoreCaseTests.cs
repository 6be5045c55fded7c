using Lumos.Abstractions;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Regex;

public sealed class IgnoreCaseTests
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text)]);

    [Fact]
    public void Pairs_Written_AreThoseOfTheTable()
    {
        var expected = new SortedSet<(int, int)>();
        foreach (var (point, upper) in CaseTable.Upper)
        {
            if (Single(upper) is { } u && CaseTable.Lower.TryGetValue(u, out var back) && Single(back) == point) expected.Add((u, point));
        }

        foreach (var (point, lower) in CaseTable.Lower)
        {
            if (Single(lower) is { } l && CaseTable.Upper.TryGetValue(l, out var back) && Single(back) == point) expected.Add((point, l));
        }

        Assert.Equal(expected, CasePairs.All.OrderBy(pair => pair));

        static int? Single(string text) => CodePoints.Of(text).ToArray() is [var only] ? only : null;
    }

    [Theory]
    [InlineData("abc", "[Aa][Bb][Cc]")]
    [InlineData("[a-c]\\d", "[A-Ca-c]\\d")]
    [InlineData("[^a]", "[^Aa]")]
    [InlineData("\\w+-\\s", "\\w+-\\s")]
    [InlineData("(é|x)", "([Éé]|[Xx])")]
    public void Check_IgnoreCase_IsWrittenOut(string pattern, string expected)
    {
        var extract = Assert.IsType<RegexExtract>(Checked($"x = a | regex_extract('{pattern}', ignore_case: true)"));
        Assert.Equal((LrxPattern.Parse(expected).Spelled(), false), (extract.Pattern, extract.IgnoreCase));
    }

    [Fact]
    public void Check_LiteralWithoutLetters_StaysALiteral()
    {
        Assert.Equal(SeparatorKind.Literal, Assert.IsType<RegexSplit>(Checked("x = a | regex_split(literal: \"; \", index: 1, ignore_case: true)")).SeparatorKind);
        Assert.Equal("<[Bb][Rr]>", Assert.IsType<RegexSplit>(Checked("x = a | regex_split(literal: \"<br>\", index: 1, ignore_case: true)")).Separator);
    }

    [Fact]
    public void Check_WrittenOutPatternTooLong_IsRefused()
        => Assert.Equal("REGEX_TOO_LARGE", DslText.Compile($"x = a | regex_extract('{new string('a', 10)}{string.Concat(Enumerable.Repeat("bc", 80))}', ignore_case: true)", Source).Diagnostics[0].Code);

    [Fact]
    public void Json_NotGiven_LeavesTheBytesAlone()
    {
        var plain = new RegexExtract(new ColumnReference("a"), "b", 0, NoMatchRule.Null);
        Assert.DoesNotContain("ignore_case", CanonicalJson.Write(plain), StringComparison.Ordinal);
        Assert.Contains("\"ignore_case\":true", CanonicalJson.Write(plain with { IgnoreCase = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_IgnoreCase_RoundTrips()
    {
        const string text = "x = a | regex_extract(\"b\", ignore_case: true)\ny = a | regex_split(literal: \"b\", index: 2, ignore_case: true)\n";
        Assert.Equal(DslText.Parse(text), CanonicalJson.Read(CanonicalJson.Write(DslText.Parse(text))));
        Assert.Equal(DslText.Parse(text), DslText.Parse(DslText.Print(DslText.Parse(text))));
    }

    private static Expression Checked(string text) => DslText.Compile(text, Source).OrThrow().Pipelines[0].Value.Expression;
}
