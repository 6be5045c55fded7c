using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Features;

public sealed class PlanFeaturesTests
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text), new("b", ColumnType.Text), new("f", ColumnType.Float64), new("w", ColumnType.Decimal(38, 2))]);

    [Theory]
    [InlineData("x = a | trim | type_cast(decimal(9,2))", DslFeatures.None)]
    [InlineData("x = f\ny = w", DslFeatures.None)]
    [InlineData("x = f | type_cast(text)", DslFeatures.Float64)]
    [InlineData("x = a | type_cast(float64)", DslFeatures.Float64)]
    [InlineData("x = w | type_cast(text, wide: true)", DslFeatures.WideDecimal)]
    [InlineData("x = w | unit_convert(\"m\", \"km\", result: int64, wide: true)", DslFeatures.WideDecimal)]
    [InlineData("x = safe_math(neg, w, result: int64, wide: true)", DslFeatures.WideDecimal)]
    [InlineData("x = a | date_parse(\"YYYY-MM-DDTHH:mm:ssZ\", target: timestamp)", DslFeatures.DateOffset)]
    [InlineData("x = a | type_cast(decimal(9,2), decimal_mark: \",\")", DslFeatures.NumberFormat)]
    [InlineData("x = a\ny = concat(a, a | type_cast(int64, percent: true) | type_cast(text), nulls: skip)", DslFeatures.NumberFormat)]
    internal void Of_Plan_IsWhatItNeeds(string text, DslFeatures expected) => Assert.Equal(expected, PlanFeatures.Of(Check(text)));

    [Fact]
    public void Require_MissingFeature_NamesOperationArgumentEngineReasonAndWayOut()
    {
        var error = Assert.Throws<LumosException>(() => PlanFeatures.Require(Check("x = a\ny = a | type_cast(int64, group_mark: \",\", symbol: \"€\")"), DslFeatures.Epoch, "Wordsmith 3"));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
        Assert.Equal("y", error.Where!.Column);
        Assert.Contains("Wordsmith 3 cannot run type_cast with group_mark, symbol exactly: reading a declared number format is not known to give the same values there.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Make the text plain first", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Require_SeveralMissing_NamesEach()
    {
        var error = Assert.Throws<LumosException>(() => PlanFeatures.Require(Check("x = w | type_cast(text, wide: true)\ny = a | date_parse(\"YYYY-MM-DDTHH:mm:ssZ\", target: timestamp)"), DslFeatures.None, "E"));

        Assert.Contains("type_cast with wide: true", error.Message, StringComparison.Ordinal);
        Assert.Contains("date_parse with format \"YYYY-MM-DDTHH:mm:ssZ\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_StepOfMoreThan127Bits_IsRefusedByDuckDbAndRunByTheInterpreter()
    {
        var plan = Check("x = safe_math(mul, w, w, result: decimal(38,0), wide: true)");
        var error = Assert.Throws<LumosException>(() => Lumos.Dsl.Sql.SqlCompiler.Compile(plan, Lumos.Dsl.Sql.SqlEngine.DuckDb));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
        Assert.Contains("DuckDB cannot run safe_math here: a step may need integers of more than 127 bits.", error.Message, StringComparison.Ordinal);
        Assert.Equal((Int128)1_000_000_000_000_000_000 * 1_000_000_000_000_000_000, new Lumos.Dsl.Interpreter.PlanInterpreter(plan).EvaluateColumn(0, [null, null, null, (Int128)10_000_000_000 * 10_000_000_000]).Value);
    }

    [Fact]
    public void Check_WideWithoutBeingAsked_SaysHow()
    {
        var result = PlanChecker.Check(DslText.Parse("x = w | type_cast(text)"), Source);

        Assert.Equal(("DECIMAL_PRECISION", "Add wide: true for up to 38 digits, on engines that have them."), (result.Diagnostics[0].Code, result.Diagnostics[0].Suggestion));
    }

    [Fact]
    public void Require_SupportedFeature_Passes() => PlanFeatures.Require(Check("x = a | type_cast(int64, exponent: true)"), DslFeatures.NumberFormat | DslFeatures.Epoch, "any");

    [Fact]
    public void Text_EveryFeature_HasWords()
    {
        foreach (var feature in Enum.GetValues<DslFeatures>().Where(feature => feature != DslFeatures.None)) Assert.NotEmpty(FeatureText.Of(feature).Instead);
    }

    private static TypedPlan Check(string text) => PlanChecker.Check(DslText.Parse(text), Source).OrThrow();
}
