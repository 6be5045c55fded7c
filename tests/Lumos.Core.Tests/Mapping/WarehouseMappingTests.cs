using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping;

/// <summary>The export of a customer system into a warehouse: every dimension and fact is fed by its own table, whatever others could fill of it by looking up.</summary>
public sealed class WarehouseMappingTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE dim_sales_rep (sales_rep_key integer PRIMARY KEY, crm_user_id varchar(18) NOT NULL, first_name text, last_name text, email text);
        CREATE TABLE dim_customer (customer_key integer PRIMARY KEY, crm_account_id varchar(18) NOT NULL UNIQUE, customer_name text NOT NULL, industry text, city text, state_code text, annual_revenue numeric(14,2), sales_rep_key integer REFERENCES dim_sales_rep);
        CREATE TABLE dim_contact (contact_key integer PRIMARY KEY, customer_key integer NOT NULL REFERENCES dim_customer, crm_contact_id varchar(18), full_name text, email text, job_title text, birth_date date);
        CREATE TABLE fact_opportunity (opportunity_key integer PRIMARY KEY, customer_key integer NOT NULL REFERENCES dim_customer, opportunity_name text, stage text, amount numeric(14,2), win_probability numeric(4,3), expected_close_date date, lead_source text);
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_ExportOfACustomerSystem_EveryTableIsFedByItsOwn()
    {
        var plan = await RunAsync();

        Assert.Equal([("dim_contact", "contact"), ("dim_customer", "account"), ("dim_sales_rep", "user"), ("fact_opportunity", "opportunity")],
            plan.Tables.OrderBy(static t => t.Target, StringComparer.Ordinal).Select(static t => (t.Target, Assert.Single(t.Inputs).Source)));
        Assert.All(plan.Tables, static t => Assert.Empty(t.Unmapped));
        Assert.Equal("Id", Source(plan, "dim_customer.crm_account_id"));
        Assert.Equal("Id", Source(plan, "dim_sales_rep.crm_user_id"));
        Assert.Equal("account_key.number", Source(plan, "fact_opportunity.customer_key"));
        Assert.Equal("account_key.number", Source(plan, "dim_contact.customer_key"));
        Assert.All(plan.Tables.SelectMany(static t => t.Inputs[0].Columns).Where(static c => c.Target.StartsWith("crm_", StringComparison.Ordinal)), static c => Assert.Equal(GateDecision.Accept, c.Decision));
    }

    [Fact]
    public async Task Run_ThingsBesidePersons_GetNoPersonsName()
    {
        var plan = await RunAsync(without: "Opportunity");

        var fact = plan.Tables.Single(static t => t.Target == "fact_opportunity");
        Assert.DoesNotContain(fact.Inputs.SelectMany(static i => i.Columns), static c => c.Target is "lead_source" or "opportunity_name" && c.Strategy == "compose");
    }

    [Fact]
    public async Task Run_PercentWithoutASignIntoAFraction_WaitsForAPerson()
    {
        var column = (await RunAsync()).Tables.Single(static t => t.Target == "fact_opportunity").Inputs[0].Columns.Single(static c => c.Target == "win_probability");

        Assert.Equal((GateDecision.Hold, "unit"), (column.Decision, column.Strategy));
        Assert.Contains("\"100\"", column.Dsl, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Source(MappingPlanArtifact plan, string name) =>
        Assert.Single(plan.Tables.Single(t => t.Target == name.Split('.')[0]).Inputs[0].Columns.Single(c => c.Target == name.Split('.')[1]).Sources);

    private static string Id(string kind, int i) => $"{kind}{i * 7919 % 100000:00000}Zx{(char)('A' + i % 26)}{(char)('a' + i / 26)}AAX";

    private async Task<MappingPlanArtifact> RunAsync(string? without = null)
    {
        string[] first = ["Laura", "Marc", "Ines", "Tom"], last = ["Hill", "Stone", "Okafor", "Silva"], towns = ["Leeds", "Austin", "Bonn"], stages = ["Prospecting", "Closed Won", "Closed Lost"];
        Write("User", "Id,LastName,FirstName,Email", 8, i => $"{Id("005", i)},{last[i % 4]},{first[i / 4]},u{i}@corp.example");
        Write("Account", "Id,Name,Industry,BillingCity,BillingState,AnnualRevenue,OwnerId", 60, i => $"{Id("001", i)},{last[i % 4]} Works {i},{(i % 2 == 0 ? "Banking" : "Retail")},{towns[i % 3]},{(i % 3 == 1 ? "TX" : "")},{100 + i}000.0,{Id("005", i % 8)}");
        Write("Contact", "Id,AccountId,FirstName,LastName,Email,Title,Department,Birthdate,OwnerId", 160, i =>
            $"{Id("003", i)},{Id("001", i * 7 % 60)},{first[i % 4]},{last[i / 4 % 4]},p{i}@example.com,{(i % 2 == 0 ? "Buyer" : "Engineer")},{(i % 3 == 0 ? "IT" : "Sales")},19{60 + i % 40}-0{1 + i % 9}-1{i % 9},{Id("005", i % 8)}");
        Write("Opportunity", "Id,AccountId,Name,StageName,Amount,Probability,CloseDate,LeadSource,OwnerId", 200, i =>
            $"{Id("006", i)},{Id("001", i * 11 % 60)},Deal {i},{stages[i % 3]},{(i % 50 + 1) * 100}.0,{(i % 4) switch { 0 => 10, 1 => 50, 2 => 90, _ => 100 }}.0,2024-0{1 + i % 9}-2{i % 9},{(i % 2 == 0 ? "Web" : "Partner")},{Id("005", i % 8)}");
        _folder.Write("wh.sql", Schema);
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Target = await TargetSchemaReader.ReadAsync(_folder["wh.sql"]),
            Locations = [.. new[] { "User", "Account", "Contact", "Opportunity" }.Where(n => n != without).Select(static n => n + ".csv")],
        };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
