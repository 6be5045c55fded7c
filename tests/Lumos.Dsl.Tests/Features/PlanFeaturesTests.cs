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
    public void Require_SupportedFeature_Passes() => PlanFeatures.Require(Check("x = a | type_cast(int64, exponent: true)"), DslFeatures.NumberFormat | DslFeatures.Epoch, "any");

    [Fact]
    public void Text_EveryFeature_HasWords()
    {
        foreach (var feature in Enum.GetValues<DslFeatures>().Where(feature => feature != DslFeatures.None)) Assert.NotEmpty(FeatureText.Of(feature).Instead);
    }

    private static TypedPlan Check(string text) => PlanChecker.Check(DslText.Parse(text), Source).OrThrow();
}
