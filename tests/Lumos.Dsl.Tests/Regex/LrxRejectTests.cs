using Lumos.Abstractions;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Tests.Regex;

public sealed class LrxRejectTests
{
    [Theory]
    [InlineData("", "REGEX_SYNTAX")]
    [InlineData("a\\", "REGEX_SYNTAX")]
    [InlineData("[a", "REGEX_SYNTAX")]
    [InlineData("[]a]", "REGEX_SYNTAX")]
    [InlineData("a{", "REGEX_SYNTAX")]
    [InlineData("a{,3}", "REGEX_SYNTAX")]
    [InlineData("*a", "REGEX_SYNTAX")]
    [InlineData("a**", "REGEX_SYNTAX")]
    [InlineData("a\0", "REGEX_SYNTAX")]
    [InlineData("a*?", "REGEX_LAZY_OR_POSSESSIVE")]
    [InlineData("a++", "REGEX_LAZY_OR_POSSESSIVE")]
    [InlineData("a{2}?", "REGEX_LAZY_OR_POSSESSIVE")]
    [InlineData("a{256}", "REGEX_REPEAT_LIMIT")]
    [InlineData("a{3,2}", "REGEX_REPEAT_LIMIT")]
    [InlineData("a{99999999999999999999}", "REGEX_REPEAT_LIMIT")]
    [InlineData("(?:a|)b", "REGEX_EMPTY_BRANCH")]
    [InlineData("()", "REGEX_EMPTY_BRANCH")]
    [InlineData("(?:a*)+", "REGEX_NULLABLE_LOOP")]
    [InlineData("(?:a?b?){2}", "REGEX_NULLABLE_LOOP")]
    [InlineData("a|b$", "REGEX_ANCHOR")]
    [InlineData("^a|b", "REGEX_ANCHOR")]
    [InlineData("a^", "REGEX_ANCHOR")]
    [InlineData("(?=a)", "REGEX_GROUP_SYNTAX")]
    [InlineData("(?<x>a)", "REGEX_GROUP_SYNTAX")]
    [InlineData("[a-c-e]", "REGEX_RANGE")]
    [InlineData("[\\d-z]", "REGEX_RANGE")]
    [InlineData("[[=a=]]", "REGEX_POSIX_CLASS")]
    [InlineData("\\Qa", "REGEX_ESCAPE")]
    [InlineData("\\é", "REGEX_ESCAPE")]
    [InlineData("(?:a{100}){21}", "REGEX_TOO_LARGE")]
    [InlineData("(?:a{2,3}){2}", "REGEX_AMBIGUOUS")]
    [InlineData("a*a", "REGEX_AMBIGUOUS")]
    public void TryParse_NotPortable_RejectsWithCode(string pattern, string code)
    {
        Assert.False(LrxPattern.TryParse(pattern, 0, out var parsed, out var reject));
        Assert.Null(parsed);
        Assert.Equal(code, reject!.Code);
        Assert.InRange(reject.Offset, 0, Math.Max(pattern.Length, 500));
    }

    [Fact]
    public void TryParse_HalfSurrogatePair_Rejects()
    {
        Assert.False(LrxPattern.TryParse("a" + (char)0xD800, 0, out _, out var reject));
        Assert.Equal("REGEX_SYNTAX", reject!.Code);
    }

    [Theory]
    [InlineData("^$")]
    [InlineData("[a-]")]
    [InlineData("[-a]")]
    [InlineData("[^^]")]
    [InlineData("[[]")]
    [InlineData("]}")]
    [InlineData("[&&~]")]
    [InlineData("a{0}b")]
    [InlineData("(?:a{100}){20}")]
    [InlineData("^(?:a|b)$")]
    public void TryParse_Portable_Accepts(string pattern) => Assert.True(LrxPattern.TryParse(pattern, 0, out _, out _));

    [Fact]
    public void TryParse_LongPattern_IsTooLarge()
    {
        Assert.True(LrxPattern.TryParse(new string('x', 500), 0, out _, out _));
        Assert.False(LrxPattern.TryParse(new string('x', 501), 0, out _, out var reject));
        Assert.Equal("REGEX_TOO_LARGE", reject!.Code);
    }

    [Fact]
    public void TryParse_AstralCharacters_CountOnce()
    {
        Assert.True(LrxPattern.TryParse(string.Concat(Enumerable.Repeat("😀", 500)), 0, out _, out _));
        Assert.False(LrxPattern.TryParse("😀(?i)", 0, out _, out var reject));
        Assert.Equal(1, reject!.Offset);
    }

    [Theory]
    [InlineData("foo|foobar", "f")]
    [InlineData(".*-(\\d+)", "-")]
    [InlineData("x(?:ab|ac)", "xa")]
    [InlineData("\\d+\\d", "00")]
    public void TryParse_Ambiguous_NamesShortestWitness(string pattern, string witness)
    {
        Assert.False(LrxPattern.TryParse(pattern, 0, out _, out var reject));
        Assert.Equal(witness, reject!.Witness);
        Assert.Contains(witness, reject.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NotPortable_ThrowsDslRejectWithPlaceAndNextStep()
    {
        var error = Assert.Throws<LumosException>(() => LrxPattern.Parse("ab|ac"));
        Assert.Equal(ErrorCode.DslReject, error.Code);
        Assert.Equal("DSL_REJECT_REGEX_AMBIGUOUS", error.Reason);
        Assert.NotNull(error.NextStep);
        Assert.Contains("character 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NoSuchGroup_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => LrxPattern.TryParse("(a)", 2, out _, out _));
}
