using Lumos.Dsl.Sql.Snowflake;

namespace Lumos.Dsl.Tests.Sql.Elt;

public sealed class ErePatternTests
{
    [Theory]
    [InlineData(@"(?:a|b)(c)", "(a|b)(c)", 2)]
    [InlineData(@"(?:(?:a|b){2}|c)x(d)(?:e)?", "((a|b){2}|c)x(d)(e)?", 3)]
    [InlineData(@"\(\?\:(a)", @"\(\?:(a)", 1)]
    [InlineData(@"([\(\)])", "([()])", 1)]
    [InlineData(@"[^\-\]\\\^](a)", @"[^\-\]\\\^](a)", 1)]
    [InlineData(@"(\x{1F600})\-\.\x{A}", "(😀)-\\.\n", 1)]
    public void Of_PatternWithOneCapture_CountsEveryGroup(string re2, string expected, int group) => Assert.Equal((expected, group), ErePattern.Of(re2, hasCapture: true));
}
