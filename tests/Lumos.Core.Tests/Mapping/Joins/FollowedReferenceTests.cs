using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping.Joins;

/// <summary>Where the source's users become the target's customers, what refers to a user refers to a customer.</summary>
public sealed class FollowedReferenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TablesAreCalledDifferently_ReferencesFollowTheirRows()
    {
        Write("id,user_id,amount", static i => $"{i},{(i * 7 % 30) + 1001},{i}.50");
        var orders = await MapAsync("customer_id");

        var reference = orders.Inputs.Single().Columns.Single(static c => c.Target == "customer_id");
        Assert.Equal(["user_id"], reference.Sources);
        Assert.Equal(GateDecision.Accept, reference.Decision);
    }

    [Fact]
    public async Task Run_TwoReferencesToOneTable_AreNotGuessed()
    {
        Write("id,user_id,seller_user_id,amount", static i => $"{i},{(i * 7 % 30) + 1001},{(i * 11 % 30) + 1001},{i}.50");
        var orders = await MapAsync("customer_id");

        Assert.DoesNotContain(orders.Inputs.Single().Columns, static c => c.Target == "customer_id" && c.Rationale.Any(static r => r.Contains("whose rows become", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();

    private static TargetColumn Column(string name, ColumnType type) => new() { Name = name, Type = type, Nullable = false };

    private void Write(string header, Func<int, FormattableString> row)
    {
        _folder.Write("in/users.csv", "id,full_name,email\n" + Rows(30, static i => $"{i + 1001},Anna Meyer {i},user{i}@example.com"));
        _folder.Write("in/orders.csv", header + "\n" + Rows(60, row));
    }

    private static string Rows(int count, Func<int, FormattableString> row) => string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant(row(i)) + "\n"));

    private async Task<TableMapping> MapAsync(string reference)
    {
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["."],
            Target =
            [
                new TargetTable { Name = "orders", PrimaryKey = ["order_id"], Columns = [Column("order_id", ColumnType.Int64), Column(reference, ColumnType.Int64), Column("amount", ColumnType.Decimal(10, 2))], ForeignKeys = [new TargetForeignKey([reference], "customers", ["customer_id"])] },
                new TargetTable { Name = "customers", PrimaryKey = ["customer_id"], Columns = [Column("customer_id", ColumnType.Int64), Column("full_name", ColumnType.Text), Column("email", ColumnType.Text)] },
            ],
        };
        return (await run.RunAsync()).Output.Tables.Single(static t => t.Target == "orders");
    }
}
