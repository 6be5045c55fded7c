using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Numbers;

public sealed class NumberFormatTests
{
    [Fact]
    public void TypeCast_RandomFormatsOnTheInterpreter_ComeBack() => NumberFormatAgreement.Check(new InterpreterBackend());

    [Fact]
    public void TypeCast_RandomFormatsOnDuckDb_AreReadAsByTheInterpreter()
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        NumberFormatAgreement.Check(new DuckDbBackend(connection));
    }

    [Fact]
    public void NumberFormat_AllDefaults_IsNoFormat()
    {
        var cast = new TypeCast(new ColumnReference("a"), null, ColumnType.Int64, Rounding.Exact) { Format = new NumberFormat { DecimalMark = ".", Symbols = [] } };

        Assert.Null(cast.Format);
        Assert.Equal(new TypeCast(new ColumnReference("a"), null, ColumnType.Int64, Rounding.Exact), cast);
    }

    [Fact]
    public void NumberFormat_MarksAndSymbols_AreSets() => Assert.Equal(new NumberFormat { GroupMarks = "., ", Symbols = ["b", "a", "b"] }, new NumberFormat { GroupMarks = " ,.,", Symbols = ["a", "b"] });

    [Theory]
    [InlineData("group_mark: \".\"", "Add decimal_mark: \",\".")]
    [InlineData("decimal_mark: \",\", group_mark: \",\"", "Use group_mark: \".\".")]
    [InlineData("grouping: indian", "Add group_mark: \",\".")]
    [InlineData("percent: true, symbol: \"%\"", "With symbol: \"%\" alone the number keeps its value; with percent: true alone it is divided by 100.")]
    [InlineData("symbol: \"€ \"", "Leave the blank out.")]
    public void Check_FormatWithTwoReadings_SaysWhatToDo(string arguments, string suggestion)
    {
        var result = Lumos.Dsl.Text.DslText.Compile($"x = a | type_cast(decimal(9,2), {arguments})", new([new("a", ColumnType.Text)]));

        Assert.Equal(("ARG", suggestion), (result.Diagnostics[0].Code, result.Diagnostics[0].Suggestion));
        Assert.Equal((1, 9), (result.Diagnostics[0].Span.Line, result.Diagnostics[0].Span.Column));
    }
}
