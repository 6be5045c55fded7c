using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.TargetSchemas;

/// <summary>What a database fills itself is left to it, and to no other place.</summary>
public sealed class GivenValuesTests
{
    private static readonly TargetTable Items = new()
    {
        Name = "items",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false, FillsItself = true }, new TargetColumn { Name = "name", Type = ColumnType.Text, Nullable = false },
            new TargetColumn { Name = "made_at", Type = ColumnType.Timestamp, Nullable = false, FillsItself = true },
        ],
        PrimaryKey = ["id"],
    };

    [Theory]
    [InlineData("postgres://a@h/d", "postgres://a@h/d?table=items", true)]
    [InlineData("postgres://a@h/d?schema=public", "postgres://a@h/d", true)]
    [InlineData("postgres://a@h/d?schema=x&table=a", "postgres://a@h/d?schema=x", true)]
    [InlineData("postgres://a@h/d?schema=x", "postgres://a@h/d", false)]
    [InlineData("postgres://a@h/d", "postgres://a@other/d", false)]
    [InlineData("out.duckdb", "postgres://a@h/d", false)]
    [InlineData("out.duckdb", null, true)]
    public void Columns_OfAnotherPlace_MayBeNullBesideTheKey(string target, string? schema, bool isSame)
    {
        var endpoint = new RunEndpoint { Source = new EndpointSource("sql"), Location = [target], SchemaRef = schema };

        var columns = GivenValues.For(endpoint, [Items])[0].Columns;

        Assert.Equal(isSame ? ["id! fills", "name!", "made_at! fills"] : ["id!", "name!", "made_at"], columns.Select(static column => column.Name + (column.Nullable ? "" : "!") + (column.FillsItself == true ? " fills" : "")));
    }
}
