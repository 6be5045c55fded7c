using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping.Joins;

/// <summary>Target columns that lie in a table the source refers to.</summary>
public sealed class JoinMappingTests : IDisposable
{
    private const string Customers = "customer_id,first_name,last_name,email,city,country_code,notes";
    private readonly TemporaryFolder _folder = new();

    private RunOverrides? Overrides { get; set; }

    [Fact]
    public async Task Run_ColumnsOfTwoTables_LooksUpTheOther()
    {
        var plan = Assert.Single((await RunAsync(Table("order_id", "customer_email", "city", "amount"))).Tables);

        var input = Assert.Single(plan.Inputs);
        var join = Assert.Single(input.Joins!);
        Assert.Equal(("orders", "customers", "customers", "customer_id", "customer_id"), (input.Source, join.Table, join.As, join.Reference, join.Key));
        Assert.Equal(["email", "city"], join.Columns);
        Assert.Empty(plan.Unmapped);
        var city = input.Columns.Single(c => c.Target == "city");
        Assert.Equal(("lookup", "customers.city"), (city.Strategy, Assert.Single(city.Sources)));
        Assert.Equal((30L, 30L), (city.Proof!.Rows, city.Proof.Succeeded));
        Assert.Contains(city.Rationale, r => r.Contains("'customers' is looked up by 'customer_id'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NameOfTheOtherTable_IsComposedOfItsParts()
    {
        var input = Assert.Single((await RunAsync(Table("order_id", "customer_name"))).Tables[0].Inputs);

        var name = input.Columns.Single(c => c.Target == "customer_name");
        Assert.Equal(("compose", "customers.first_name, customers.last_name"), (name.Strategy, string.Join(", ", name.Sources)));
    }

    [Fact]
    public async Task Run_ThroughASecondTable_FollowsBothReferences()
    {
        var input = Assert.Single((await RunAsync(Table("order_id", "country_name"))).Tables[0].Inputs);

        Assert.Equal([("customers", "customer_id"), ("countries", "customers.country_code")], input.Joins!.Select(j => (j.Table, j.Reference)));
        Assert.Equal("countries.country_name", Assert.Single(input.Columns.Single(c => c.Target == "country_name").Sources));
    }

    [Fact]
    public async Task Run_WordThatManyTablesHave_IsNotTakenFromAnother()
    {
        var plan = (await RunAsync(Table("order_id", "amount", "notes"))).Tables[0];

        Assert.Null(Assert.Single(plan.Inputs).Joins);
        Assert.Equal(["notes"], plan.Unmapped);
    }

    [Fact]
    public async Task Run_TwoTargetsLookUpOtherColumns_EachIsProvedOnItsOwn()
    {
        var (plan, _) = await OutcomeAsync([Table("order_id", "city"), Table("order_id", "customer_email") with { Name = "order_mail" }], repeat: false);

        Assert.Equal([["city"], ["email"]], plan.Tables.Select(static t => Assert.Single(Assert.Single(t.Inputs).Joins!).Columns));
        Assert.All(plan.Tables, static t => Assert.Equal((30L, 30L), (t.Inputs[0].Columns[1].Proof!.Rows, t.Inputs[0].Columns[1].Proof!.Succeeded)));
        Assert.All(plan.Tables.SelectMany(static t => t.Inputs[0].Columns[1].Proof!.Examples), static e => Assert.NotNull(e.After));
    }

    [Fact]
    public async Task Run_TableThatRefersToThisOneOnce_IsLookedUp()
    {
        _folder.Write("in/loyalty.csv", "customer_id,loyalty_points\n" + string.Join('\n', Enumerable.Range(0, 12).Select(static i => $"{100 + i},{i * 75 + 3}")) + "\n");
        var target = new TargetTable
        {
            Name = "customers", PrimaryKey = ["customer_id"],
            Columns = [new TargetColumn { Name = "customer_id", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "email", Type = ColumnType.Text }, new TargetColumn { Name = "first_name", Type = ColumnType.Text },
                new TargetColumn { Name = "last_name", Type = ColumnType.Text }, new TargetColumn { Name = "loyalty_points", Type = ColumnType.Int64 }],
        };
        Overrides = new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["customers"] = ["customers"] } };
        var (plan, reasons) = await OutcomeAsync([target], repeat: false, "loyalty.csv");

        Assert.Empty(plan.Tables[0].Unmapped);
        Assert.Equal(["loyalty.loyalty_points"], plan.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "loyalty_points").Sources);
        Assert.DoesNotContain(reasons, static r => r.Contains("'loyalty.loyalty_points'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WordThatManyTablesHave_SaysWhatToCallIt()
    {
        var (_, reasons) = await OutcomeAsync([Table("order_id", "amount", "notes")], repeat: false);

        var hint = Assert.Single(reasons, static r => r.Contains("'customers.notes'", StringComparison.Ordinal));
        Assert.Contains("call the target's 'customers_notes'", hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeyThatRepeats_IsRefusedWithAReason()
    {
        var (plan, reasons) = await OutcomeAsync([Table("customer_id", "email", "amount") with { Name = "customers", PrimaryKey = ["customer_id"] }], repeat: true);

        Assert.Null(Assert.Single(plan.Tables[0].Inputs).Joins);
        Assert.Contains(reasons, r => r.Contains("'orders.amount'", StringComparison.Ordinal) && r.Contains("several rows of it refer to one of 'customers'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_JoinedColumns_CountAsUsed()
    {
        var plan = await RunAsync(Table("order_id", "customer_email", "city", "amount"));

        Assert.DoesNotContain("customers.city", plan.UnusedSources);
        Assert.DoesNotContain("customers.customer_id", plan.UnusedSources);
        Assert.Contains("customers.notes", plan.UnusedSources);
    }

    [Fact]
    public async Task Run_FewPersonsOverManyRows_AreMaskedAsInTheirOwnTable()
    {
        string[] people = ["Jane", "Omar", "Lena", "Paul", "Mia", "Ines", "Tom", "Sara", "Ivan", "Ruth", "Noah", "Emma"];
        _folder.Write("in/tickets.csv", "ticket_no,desk_id\n" + string.Join('\n', Enumerable.Range(0, 60).Select(static i => $"{9000 + i},{40 + i % 5}")) + "\n");
        _folder.Write("in/desks.csv", "desk_id,assigned\n" + string.Join('\n', people.Select(static (name, i) => $"{40 + i},{name}")) + "\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["tickets.csv", "desks.csv"], Target = [Table("ticket_no", "assigned")] };
        var assigned = (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "assigned");

        Assert.Equal(["desks.assigned"], assigned.Sources);
        Assert.NotEmpty(assigned.Proof!.Examples);
        Assert.All(assigned.Proof.Examples, e => Assert.DoesNotContain(people, p => e.Before == p || e.After == p));
    }

    public void Dispose() => _folder.Dispose();

    private static TargetTable Table(params string[] columns) => new()
    {
        Name = "order_report", PrimaryKey = [columns[0]],
        Columns = [.. columns.Select((name, i) => new TargetColumn { Name = name, Type = i == 0 ? ColumnType.Int64 : name == "amount" ? ColumnType.Decimal(10, 2) : ColumnType.Text, Nullable = i > 0 })],
    };

    private async Task<MappingPlanArtifact> RunAsync(TargetTable target) => (await OutcomeAsync([target], repeat: false)).Plan;

    private async Task<(MappingPlanArtifact Plan, IReadOnlyList<string> Reasons)> OutcomeAsync(IReadOnlyList<TargetTable> target, bool repeat, params string[] more)
    {
        string[] cities = ["Ulm", "Kiel", "Jena"], countries = ["DE", "FR", "IT", "ES"];
        _folder.Write("in/orders.csv", "order_id,customer_id,amount\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{9000 + i},{100 + i % 12},{i}.50")) + "\n");
        _folder.Write("in/customers.csv", Customers + "\n" + string.Join('\n', Enumerable.Range(0, repeat ? 12 : 14).Select(i => $"{100 + i},Ann{(char)('a' + i)},Stone{(char)('a' + i)},person{i}@example.com,{cities[i % 3]},{countries[i % 4]},seen {i}")) + "\n");
        _folder.Write("in/countries.csv", "country_code,country_name\nDE,Germany\nFR,France\nIT,Italy\nES,Spain\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["orders.csv", "customers.csv", "countries.csv", .. more], Target = target, Overrides = Overrides };
        var outcome = await run.RunAsync();
        return (outcome.Output, outcome.Reasons);
    }
}
