using Lumos.Dsl.Canonical;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Regex;

public sealed class LrxRewriteTests
{
    [Theory]
    [InlineData("ab|ac", 0, "a[bc]", 0)]
    [InlineData("(?:ab|ac)d", 0, "a[bc]d", 0)]
    [InlineData("\\d+\\d", 0, "\\d{2,}", 0)]
    [InlineData("(\\w+)\\d", 0, "\\w(?:[A-Z_a-z]*\\d)+", 0)]
    [InlineData("(?:a{2,3}){2}", 0, "a{4,6}", 0)]
    [InlineData("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", 0, "J(?:an|u[ln])|Feb|Ma[ry]|A(?:pr|ug)|Sep|Oct|Nov|Dec", 0)]
    [InlineData("^(Mr|Mrs|Ms)\\.? +(\\w+)$", 2, "^(M(?:s|rs?))\\.? +(\\w+)$", 2)]
    [InlineData("^(true|t|yes|y)$", 1, "^(t(?:rue)?|y(?:es)?)$", 1)]
    [InlineData("[./](\\d{2}|\\d{4})$", 1, "[./](\\d{2}(?:\\d{2})?)$", 1)]
    [InlineData(":\\s*(.*)", 1, ":\\s*((?:\\S.*)?)", 1)]
    [InlineData("(\\d+).*", 1, "(\\d+)(?:[^\\d\\n].*)?", 1)]
    [InlineData("(Mr|Mrs) (\\d+)", 2, "(Mrs?) (\\d+)", 2)]
    [InlineData("\"(.*?)\"", 1, "\"([^\\n\"]*)\"", 1)]
    [InlineData("<(.+?)>", 1, "<(.[^\\n>]*)>", 1)]
    [InlineData("(a|)b", 1, "(a?)b", 1)]
    [InlineData("^a$|^b$", 0, "^(?:a|b)$", 0)]
    [InlineData("^ab$|^ac$", 0, "^a[bc]$", 0)]
    public void Rewrite_SameMeaning_IsExact(string pattern, int group, string expected, int expectedGroup)
    {
        Assert.False(LrxPattern.TryParse(pattern, group, out _, out var reject));
        Assert.Equal(expected, reject!.Rewrite);
        Assert.Equal(expectedGroup, reject.RewriteGroup);
        Assert.True(reject.RewriteIsExact);
        Assert.Contains(expected, reject.NextStep, StringComparison.Ordinal);
        Assert.True(LrxPattern.TryParse(expected, expectedGroup, out _, out _));
    }

    [Theory]
    [InlineData("foo|foobar", 0, "foo(?:bar)?", "on \"foobar\" it gives \"foobar\", where trying in order would give \"foo\"")]
    [InlineData(".*-(\\d+)", 1, "[^-]*-(\\d+)", "on \"--0\" it gives nothing, where trying in order would give \"0\"")]
    [InlineData("^\\s*([^,]+),", 1, "^\\s*([^\\s,][^,]*),", "on \" ,\" it gives nothing, where trying in order would give \" \"")]
    [InlineData("(\\w+)\\d", 1, "([A-Z_a-z]+)\\d", "on \"00\"")]
    [InlineData("\"(.*)\"", 1, "\"([^\"]*)\"", "it gives")]
    public void Rewrite_OtherMeaning_SaysWhereItDiffers(string pattern, int group, string expected, string where)
    {
        Assert.False(LrxPattern.TryParse(pattern, group, out _, out var reject));
        Assert.Equal("REGEX_AMBIGUOUS", reject!.Code);
        Assert.Equal(expected, reject.Rewrite);
        Assert.False(reject.RewriteIsExact);
        Assert.Contains(where, reject.NextStep, StringComparison.Ordinal);
        Assert.True(LrxPattern.TryParse(expected, reject.RewriteGroup, out _, out _));
    }

    [Theory]
    [InlineData("foo|foobar", 0, "engines differ: \"foobar\" matches \"foo\" for some, \"foobar\" for others.")]
    [InlineData("(a?)(ab)?", 1, "engines differ: \"ab\" matches \"a\" for some, \"ab\" for others.")]
    [InlineData("^\\s*([^,]+),", 1, "group 1 of \"  ,\" can be \" \" or \"  \".")]
    [InlineData("\\d+\\d", 0, "Every reading gives the same result")]
    [InlineData("(\\w+)\\d", 1, "Every reading gives the same result")]
    public void Reject_Ambiguous_SaysWhetherEnginesDiffer(string pattern, int group, string expected)
    {
        Assert.False(LrxPattern.TryParse(pattern, group, out _, out var reject));
        Assert.Contains(expected, reject!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reject_Ambiguous_ShowsBothPlaces()
    {
        Assert.False(LrxPattern.TryParse("foo|foobar", 0, out _, out var reject));
        Assert.Equal("foo|foobar\n^   ^", reject!.Picture);
        Assert.StartsWith("The last character of \"f\" can be read by 'f' at character 1 or by 'f' at character 5 of the pattern", reject.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[:alpha:]_]+", "[A-Za-z_]+")]
    [InlineData("(?<year>\\d{4})", "(\\d{4})")]
    [InlineData("(?P<year>\\d{4})", "(\\d{4})")]
    [InlineData("(?>a)b", "(?:a)b")]
    [InlineData("(?i)abc", "abc")]
    [InlineData("\\Aab\\z", "^ab$")]
    [InlineData("\\x41b", "Ab")]
    [InlineData("\\u002Bb", "\\+b")]
    [InlineData("\\Qa.b\\Ec", "a\\.bc")]
    [InlineData("\\bfoo\\b", "foo")]
    [InlineData("\\h+x", "[ \\t]+x")]
    [InlineData("a++b", "a+b")]
    [InlineData("(?:a*)*b", "a*b")]
    [InlineData("<[\\s\\S]*>", "<(?:[^>]*>)+")]
    [InlineData("\\p{Nd}+", "[0-9]+")]
    public void Reject_OtherConstruct_NamesAPortablePattern(string pattern, string expected)
    {
        Assert.False(LrxPattern.TryParse(pattern, 0, out _, out var reject));
        Assert.Equal(expected, reject!.Rewrite);
        Assert.Contains(reject.Rewrite!, reject.NextStep, StringComparison.Ordinal);
        Assert.True(LrxPattern.TryParse(reject.Rewrite!, 0, out _, out _));
    }

    [Fact]
    public void Parse_TextForm_RunsTheRewrittenPatternAndSaysSo()
    {
        var result = DslText.TryParse("x = a | regex_extract('(Mr|Mrs) (\\d+)', 2)");
        var extract = Assert.IsType<RegexExtract>(result.Plan!.Pipelines[0].Expression);
        Assert.Equal("(Mrs?) (\\d+)", extract.Pattern);
        var note = Assert.Single(result.Diagnostics);
        Assert.Equal((DslSeverity.Information, "REGEX_REWRITTEN", "x"), (note.Severity, note.Code, note.Target));
        Assert.Equal(23, note.Span.Column);
        Assert.Equal(result.Plan, DslText.Parse(DslText.Print(result.Plan)));
    }

    [Fact]
    public void Parse_TextForm_SplitsByTheRewrittenPattern()
    {
        // Which separator wins on ", and " is a real difference between engines, so this one stays and is refused.
        Assert.Equal(",|, and ", Assert.IsType<RegexSplit>(DslText.ParseExpression("a | regex_split(',|, and ', 2)")).Separator);
        Assert.Equal(",(?: and )?", Assert.IsType<RegexSplit>(DslText.ParseExpression("a | regex_split(', and |,', 2)")).Separator);
        Assert.Equal("\\n|\\r\\n?", Assert.IsType<RegexSplit>(DslText.ParseExpression("a | regex_split('\\r\\n|\\r|\\n', 2)")).Separator);
    }

    [Fact]
    public void Format_PatternThatIsRewritten_StaysAsWritten() => Assert.Contains("'ab|ac'", DslText.Format("x = a | regex_extract('ab|ac')").Replace('"', '\''), StringComparison.Ordinal);

    [Fact]
    public void Read_Json_KeepsThePatternAndRefusesIt()
    {
        var json = CanonicalJson.Write(new TransformPlan([new("x", null, new RegexExtract(new ColumnReference("a"), "ab|ac", 0, NoMatchRule.Null))]));
        Assert.Equal("ab|ac", Assert.IsType<RegexExtract>(CanonicalJson.Read(json).Pipelines[0].Expression).Pattern);
    }

    [Fact]
    public void Print_Refusal_ShowsThePatternWithCarets()
    {
        const string text = "x = a | regex_extract('foo|foobar')";
        var result = DslText.Compile(text, new([new("a", Lumos.Abstractions.ColumnType.Text)]));
        var printed = DiagnosticPrinter.Print(result.Diagnostics, text);
        Assert.Contains("      foo|foobar\n      ^   ^\n", printed, StringComparison.Ordinal);
    }
}
