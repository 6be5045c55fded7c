using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Text;

/// <summary>What people type who know another language: one message each, at the right place, with what to type instead.</summary>
public sealed class NewcomerMistakeTests
{
    private static readonly ColumnSchema Source = new([new("x", ColumnType.Text), new("n", ColumnType.Int64), new("m", ColumnType.Decimal(10, 2)), new("d", ColumnType.Date)]);

    [Theory]
    [InlineData("x | type_cast(int)", 19, 3, "CAST_PAIR", "Here it is int64.")]
    [InlineData("x | type_cast(numeric(8,2))", 19, 12, "CAST_PAIR", "Here it is decimal(8,2).")]
    [InlineData("x | type_cast(decimal(5,2), round: half_away)", 33, 5, "ARG", "Here it is rounding.")]
    [InlineData("x | map_dict({\"a\": \"b\"}, default: \"c\")", 30, 7, "ARG", "Here it is on_missing.")]
    [InlineData("x | map_dict({\"a\": \"b\", \"a\": \"c\"})", 29, 3, "DUPLICATE_KEY", "Leave one of the two out")]
    [InlineData("x | trim(chars: \"abc\")", 14, 5, "ARG", "Here it is set.")]
    [InlineData("x | trim(\"a\")", 14, 3, "ARG", "the argument set: \"a\"")]
    [InlineData("x | regex_split(\",\", 0)", 26, 1, "ARG", "Write 1 for the first piece.")]
    [InlineData("x | regex_split(\",\", -1)", 26, 2, "ARG", "regex_extract('[^,]*$')")]
    [InlineData("x | regex_extract(\"(\\d+)\")", 25, 2, "SYNTAX", "Between single quotes a backslash is just a backslash")]
    [InlineData("x | regex_extract(\"\\d{3}-\\d{4}\")", 24, 2, "SYNTAX", "Between single quotes")]
    [InlineData("x | regex_extract('(a)', 2)", 30, 1, "REGEX_GROUP", "there is no group 2")]
    [InlineData("x | regex_extract('^(.*?)\\s*,\\s*(.*)$', 1)", 23, 20, "REGEX_LAZY_OR_POSSESSIVE", "write '^([^,]*),(.*)$', and | trim after it")]
    [InlineData("x | regex_extract('^\\s*(.*?)\\s*$', 1)", 23, 15, "REGEX_LAZY_OR_POSSESSIVE", "write '^(.*)$', and | trim after it")]
    [InlineData("x | regex_extract('^(.*) - (.*)$', 1)", 23, 15, "REGEX_AMBIGUOUS", "regex_split(literal: \" - \", index: 1)")]
    [InlineData("x | regex_extract('\\b(\\d{5})\\b', 1)", 23, 13, "REGEX_ESCAPE", "Write '(\\d{5})' if it does not matter what stands beside it")]
    [InlineData("x | date_parse(\"yyyy-MM-dd\")", 20, 12, "DATE_FORMAT_TOKEN", "Write 'YYYY-MM-DD'.")]
    [InlineData("x | date_parse(\"yyyy-mm-dd hh:mm:ss tt\", target: timestamp)", 20, 24, "DATE_FORMAT_TOKEN", "Write 'YYYY-MM-DD hh:mm:ss AM'.")]
    [InlineData("x | date_parse(\"%d/%m/%Y\", \"%Y\")", 20, 10, "DATE_FORMAT_TOKEN", "Write 'DD/MM/YYYY'.")]
    [InlineData("x | date_parse(\"MM/YYYY\")", 20, 9, "DATE_FORMAT_INCOMPLETE", "put the day in front with concat")]
    [InlineData("d | date_format(\"DD. MMMM YYYY\")", 21, 15, "DATE_FORMAT_TOKEN", "Write 'DD. MONTH YYYY'.")]
    [InlineData("x | date_parse(\"YYYY-MM-DD HH\", target: timestamp, zone: \"Europe/Berln\")", 62, 14, "DATE_ZONE", "Did you mean 'Europe/Berlin'?")]
    [InlineData("m | unit_convert(\"lb\", \"kgs\", result: decimal(12,3))", 28, 5, "UNIT_UNKNOWN", "Did you mean 'kg'?")]
    [InlineData("m | unit_convert(\"lb\", \"m\", result: decimal(12,3))", 28, 3, "UNIT_DIMENSION", "Units of mass")]
    [InlineData("x + n", 7, 1, "SYNTAX", "concat(a, b, nulls: propagate)")]
    [InlineData("x || x", 8, 1, "SYNTAX", "concat(a, b, nulls: propagate)")]
    [InlineData("x.trim", 6, 1, "SYNTAX", "Operations are joined with |.")]
    [InlineData("x | trim b = x", 14, 1, "SYNTAX", "a line of its own")]
    [InlineData("x | trim(", 14, 0, "SYNTAX", "A ) is missing")]
    [InlineData("select_when(x, x, x, matches: 'a')", 5, 34, "UNKNOWN_OP", "turn it on")]
    public void Compile_Mistake_PointsAtItAndSaysWhatToWrite(string expression, int column, int length, string code, string words)
    {
        var found = DslText.Compile("a = " + expression + "\nb = x", Source).Diagnostics;

        Assert.Equal((1, column, length, code), (found[0].Span.Line, found[0].Span.Column, found[0].Span.Length, found[0].Code));
        Assert.Contains(words, found[0].Message + " " + found[0].Suggestion, StringComparison.Ordinal);
        Assert.All(found.Skip(1), another => Assert.NotEqual(found[0].Span, another.Span));
    }

    [Fact]
    public void Operation_PlacesOfItsArguments_DoNotTellPlansApart()
    {
        var written = DslText.ParseExpression("x   |   trim(set: \"a\",   side: left)");

        Assert.Equal(DslText.ParseExpression("x | trim(left, set: \"a\")"), written);
        Assert.Equal(new SourceSpan(1, 32, 31, 4), ((Operation)written).PlaceOf("side"));
    }
}
