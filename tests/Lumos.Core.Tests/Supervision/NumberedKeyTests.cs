using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Targets whose keys are numbers, from sources whose keys are none: from the files to the rows.</summary>
public sealed class NumberedKeyTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE visit (visit_id BIGINT PRIMARY KEY, person_id BIGINT NOT NULL REFERENCES person, visit_date DATE, ward TEXT);
        CREATE TABLE person (person_id BIGINT PRIMARY KEY, person_source_value TEXT, family_name TEXT, birth_date DATE);
        """;

    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private readonly TemporaryFolder _folder = new();

    public NumberedKeyTests()
    {
        _folder.Write("persons.csv", "person,family_name,birth_date\n" + string.Join('\n', Enumerable.Range(0, 20).Select(static i => $"{Name(i)},Stone{(char)('a' + i)},19{50 + i}-03-0{1 + i % 9}")) + "\n");
        _folder.Write("visits.csv", "visit,person,visit_date,ward\n" + string.Join('\n', Enumerable.Range(0, 40).Select(static i => $"v{i:x3}-{i * 7919 % 65536:x4},{(i == 5 ? "p99-0000" : Name((i * 7) % 20))},2024-01-{1 + i % 28:00},{(i % 2 == 0 ? "east" : "west")}")) + "\n");
        _folder.Write("target.sql", Schema);
    }

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task Run_KeysThatAreNoNumbers_NumbersRowsAndWhatRefersToThem(string engine)
    {
        var result = await RunAsync(new RunOverrides { TransformEngine = engine });

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["surrogate", "surrogate"], (await PlanAsync()).Tables.Select(static t => t.KeyStrategy));
        Assert.Equal([("person", 20L, 0L), ("visit", 39L, 1L)], result.Migration!.Tables.OrderBy(static t => t.Table, StringComparer.Ordinal).Select(static t => (t.Table, t.RowsOut, t.Quarantined)));
        Assert.Equal([new KeyValuePair<string, long>("JOIN_NO_MATCH", 1)], result.Migration.Tables.Single(static t => t.Table == "visit").QuarantineReasons);
        Assert.Equal("1:p00-0000 2:p01-1234", Ask("SELECT string_agg(person_id || ':' || person_source_value, ' ' ORDER BY person_id) FROM person WHERE person_id < 3"));
        // Every visit is of the person the file says: row i of the visits names person i * 7 % 20.
        Assert.Equal("0", Ask("SELECT count(*) FROM visit WHERE person_id <> (visit_id - 1) * 7 % 20 + 1"));
    }

    [Fact]
    public async Task Run_Again_GivesTheSameNumbers()
    {
        await RunAsync();
        var before = Ask("SELECT string_agg(visit_id || ':' || person_id, ' ' ORDER BY visit_id) FROM visit");
        await RunAsync();

        Assert.Equal(before, Ask("SELECT string_agg(visit_id || ':' || person_id, ' ' ORDER BY visit_id) FROM visit"));
    }

    [Fact]
    public async Task Run_RepeatedRow_IsOneRowWithTheFirstNumber()
    {
        await File.AppendAllTextAsync(_folder["persons.csv"], $"{Name(3)},Stoned,1953-03-04\n");
        _folder.Write("target.sql", "CREATE TABLE person (person_id BIGINT PRIMARY KEY, person_source_value TEXT, family_name TEXT, birth_date DATE);");
        var result = await RunAsync(new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["person"] = ["persons"] } });

        // A key that repeats is no key the catalog vouches for: rows are numbered in their order then, and a person is asked.
        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Contains("no column of 'persons' identifies a row", (await PlanAsync()).Tables[0].Inputs[0].Columns.Single(static c => c.Target == "person_id").Rationale[0], StringComparison.Ordinal);
        Assert.Equal(GateDecision.Hold, (await PlanAsync()).Tables[0].Inputs[0].Columns.Single(static c => c.Target == "person_id").Decision);
        Assert.Equal("21", Ask("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task Plan_CodeThatRepeats_IsNoKeyAndNoKeyOfAnothersIsTheDrugs()
    {
        _folder.Write("drugs.csv", "start,person,code,dispenses\n" + string.Join('\n', Enumerable.Range(0, 60).Select(static i => $"2024-02-{1 + i % 28:00},{Name(i % 20)},{860000 + i % 9},{1 + i % 3}")) + "\n");
        _folder.Write("target.sql", Schema + "CREATE TABLE drug_exposure (drug_exposure_id BIGINT PRIMARY KEY, person_id BIGINT NOT NULL REFERENCES person, drug_exposure_start_date DATE, quantity BIGINT, drug_source_value TEXT);");
        await Lumos().PlanAsync(Contract() with { Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["persons.csv", "visits.csv", "drugs.csv"] } }, Settings);

        var drugs = (await PlanAsync()).Tables.Single(static t => t.Target == "drug_exposure").Inputs;
        Assert.Equal("drugs", Assert.Single(drugs).Source);
        Assert.Equal("drugs_row.number", Assert.Single(drugs[0].Columns.Single(static c => c.Target == "drug_exposure_id").Sources));
        Assert.DoesNotContain(drugs[0].Columns, static c => c.Target == "drug_source_value" && c.Sources.Contains("person"));
    }

    [Fact]
    public async Task Run_RowsOfSeveralSources_AreNotNumbered()
    {
        _folder.Write("more/people_b.csv", "person,family_name,birth_date\n" + string.Join('\n', Enumerable.Range(30, 20).Select(static i => $"{Name(i)},Rivers{(char)('a' + i - 30)},1961-02-1{i % 9}")) + "\n");
        _folder.Write("target.sql", "CREATE TABLE person (person_id BIGINT PRIMARY KEY, family_name TEXT, birth_date DATE);");
        var contract = Contract(new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["person"] = ["persons", "people_b"] } }) with { Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["persons.csv", "more/people_b.csv"] } };
        var result = await Lumos().PlanAsync(contract, Settings);

        Assert.Contains("person_id", (await PlanAsync()).Tables[0].Unmapped);
        Assert.Contains(result.Reasons, static r => r.Contains("required column 'person.person_id'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TableThatHoldsOtherRows_IsRefusedAndUntouched()
    {
        await RunAsync();
        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(new RunOverrides { Load = new Dictionary<string, string> { ["*"] = "upsert" } }));

        Assert.Equal("MIGRATION_NUMBERS_ANEW", error.Reason);
        Assert.Equal("20", Ask("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task Retry_EditedReference_GetsTheNumberOfThatRow()
    {
        var run = await RunAsync();
        await Lumos().EditQuarantineAsync(run.RunId, static record => record.Row == 5, new Dictionary<string, string?> { ["person"] = Name(4) }, Ann);
        var release = await Lumos().ReleaseQuarantineAsync(run.RunId, new Dictionary<string, string>(), Ann, Settings);

        Assert.Equal((1L, 0L), (release.Resolved, release.Open));
        Assert.Equal("5", Ask("SELECT person_id FROM visit WHERE visit_id = 6"));
    }

    [Fact]
    public async Task Run_SomeTablesOfTheSchema_LeavesTheOthers()
    {
        var result = await Lumos().RunAsync(Contract() with { Rhs = Rhs(["PERSON"]) }, Settings);

        Assert.Equal("person", Assert.Single(result.Migration!.Tables).Table);
        var error = await Assert.ThrowsAsync<LumosException>(() => Lumos().RunAsync(Contract() with { Rhs = Rhs(["persn"]) }, Settings));
        Assert.Equal("TARGET_TABLE_UNKNOWN", error.Reason);
        Assert.Contains("Did you mean 'person'?", error.NextStep, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Name(int person) => $"p{person:00}-{person * 4660 % 65536:x4}";

    private RunSettings Settings => new() { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };

    private LumosEngine Lumos() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private async Task<MappingPlanArtifact> PlanAsync() => (await Lumos().GetArtifactsAsync()).Plan!;

    private Task<RunResult> RunAsync(RunOverrides? overrides = null) => Lumos().RunAsync(Contract(overrides), Settings);

    private static RunContract Contract(RunOverrides? overrides = null) =>
        new RunContractBuilder().From("persons.csv", "visits.csv").ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build() with { Overrides = overrides };

    private static RunEndpoint Rhs(string[] tables) => new() { Source = new EndpointSource("file"), Location = ["some.duckdb"], SchemaRef = "target.sql", Tables = tables };

    private string Ask(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
