using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Text;

public sealed class ParserErrorTests
{
    // text, then for each diagnostic "line:column+length CODE part of message or suggestion"
    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "a = b | trm", ["1:9+3 UNKNOWN_OP Did you mean 'trim'?"] },
        { "a = b | upper", ["1:9+5 UNKNOWN_OP Here it is case(upper)."] },
        { "a = b | case", ["1:9+4 ARG needs the argument mode"] },
        { "a = b | case(lowr)", ["1:14+4 ARG Did you mean lower?"] },
        { "a = b | case(\"lower\")", ["1:14+7 ARG Write lower without quotes."] },
        { "a = b | trim(set: emoji)", ["1:19+5 ARG Use one of: ascii, unicode, or a text in quotes."] },
        { "a = b | trim(sides: left)", ["1:14+5 ARG Did you mean 'side'?"] },
        { "a = b | trim(left, side: right)", ["1:14+4 ARG takes no further argument"] },
        { "a = b | trim(side: left, side: left)", ["1:26+4 ARG given twice"] },
        { "a = concat(b, c)", ["1:5+12 CONCAT_NULLS needs the argument nulls"] },
        { "a = concat(b, nulls: ignore)", ["1:22+6 CONCAT_NULLS Use one of: propagate, empty, skip."] },
        { "a = safe_math(pow, b, c, result: int64)", ["1:15+3 MATH_FN Use one of: add"] },
        { "a = b | type_cast(integer)", ["1:19+7 CAST_PAIR is not a type"] },
        { "a = b | type_cast(decimal(2,5))", ["1:19+12 ARG Write decimal(digits"] },
        { "a = b | type_cast(decimal(40,2))", ["1:19+13 DECIMAL_PRECISION at most 18"] },
        { "a = b | regex_extract(x)", ["1:23+1 ARG Put the text in quotes."] },
        { "a = b | regex_extract('x', one)", ["1:28+3 ARG A whole number is needed."] },
        { "a = b | regex_split('x', 1, literal: 'y')", ["1:9+33 ARG either pattern or literal"] },
        { "a = b | regex_split(index: 1)", ["1:9+21 ARG either pattern or literal"] },
        { "a = b | map_dict({x: \"y\"})", ["1:19+6 ARG Keys of a map are texts"] },
        { "a = trim()", ["1:5+6 ARG has nothing to read"] },
        { "a = 12", ["1:5+2 ARG \"12\" | type_cast(int64)"] },
        { "a = {}", ["1:5+2 ARG not an expression"] },
        { "a = ", ["1:4+0 SYNTAX An expression is missing here."] },
        { "a = b |", ["1:8+0 SYNTAX After | comes an operation."] },
        { "a b = c", ["1:3+1 SYNTAX An = is missing"] },
        { "= c", ["1:1+1 SYNTAX starts with the name"] },
        { "a = b c", ["1:7+1 SYNTAX should end here"] },
        { "a = b; c = d", ["1:6+1 SYNTAX separated by line breaks"] },
        { "a = \"abc", ["1:5+4 SYNTAX closing quote is missing"] },
        { "a = \"a\\qb\"", ["1:7+2 SYNTAX not an escape"] },
        { "a = \"\\u{110000}\"", ["1:6+2 SYNTAX not an escape"] },
        { "a = prénom", ["1:7+1 SYNTAX between back-ticks"] },
        { "a = concat(b, c", ["1:16+0 SYNTAX ) is missing"] },
        { "a = concat(b, c nulls: skip)", ["1:17+5 SYNTAX A , or ) is missing here."] },
        { "a = b | map_dict({\"x\" \"y\"})", ["1:23+3 SYNTAX : is missing between key and value"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void TryParse_Mistake_SaysWhereAndWhatToDo(string text, string[] expected)
    {
        var actual = DslText.TryParse(text);

        Assert.Null(actual.Plan);
        Assert.Equal(expected.Length, actual.Diagnostics.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            var diagnostic = actual.Diagnostics[i];
            var parts = expected[i].Split(' ', 3);
            Assert.Equal($"{parts[0]} {parts[1]}", $"{diagnostic.Span.Line}:{diagnostic.Span.Column}+{diagnostic.Span.Length} {diagnostic.Code}");
            Assert.Contains(parts[2], diagnostic.Message + " " + diagnostic.Suggestion, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TryParse_ManyMistakes_ReportsAllOfThemInTextOrder()
    {
        const string text = """
            a = b | trm
            c = concat(d, e
            f = concat(g, nulls: never, sep: ",")
            h: string = i
            j = k | trim
            """;

        var result = DslText.TryParse(text);

        Assert.Equal([(1, "UNKNOWN_OP"), (2, "SYNTAX"), (3, "CONCAT_NULLS"), (3, "ARG"), (4, "TYPE")], result.Diagnostics.Select(diagnostic => (diagnostic.Span.Line, diagnostic.Code)));
        Assert.Equal(["j"], result.Readable.Select(pipeline => pipeline.Target));
    }

    [Fact]
    public void Compile_SyntaxAndTypeMistakes_AreReportedTogether()
    {
        var source = new ColumnSchema([new("first_name", ColumnType.Text), new("qty", ColumnType.Int64)]);

        var result = DslText.Compile("a = frist_name | trim\nb = qty | trim\nc = qty |", source);

        Assert.Null(result.Plan);
        Assert.Equal(["UNKNOWN_COLUMN", "IMPLICIT_CAST", "SYNTAX"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal("Did you mean 'first_name'?", result.Diagnostics[0].Suggestion);
    }

    [Fact]
    public void Print_Diagnostics_ShowsTheLineWithCarets()
    {
        const string text = "a = b\n\tname = first | trm(left)";
        var diagnostics = DslText.TryParse(text).Diagnostics;

        Assert.Equal(
            "plan.lumos:2:17: error DSL_REJECT_UNKNOWN_OP: 'trm' is not one of the twelve operations.\n"
            + "  2 | \tname = first | trm(left)\n"
            + "    | \t               ^^^\n"
            + "  Did you mean 'trim'?\n",
            DiagnosticPrinter.Print(diagnostics, text, "plan.lumos"));
    }
}
