using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping.Joins;

/// <summary>Where the source's users become the target's customers, what refers to a user refers to a customer; what a row refers to is not what it is.</summary>
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
    public async Task Run_TwoReferencesToOneTable_AreLeftToAPerson()
    {
        Write("id,user_id,seller_user_id,amount", static i => $"{i},{(i * 7 % 30) + 1001},{(i * 11 % 30) + 1001},{i}.50");
        var orders = await MapAsync("customer_id");

        Assert.All(orders.Inputs.Single().Columns.Where(static c => c.Target == "customer_id"), static c => Assert.Equal(GateDecision.Hold, c.Decision));
    }

    [Fact]
    public async Task Run_EventsThatOnlyShareTheirReferences_AreNotAppendedToEachOther()
    {
        static string Key(char kind, int i) => FormattableString.Invariant($"{kind}{(i * 7919) % 90001:D5}");
        _folder.Write("in/patients.csv", "patient_id,first_name,dob\n" + Rows(30, i => $"{Key('P', i)},Anna{i},1960-01-{i % 28 + 1:00}"));
        _folder.Write("in/diagnoses.csv", "diagnosis_id,patient_id,condition,onset_date\n" + Rows(60, i => $"{Key('D', i)},{Key('P', i % 30)},Asthma {i % 5},2024-02-{i % 28 + 1:00}"));
        _folder.Write("in/drugs.csv", "drug_id,patient_id,drug,refills\n" + Rows(60, i => $"{Key('M', i)},{Key('P', i % 30)},Ibuprofen {i % 5},{i % 4}"));
        static TargetTable Event(string name, params TargetColumn[] own) => new() { Name = name, PrimaryKey = [name + "_id"], Columns = [Column(name + "_id", ColumnType.Int64), Column("person_id", ColumnType.Int64), .. own], ForeignKeys = [new TargetForeignKey(["person_id"], "person", ["person_id"])] };
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["."],
            Target =
            [
                new TargetTable { Name = "person", PrimaryKey = ["person_id"], Columns = [Column("person_id", ColumnType.Int64), Column("first_name", ColumnType.Text)] },
                Event("condition_occurrence", Column("condition_source_value", ColumnType.Text), Column("condition_start_date", ColumnType.Date) with { Nullable = true }),
                Event("drug_exposure", Column("drug_source_value", ColumnType.Text), Column("refills", ColumnType.Int64) with { Nullable = true }),
            ],
        };

        var tables = (await run.RunAsync()).Output.Tables;
        Assert.Equal(["diagnoses"], tables.Single(static t => t.Target == "condition_occurrence").Inputs.Select(static i => i.Source));
        Assert.Equal(["drugs"], tables.Single(static t => t.Target == "drug_exposure").Inputs.Select(static i => i.Source));
        Assert.Equal(["onset_date"], tables.Single(static t => t.Target == "condition_occurrence").Inputs[0].Columns.Single(static c => c.Target == "condition_start_date").Sources);
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
