using Lumos.Abstractions;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Editors;

public sealed class DslLanguageTests
{
    private const string Plan = "# source: id int64 not null, price decimal(12,2), `First Name` text\nname = `First Name` | trim | case(lower)\ntotal = safe_math(add, price, id, result: decimal(14,2))\n";

    [Fact]
    public void SourceOf_Comments_DeclareColumns()
    {
        var fields = DslLanguage.SourceOf(Plan + "other = note").Fields;
        Assert.Equal([("id", "int64", false), ("price", "decimal(12,2)", true), ("First Name", "text", true), ("note", "text", true)], fields.Select(field => (field.Name, field.Type.ToString(), field.Nullable)));
    }

    [Fact]
    public void Check_DeclaredColumns_AreTyped() => Assert.Equal(["IMPLICIT_CAST"], DslLanguage.Check("# source: a int64\nx = a | trim").Diagnostics.Select(diagnostic => diagnostic.Code));

    [Theory]
    [InlineData("trim", "value | trim(both|left|right?, set: ascii|unicode|\"text\"?)\ngives text")]
    [InlineData("safe_math", "gives decimal(14,2)")]
    [InlineData("price,", "source column price: decimal(12,2)")]
    [InlineData("total", "target column total: decimal(14,2)")]
    public void Hover_AtAName_SaysWhatItIs(string at, string expected)
        => Assert.Contains(expected, DslLanguage.Hover(Plan, Plan.LastIndexOf(at, StringComparison.Ordinal) + 1)!.Text, StringComparison.Ordinal);

    [Fact]
    public void Hover_AtNothing_IsNull() => Assert.Null(DslLanguage.Hover(Plan, Plan.IndexOf('|', StringComparison.Ordinal)));

    [Theory]
    [InlineData("x = a | ", "regex_extract")]
    [InlineData("x = a | tr", "trim")]
    [InlineData("x = a | case(", "lower")]
    [InlineData("x = a | trim(set: ", "unicode")]
    [InlineData("x = a | regex_extract('b', ", "ignore_case:")]
    [InlineData("x = a | regex_extract('b', ignore_case: ", "true")]
    [InlineData("x = concat(", "nulls:")]
    [InlineData("x: ", "int64")]
    [InlineData("# source: price int64\nx = ", "price")]
    [InlineData("# source: `First Name` text\nx = ", "`First Name`")]
    [InlineData("x = a | type_cast(", "date")]
    public void Complete_AtAPlace_OffersWhatFits(string text, string expected)
        => Assert.Contains(expected, DslLanguage.Complete(text, text.Length).Select(item => item.Label));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("x = a")]
    public void Complete_WhereNothingIsKnown_OffersNothing(string text)
        => Assert.DoesNotContain("trim", DslLanguage.Complete(text, text.Length).Where(_ => !text.Contains('=', StringComparison.Ordinal)).Select(item => item.Label));

    [Fact]
    public void AllOfIt_OnEveryPrefixAndPlace_NeverThrows()
    {
        for (var end = 0; end <= Plan.Length; end += 3)
        {
            var text = Plan[..end];
            DslLanguage.Check(text);
            DslLanguage.Hover(text, end);
            DslLanguage.Complete(text, end);
        }
    }

    [Fact]
    public void SourceOf_TypeThatIsNone_IsPartOfTheName() => Assert.Equal(ColumnType.Text, Assert.Single(DslLanguage.SourceOf("# source: a number").Fields).Type);
}
