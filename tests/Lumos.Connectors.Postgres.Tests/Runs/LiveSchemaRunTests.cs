using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Runs whose target schema is a live one, with what people declare there: numbering, defaults, types of the server's own, unique indexes over expressions.</summary>
[Collection(ServerTests.Name)]
public sealed class LiveSchemaRunTests(ServerFixture fixture)
{
    private const string Tables = """
        CREATE TYPE tier AS ENUM ('bronze', 'gold');
        CREATE TABLE countries (code char(2) PRIMARY KEY);
        INSERT INTO countries VALUES ('DE'), ('FR');
        CREATE TABLE customers (
            id bigserial PRIMARY KEY, uid uuid NOT NULL DEFAULT gen_random_uuid(), email varchar(60) NOT NULL, full_name varchar(40) NOT NULL, tier tier NOT NULL DEFAULT 'bronze',
            country_code char(2) REFERENCES countries, score real, tags text[] DEFAULT '{}', meta jsonb, created_at timestamptz NOT NULL DEFAULT now(), initial text GENERATED ALWAYS AS (left(full_name, 1)) STORED,
            CONSTRAINT gold_in_france CHECK (tier = 'bronze' OR country_code = 'FR'));
        CREATE UNIQUE INDEX one_email ON customers (lower(email));
        CREATE UNIQUE INDEX one_gold ON customers (full_name) WHERE tier = 'gold';
        CREATE VIEW everyone AS SELECT * FROM customers;
        INSERT INTO customers (email, full_name) VALUES ('old@example.org', 'Old One')
        """;

    private static string Rows(string more, string header = "email,full_name,tier,country_code") => header + "\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"user{i}@example.org,Person {i},bronze,DE\n")) + more;

    private static RunContract Contract(TestDatabase database, string? load)
    {
        var schema = database.Location + (database.Location.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "table=customers";
        var overrides = load is null ? new RunOverrides() : new RunOverrides { Load = new Dictionary<string, string> { ["customers"] = load } };
        return new RunContractBuilder().From("customers.csv").ToSchema(schema).Into(database.Location).As("ann", Role.Operator).WithOverrides(overrides).Build();
    }

    [ServerFact]
    public async Task Append_LeavesToTheServerWhatItFills_AndAsksWhatItsIndexesAsk()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        folder.Write("customers.csv", Rows("USER7@example.org,Seven,bronze,DE\nOLD@example.org,Another,bronze,FR\na@example.org,Twice,gold,FR\nb@example.org,Twice,gold,FR\nc@example.org,Twice,bronze,FR\nd@example.org,Lost,bronze,XX\ne@example.org,Eve,gold,DE\n"));

        var result = await folder.RunAsync(Contract(database, "append"), folder.Path);

        Assert.Equal(RunStatus.Completed, result.Status);
        var reasons = new List<string>();
        await foreach (var record in folder.Engine().ReadQuarantineAsync(result.RunId)) reasons.Add(string.Join(", ", record.Reasons));
        Assert.Equal(["UNIQUE_VIOLATION in email (one_email)", "UNIQUE_VIOLATION in email (one_email)", "UNIQUE_VIOLATION in full_name (one_gold)", "FK_ORPHAN in country_code", "CHECK_VIOLATION in tier (gold_in_france)"], reasons);
        Assert.Equal("203", database.Value("SELECT count(*) FROM customers"));
        Assert.Equal("203|203|203|202", database.Value("SELECT count(DISTINCT id) || '|' || count(DISTINCT uid) || '|' || count(created_at) || '|' || count(*) FILTER (WHERE initial = 'P' OR initial = 'T') FROM customers WHERE score IS NULL"));
        Assert.True((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
        await folder.Engine().RollBackAsync(result.RunId, new RbacActor("ann", Role.Operator));
        Assert.Equal("old@example.org", database.Value("SELECT string_agg(email, ',') FROM customers"));
    }

    [ServerFact]
    public async Task KeyThatIsMapped_IsUpsertedBy()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        var lines = Rows("").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("customers.csv", string.Join('\n', lines.Select((line, i) => (i == 0 ? "id" : (i + 1000).ToString(System.Globalization.CultureInfo.InvariantCulture)) + "," + line)) + "\n");

        var result = await folder.RunAsync(Contract(database, null), folder.Path);

        Assert.Equal(new RowChanges(200, 0, 0), result.Migration!.Tables[0].Changes);
        Assert.Equal("1201", database.Value("INSERT INTO customers (email, full_name) VALUES ('next@example.org', 'Next') RETURNING id"));
    }

    [ServerTheory]
    [InlineData("&table=custmers", "INGEST_TABLE_MISSING")]
    [InlineData("&table=everyone", "INGEST_TABLE_MISSING")]
    public async Task SchemaThatCannotBeFilled_IsRefused(string table, string reason)
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        folder.Write("customers.csv", Rows(""));
        var contract = new RunContractBuilder().From("customers.csv").ToSchema(database.Location + (database.Location.Contains('?', StringComparison.Ordinal) ? table : "?" + table[1..])).Into(database.Location).As("ann", Role.Operator).Build();

        var refused = await Assert.ThrowsAsync<LumosException>(() => folder.RunAsync(contract, folder.Path));

        Assert.Equal(reason, refused.Reason);
    }

    [ServerFact]
    public async Task WithoutASchema_TheTargetIsAsked()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        folder.Write("customers.csv", Rows(""));
        var contract = Contract(database, "append");

        var result = await folder.RunAsync(contract with { Rhs = contract.Rhs with { SchemaRef = null, Tables = ["customers"] } }, folder.Path);

        Assert.Equal((RunStatus.Completed, 200L), (result.Status, result.Migration!.Tables[0].RowsOut));
        Assert.Equal("201|201", database.Value("SELECT count(*) || '|' || count(DISTINCT id) FROM customers"));
    }

    [ServerFact]
    public async Task SchemaOfADatabase_ForAFile()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        folder.Write("customers.csv", Rows(""));
        var contract = Contract(database, null);

        var result = await folder.RunAsync(contract with { Rhs = contract.Rhs with { Source = new EndpointSource("file"), Location = ["out.duckdb"] } }, folder.Path);

        Assert.Equal((RunStatus.Completed, 200L), (result.Status, result.Migration!.Tables[0].RowsOut));
    }
}
