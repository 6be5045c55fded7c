using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Text;

public sealed class FormatTests
{
    [Fact]
    public void Format_MessyText_GetsTheOneLayoutAndKeepsComments()
    {
        const string messy = """
            # Customers
            #  from the CRM


            # who
            id= cid|type_cast(int64)  # never NULL
            full_name =concat( first ,last , nulls:skip, separator:" " )
               # tidy up
               |collapse_whitespace(set:unicode) | case( upper )
            # after a comment

            # next part
            a=b
            country = c | map_dict({"DE":"Germany","FR":"France","US":"United States","GB":"United Kingdom","CH":"Switzerland","AT":"Austria",}, on_missing:error)
            # the end
            """;

        Assert.Equal(
            """
            # Customers
            #  from the CRM

            # who
            id        = cid | type_cast(int64)  # never NULL
            # tidy up
            full_name = concat(first, last, separator: " ", nulls: skip) | collapse_whitespace | case(upper)
            # after a comment

            # next part
            a       = b
            country = c
              | map_dict({
                  "DE": "Germany",
                  "FR": "France",
                  "US": "United States",
                  "GB": "United Kingdom",
                  "CH": "Switzerland",
                  "AT": "Austria",
                }, on_missing: error)
            # the end

            """.ReplaceLineEndings("\n"),
            DslText.Format(messy));
    }

    [Fact]
    public void Format_ItsOwnOutput_ChangesNothing()
    {
        const string text = "dsl_version \"1.0.0\"\n# a\n\nx = `B b` # c\n\n\n\ny: text = x\n#z\n\n#";
        var once = DslText.Format(text);

        Assert.Equal(once, DslText.Format(once));
        Assert.Equal("dsl_version \"1.0.0\"\n\n# a\n\nx = `B b`  # c\n\ny: text = x\n#z\n\n#\n", once);
    }
}
