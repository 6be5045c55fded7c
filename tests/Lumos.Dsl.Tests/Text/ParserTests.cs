using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Text;

public sealed class ParserTests
{
    private const string DesignExample = """
        full_name   = concat(first, last, separator: " ", nulls: skip) | collapse_whitespace
        signup_date = created | date_parse("MM/DD/YYYY")
        weight_kg   = weight_lb | type_cast(decimal(12,3)) | unit_convert("lb", "kg", result: decimal(12,3))
        price       = safe_math(mul, qty | type_cast(int64), unit_price | type_cast(decimal(9,2)), result: decimal(18,2))
        country     = c | map_dict({"DE": "Germany", "FR": "France"}, on_missing: keep)
        """;

    [Fact]
    public void Parse_TheDesignExample_GivesTheTree()
    {
        var plan = DslText.Parse(DesignExample);

        var twelveThree = ColumnType.Decimal(12, 3);
        Assert.Equal(
            new TransformPlan(
            [
                new("full_name", null, new CollapseWhitespace(new Concat([Column("first"), Column("last")], NullRule.Skip, " "), WhitespaceSet.Unicode, true)),
                new("signup_date", null, new DateParse(Column("created"), ["MM/DD/YYYY"], DateTarget.Date, null)),
                new("weight_kg", null, new UnitConvert(new TypeCast(Column("weight_lb"), null, twelveThree, Rounding.Exact), "lb", "kg", null, twelveThree)),
                new("price", null, new SafeMath(
                    MathFunction.Mul,
                    [new TypeCast(Column("qty"), null, ColumnType.Int64, Rounding.Exact), new TypeCast(Column("unit_price"), null, ColumnType.Decimal(9, 2), Rounding.Exact)],
                    null, ColumnType.Decimal(18, 2), Rounding.HalfAway, null)),
                new("country", null, new MapDict(Column("c"), [new("DE", "Germany"), new("FR", "France")], MissingRule.Keep, null)),
            ]),
            plan);
    }

    [Theory]
    [InlineData("a | trim")]
    [InlineData("trim(a)")]
    [InlineData("a|trim()")]
    [InlineData("trim(a, both, set: unicode)")]
    [InlineData("a | trim(side: both)")]
    public void ParseExpression_WaysToWriteOneThing_GiveOneTree(string text)
        => Assert.Equal(new Trim(Column("a"), TrimSide.Both, TrimSet.Unicode), DslText.ParseExpression(text));

    [Fact]
    public void ParseExpression_PipeIntoManyOperands_BecomesTheFirst()
    {
        Assert.Equal(DslText.ParseExpression("concat(a, b, nulls: empty)"), DslText.ParseExpression("a | concat(b, nulls: empty)"));
        Assert.Equal(DslText.ParseExpression("safe_math(sub, a, b, result: int64)"), DslText.ParseExpression("a | safe_math(sub, b, result: int64)"));
    }

    [Fact]
    public void ParseExpression_NestedPipes_BelongToTheirOperand()
    {
        var expression = DslText.ParseExpression("concat(first | trim, last | case(upper, alphabet: ascii), nulls: skip)");

        Assert.Equal(
            new Concat([new Trim(Column("first"), TrimSide.Both, TrimSet.Unicode), new Case(Column("last"), CaseMode.Upper, CaseAlphabet.Ascii)], NullRule.Skip, ""),
            expression);
    }

    [Theory]
    [InlineData("`First Name`", "First Name")]
    [InlineData("`a\\`b\\\\c`", "a`b\\c")]
    [InlineData("`prénom`", "prénom")]
    [InlineData("`line\\nbreak`", "line\nbreak")]
    [InlineData("trim", "trim")]
    [InlineData("null", "null")]
    public void ParseExpression_ColumnNames_AreReadAsWritten(string text, string name) => Assert.Equal(Column(name), DslText.ParseExpression(text));

    [Theory]
    [InlineData("\"a\\\"b\\\\\\n\\t\\u{1F600}\"", "a\"b\\\n\t😀")]
    [InlineData("'\\d+\"it''s\"'", "\\d+\"it's\"")]
    [InlineData("\"\"", "")]
    public void ParseExpression_Texts_AreReadAsWritten(string text, string value) => Assert.Equal(new Constant(value), DslText.ParseExpression(text));

    [Fact]
    public void ParseExpression_SplitWithAPatternOrALiteral_KeepsThemApart()
    {
        Assert.Equal(new RegexSplit(Column("a"), SeparatorKind.Pattern, "[,;]", 2), DslText.ParseExpression("a | regex_split(\"[,;]\", 2)"));
        Assert.Equal(new RegexSplit(Column("a"), SeparatorKind.Literal, ".", 1), DslText.ParseExpression("a | regex_split(literal: \".\", index: 1)"));
    }

    [Fact]
    public void ParseExpression_SeveralFormats_MayStandWithoutBrackets()
    {
        var expected = new DateParse(Column("a"), ["DD.MM.YYYY", "YY-MM-DD"], DateTarget.Timestamp, 70);
        Assert.Equal(expected, DslText.ParseExpression("a | date_parse(\"DD.MM.YYYY\", \"YY-MM-DD\", target: timestamp, pivot: 70)"));
        Assert.Equal(expected, DslText.ParseExpression("a | date_parse([\"DD.MM.YYYY\", \"YY-MM-DD\",], pivot: 70, target: timestamp)"));
    }

    [Fact]
    public void ParseExpression_MapRules_AreWordsOrTexts()
    {
        Assert.Equal(new MapDict(Column("a"), [new("x", null)], MissingRule.Default("?"), "none"), DslText.ParseExpression("a | map_dict({\"x\": null}, on_missing: \"?\", on_null: \"none\")"));
        Assert.Equal(new MapDict(Column("a"), [], MissingRule.Null, null), DslText.ParseExpression("a | map_dict({}, on_null: null)"));
    }

    [Fact]
    public void Parse_LinesCommentsAndTypes_AreFree()
    {
        var plan = DslText.Parse("# a plan\r\ndsl_version \"1.0.0\"\r\n\r\nx: decimal(9,2) =\r\n  a   # the source\r\n  | type_cast(\r\n      decimal(9,2),\r\n      rounding: half_away)\r\n`y z` : text=b");

        Assert.Equal(
            new TransformPlan(
            [
                new("x", ColumnType.Decimal(9, 2), new TypeCast(Column("a"), null, ColumnType.Decimal(9, 2), Rounding.HalfAway)),
                new("y z", ColumnType.Text, Column("b")),
            ]),
            plan);
    }

    [Fact]
    public void Parse_EmptyText_IsAnEmptyPlan() => Assert.Empty(DslText.Parse(" \n# nothing\n").Pipelines);

    [Fact]
    public void Parse_Spans_PointAtTheText()
    {
        var plan = DslText.Parse("a = b\nc = first\n  | trim(left)");

        var trim = (Trim)plan.Pipelines[1].Expression;
        Assert.Equal((3, 5, "trim(left)".Length), (trim.Span.Line, trim.Span.Column, trim.Span.Length));
        Assert.Equal((2, 5, 5), (trim.Input.Span.Line, trim.Input.Span.Column, trim.Input.Span.Length));
    }

    [Fact]
    public void Parse_DeepChains_AreRefusedNotOverflowed()
    {
        var piped = DslText.TryParse("a = b" + string.Concat(Enumerable.Repeat(" | trim", 50_000)));
        var nested = DslText.TryParse("a = " + string.Concat(Enumerable.Repeat("trim(", 50_000)) + "b");

        Assert.Equal(RejectCode.TooDeep, Assert.Single(piped.Diagnostics).Code);
        Assert.Equal(RejectCode.TooDeep, Assert.Single(nested.Diagnostics).Code);
    }

    [Fact]
    public void Parse_OtherVersion_IsRefused()
    {
        var diagnostic = Assert.Single(DslText.TryParse("dsl_version \"9.1.0\"\na = b").Diagnostics);
        Assert.Equal((RejectCode.Version, 1, 13), (diagnostic.Code, diagnostic.Span.Line, diagnostic.Span.Column));
    }

    [Fact]
    public void Parse_BadText_ThrowsOneExceptionWithTheFirstReason()
    {
        var error = Assert.Throws<LumosException>(() => DslText.Parse("a = b | trm\nc = d | cse(lower)"));

        Assert.Equal((ErrorCode.DslReject, "DSL_REJECT_UNKNOWN_OP"), (error.Code, error.Reason));
        Assert.Contains("'cse'", error.Message, StringComparison.Ordinal);
    }

    private static ColumnReference Column(string name) => new(name);
}
