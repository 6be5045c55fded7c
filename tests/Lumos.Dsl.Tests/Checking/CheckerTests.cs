using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Checking;

public sealed class CheckerTests
{
    internal static readonly ColumnSchema Source = new(
    [
        new("t", ColumnType.Text), new("u", ColumnType.Text, Nullable: false), new("i", ColumnType.Int64), new("j", ColumnType.Int64, Nullable: false),
        new("n", ColumnType.Decimal(9, 2)), new("w", ColumnType.Decimal(18, 6)), new("wide", ColumnType.Decimal(38, 10)), new("b", ColumnType.Bool), new("d", ColumnType.Date),
        new("ts", ColumnType.Timestamp), new("f", ColumnType.Float64),
    ]);

    // expression, type, nullable, errors
    [Theory]
    [InlineData("t | trim", "text", true, "None")]
    [InlineData("u | trim | case(upper) | collapse_whitespace", "text", false, "None")]
    [InlineData("\"x\"", "text", false, "None")]
    [InlineData("u | regex_extract('a')", "text", true, "None")]
    [InlineData("u | regex_extract('a', on_no_match: error)", "text", false, "NoMatch")]
    [InlineData("u | regex_split(',', 1)", "text", false, "None")]
    [InlineData("u | regex_split(',', 2)", "text", true, "None")]
    [InlineData("concat(t, u, nulls: propagate)", "text", true, "None")]
    [InlineData("concat(u, u, nulls: propagate)", "text", false, "None")]
    [InlineData("concat(t, nulls: skip)", "text", false, "None")]
    [InlineData("u | map_dict({})", "text", true, "None")]
    [InlineData("u | map_dict({}, on_missing: keep)", "text", false, "None")]
    [InlineData("u | map_dict({\"a\": null}, on_missing: keep)", "text", true, "None")]
    [InlineData("t | map_dict({}, on_missing: error, on_null: \"x\")", "text", false, "MapMissing")]
    [InlineData("t | type_cast(int64)", "int64", true, "Cast, Range")]
    [InlineData("t | type_cast(decimal(9,2))", "decimal(9,2)", true, "Cast, Inexact, Range")]
    [InlineData("t | type_cast(decimal(9,2), rounding: half_away)", "decimal(9,2)", true, "Cast, Range")]
    [InlineData("t | type_cast(bool)", "bool", true, "Cast")]
    [InlineData("i | type_cast(bool)", "bool", true, "Cast")]
    [InlineData("i | type_cast(int64)", "int64", true, "None")]
    [InlineData("i | type_cast(decimal(18,2))", "decimal(18,2)", true, "Range")]
    [InlineData("n | type_cast(decimal(11,4))", "decimal(11,4)", true, "None")]
    [InlineData("n | type_cast(decimal(9,1))", "decimal(9,1)", true, "Inexact")]
    [InlineData("n | type_cast(decimal(8,1), rounding: half_away)", "decimal(8,1)", true, "Range")]
    [InlineData("n | type_cast(decimal(9,1), rounding: half_away)", "decimal(9,1)", true, "None")]
    [InlineData("n | type_cast(int64, rounding: half_away)", "int64", true, "None")]
    [InlineData("d | type_cast(text)", "text", true, "None")]
    [InlineData("t | date_parse(\"YYYY-MM-DD\")", "date", true, "Date")]
    [InlineData("u | date_parse(\"YYYY-MM-DD HH:mm\", target: timestamp)", "timestamp", false, "Date")]
    [InlineData("ts | date_format(\"HH:mm\")", "text", true, "None")]
    [InlineData("safe_math(add, j, j, result: int64)", "int64", false, "Range")]
    [InlineData("safe_math(add, n, n, result: decimal(10,2))", "decimal(10,2)", true, "None")]
    [InlineData("safe_math(add, n, n, result: decimal(9,2))", "decimal(9,2)", true, "Range")]
    [InlineData("safe_math(mul, n, n, result: decimal(18,2), rounding: exact)", "decimal(18,2)", true, "Inexact")]
    [InlineData("safe_math(div, j, j, result: int64, on_zero: null)", "int64", true, "Range")]
    [InlineData("safe_math(div, j, j, result: int64, on_zero: error, rounding: exact)", "int64", false, "DivZero, Inexact, Range")]
    [InlineData("safe_math(mod, j, j, result: int64, on_zero: error)", "int64", false, "DivZero")]
    [InlineData("safe_math(abs, j, result: int64)", "int64", false, "Range")]
    [InlineData("safe_math(round, j, result: int64)", "int64", false, "None")]
    [InlineData("safe_math(round, w, result: decimal(12,0))", "decimal(12,0)", true, "Range")]
    [InlineData("n | unit_convert(\"lb\", \"kg\", result: decimal(9,2))", "decimal(9,2)", true, "None")]
    [InlineData("n | unit_convert(\"kg\", \"lb\", result: decimal(9,2))", "decimal(9,2)", true, "Range")]
    [InlineData("f", "float64", true, "None")]
    [InlineData("wide", "decimal(38,10)", true, "None")]
    public void Check_Expression_InfersTypeNullabilityAndErrors(string text, string type, bool nullable, string errors)
    {
        var result = DslText.Compile("x = " + text, Source);

        Assert.Empty(result.Diagnostics);
        var value = result.Plan!.Pipelines[0].Value;
        Assert.Equal((type, nullable, errors), (value.Type.ToString(), value.Nullable, value.Errors.ToString()));
    }

    [Theory]
    [InlineData("i | trim", "IMPLICIT_CAST", "add | type_cast(text)")]
    [InlineData("f | trim", "IMPLICIT_CAST", "add | type_cast(text)")]
    [InlineData("t | type_cast(float64, rounding: half_away)", "ARG", "Leave rounding out.")]
    [InlineData("ts | case(upper)", "TYPE", "date_format")]
    [InlineData("concat(t, n, nulls: skip)", "IMPLICIT_CAST", "column 'n' is decimal(9,2)")]
    [InlineData("t | date_format(\"YYYY\")", "IMPLICIT_CAST", "date_parse")]
    [InlineData("i | date_format(\"YYYY\")", "TYPE", "reads date or timestamp")]
    [InlineData("safe_math(add, t, i, result: int64)", "IMPLICIT_CAST", "type_cast(int64) or")]
    [InlineData("safe_math(add, d, i, result: int64)", "TYPE", "column 'd' is date")]
    [InlineData("safe_math(add, f, i, result: int64)", "TYPE", "float64")]
    [InlineData("safe_math(add, wide, n, result: decimal(18,2))", "DECIMAL_PRECISION", "at most 18")]
    [InlineData("safe_math(add, i, result: int64)", "ARG", "two operands")]
    [InlineData("safe_math(neg, i, i, result: int64)", "ARG", "one operand")]
    [InlineData("safe_math(add, i, i, result: text)", "TYPE", "must be int64 or decimal")]
    [InlineData("safe_math(add, i, i, result: int64, on_zero: null)", "ARG", "div and mod only")]
    [InlineData("safe_math(div, i, i, result: int64)", "ON_ZERO_REQUIRED", "on_zero: null")]
    [InlineData("safe_math(mod, n, i, result: int64, on_zero: null)", "MATH_FN", "int64 operands")]
    [InlineData("safe_math(mul, i, w, result: decimal(18,18))", "MATH_WIDTH", "narrower")]
    [InlineData("safe_math(add, i, i, inputs: [int64, decimal(9,2)], result: int64)", "TYPE", "declares its input decimal(9,2)")]
    [InlineData("i | unit_convert(\"lb\", \"kgs\", result: int64)", "UNIT_UNKNOWN", "Did you mean 'kg'?")]
    [InlineData("i | unit_convert(\"lb\", \"l\", result: int64)", "UNIT_DIMENSION", "measures mass")]
    [InlineData("i | unit_convert(\"lb\", \"kg\", input: decimal(9,2), result: int64)", "TYPE", "Leave the declaration out")]
    [InlineData("f | type_cast(decimal(9,2))", "CAST_PAIR", "float64")]
    [InlineData("t | type_cast(timestamp)", "CAST_PAIR", "date_parse")]
    [InlineData("d | type_cast(int64)", "CAST_PAIR", "date")]
    [InlineData("b | type_cast(decimal(3,0))", "CAST_PAIR", "int64 first")]
    [InlineData("t | type_cast(decimal(19,2))", "DECIMAL_PRECISION", "at most 18")]
    [InlineData("t | date_parse(\"D/M/YY\")", "DATE_PIVOT", "pivot: 70")]
    [InlineData("t | date_parse(\"D/M/YY\", pivot: 101)", "ARG", "pivot")]
    [InlineData("t | date_parse(\"DMYYYY\")", "DATE_FORMAT_TOKEN", "separator must follow D")]
    [InlineData("t | date_parse(\"DD-DD-MM-YYYY\")", "DATE_FORMAT_TOKEN", "the day twice")]
    [InlineData("t | date_parse(\"YYYY-MM-DD mm\", target: timestamp)", "DATE_FORMAT_INCOMPLETE", "no hour")]
    [InlineData("t | date_parse([])", "ARG", "at least one format")]
    [InlineData("d | date_format(\"--\")", "DATE_FORMAT_TOKEN", "has no token")]
    [InlineData("t | trim(set: \"\")", "ARG", "set of trim is empty")]
    [InlineData("t | trim(set: \"\\u{0}\")", "TEXT", "U+0000")]
    [InlineData("\"\\u{D800}\"", "TEXT", "unpaired surrogate")]
    [InlineData("t | map_dict({\"a\": \"1\", \"a\": \"2\"})", "DUPLICATE_KEY", "occurs twice")]
    [InlineData("t | regex_extract('(a)', 2)", "REGEX_GROUP", "has one group")]
    [InlineData("t | regex_extract('(a', 1)", "REGEX_SYNTAX", "")]
    [InlineData("t | regex_split('x?', 1)", "REGEX_NULLABLE_SPLIT", "empty")]
    [InlineData("t | regex_split('(x)', 1)", "REGEX_SPLIT_CAPTURE", "(?: )")]
    [InlineData("t | regex_split(',', 65)", "ARG", "1 to 64")]
    [InlineData("concat(nulls: skip)", "ARG", "at least one operand")]
    [InlineData("tt | trim", "UNKNOWN_COLUMN", "Did you mean 't'?")]
    public void Check_BadExpression_IsRefusedWithAWayOut(string text, string code, string words)
    {
        var result = DslText.Compile("x = " + text, Source);

        Assert.Null(result.Plan);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((code, "x"), (diagnostic.Code, diagnostic.Target));
        Assert.Contains(words, diagnostic.Message + " " + diagnostic.Suggestion, StringComparison.Ordinal);
        Assert.True(diagnostic.Span.IsKnown);
    }

    [Fact]
    public void Check_SeveralMistakesInOnePipeline_FindsThemAll()
    {
        var result = DslText.Compile("x = concat(nope, i, t | type_cast(decimal(19,2)) | trim, nulls: skip) | regex_split('x?', 0)", Source);

        Assert.Equal(["ARG", "DECIMAL_PRECISION", "IMPLICIT_CAST", "REGEX_NULLABLE_SPLIT", "UNKNOWN_COLUMN"], result.Diagnostics.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_InferredInputTypes_AreFilledIntoThePlan()
    {
        var plan = DslText.Compile("x = i | type_cast(decimal(18,2)) | unit_convert(\"lb\", \"kg\", result: decimal(12,3))\ny = safe_math(add, i, n, result: int64)\nz = d | date_format(\"YYYY\")", Source).OrThrow().Plan;

        Assert.Equal(
            """
            x: decimal(12,3) = i
              | type_cast(decimal(18,2), from: int64)
              | unit_convert("lb", "kg", input: decimal(18,2), result: decimal(12,3))
            y: int64         = safe_math(add, i, n, inputs: [int64, decimal(9,2)], result: int64)
            z: text          = d | date_format("YYYY", input: date)

            """.ReplaceLineEndings("\n"),
            DslText.Print(plan));
        Assert.Equal(plan, PlanChecker.Check(plan, Source).OrThrow().Plan);
    }

    [Fact]
    public void Check_TypedTree_FollowsThePlan()
    {
        var typed = DslText.Compile("x = concat(t, u | trim, nulls: skip)", Source).OrThrow().Pipelines[0].Value;

        Assert.IsType<Concat>(typed.Expression);
        Assert.Equal([new ColumnReference("t"), typed.Inputs[1].Expression], typed.Inputs.Select(input => input.Expression));
        Assert.Equal(((Concat)typed.Expression).Operands, typed.Inputs.Select(input => input.Expression).ToArray());
    }

    [Fact]
    public void Check_EnumOutOfRange_IsRefused()
    {
        var plan = new TransformPlan([new("x", null, new Case(new ColumnReference("t"), (CaseMode)7, CaseAlphabet.Ascii)), new("y", null, new Concat([new ColumnReference("t")], (NullRule)9, ""))]);

        Assert.Equal(["ARG", "CONCAT_NULLS"], PlanChecker.Check(plan, Source).Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void Check_TooDeepTree_IsRefused()
    {
        Expression value = new ColumnReference("t");
        for (var i = 0; i < 5_000; i++) value = new Trim(value, TrimSide.Both, TrimSet.Ascii);

        Assert.Equal("TOO_DEEP", Assert.Single(PlanChecker.Check(new TransformPlan([new("x", null, value)]), Source).Diagnostics).Code);
    }
}
