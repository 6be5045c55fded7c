using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Tests.Migration;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Loads into tables that hold rows numbered before: what is there keeps its number, what is new gets the next one, and references say the same.</summary>
public sealed class KeptNumberTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE person (person_id BIGINT PRIMARY KEY, person_source_value TEXT, family_name TEXT, birth_date DATE);
        CREATE TABLE visit (visit_id BIGINT PRIMARY KEY, visit_source_value TEXT, person_id BIGINT NOT NULL, visit_date DATE, ward TEXT);
        """;

    private static readonly RbacActor Ann = new("ann", Role.Operator);
    private readonly TemporaryFolder _folder = new();

    public KeptNumberTests()
    {
        _folder.Write("target.sql", Schema);
        Persons(0, 20);
        Visits(0, 40, 0, 20);
    }

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task Upsert_OldAndNewRows_OldKeepTheirNumbersAndNewComeBehind(string engine)
    {
        await RunAsync(engine: engine);

        // In another order, without the first ten, with ten new ones; every visit is of one of these.
        Persons(10, 30, backwards: true);
        Visits(30, 60, 10, 20);
        var second = await RunAsync(engine: engine);

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal([0L, 0L], second.Migration!.Tables.Select(static t => t.Quarantined));
        Assert.Equal("30", Ask("SELECT count(*) || '' FROM person"));
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_id <= 20 AND person_source_value <> {NameSql("person_id - 1")}"));
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_id > 20 AND person_source_value <> {NameSql("50 - person_id")}"));
        Assert.Equal("60", Ask("SELECT count(*) FROM visit"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit WHERE visit_source_value[2:4] <> printf('%03x', visit_id - 1)"));
    }

    [Fact]
    public async Task Upsert_ReferencesToRowsOfTheEarlierLoadAlone_FindTheirNumbers()
    {
        await RunAsync();
        Persons(15, 30);
        Visits(40, 60, 12, 18);
        var second = await RunAsync();

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal([0L, 0L], second.Migration!.Tables.Select(static t => t.Quarantined));
        Assert.Equal("60", Ask("SELECT count(*) FROM visit"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
    }

    [Fact]
    public async Task Insert_OldAndNewRows_PutsNewOnesInAndOldOnesAside()
    {
        await RunAsync(load: "insert");
        Persons(10, 30);
        Visits(40, 50, 10, 20);
        var second = await RunAsync(load: "insert");

        Assert.Equal([("person", 10L, 10L), ("visit", 10L, 0L)], second.Migration!.Tables.OrderBy(static t => t.Table, StringComparer.Ordinal).Select(static t => (t.Table, t.RowsOut, t.Quarantined)));
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_source_value <> {NameSql("person_id - 1")}"));
    }

    [Theory]
    [InlineData(FailpointNames.ChunkCheckpointed)]
    [InlineData(FailpointNames.BeforeValidation)]
    [InlineData(FailpointNames.BeforePromotion)]
    [InlineData(FailpointNames.AfterPromotion)]
    public async Task Resume_AfterAStop_GivesTheSameRows(string stop)
    {
        await RunAsync();
        Persons(10, 30, backwards: true);
        Visits(30, 60, 10, 20);
        var stopped = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, services => Composition.Compose(services with { Failpoints = new CrashFailpoints(stop, 1) }, null));
        await Assert.ThrowsAsync<CrashException>(() => stopped.RunAsync(Contract("upsert"), Settings));
        var resumed = await Lumos().ResumeAsync(null, Settings);

        Assert.Equal(RunStatus.Completed, resumed.Status);
        Assert.Equal("30|50", Ask("SELECT count(*) || '|' || (SELECT count(*) FROM person WHERE person_id > 20) * 5 FROM person"));
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_id > 20 AND person_source_value <> {NameSql("50 - person_id")}"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
    }

    [Fact]
    public async Task Release_PersonAndVisitsOfTheSecondLoad_GetOneNumber()
    {
        await RunAsync();
        Persons(10, 30, broken: 25);
        Visits(30, 60, 20, 30);
        var second = await RunAsync();

        // Whoever refers to a row that is not put in waits with it, though the target declares no reference.
        Assert.Equal(1L, second.Migration!.Tables.Single(static t => t.Table == "person").Quarantined);
        Assert.Equal(3L, second.Migration.Tables.Single(static t => t.Table == "visit").Quarantined);
        await Lumos().EditQuarantineAsync(second.RunId, static record => record.Table == "person", new Dictionary<string, string?> { ["birth_date"] = "1975-03-01" }, Ann);
        var release = await Lumos().ReleaseQuarantineAsync(second.RunId, new Dictionary<string, string>(), Ann, Settings);

        Assert.Equal((4L, 0L), (release.Resolved, release.Open));
        Assert.Equal("30|60", Ask("SELECT count(*) || '|' || (SELECT count(*) FROM visit) FROM person"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
    }

    [Fact]
    public async Task VerifyAndRollback_SecondLoad_HoldAndGoBack()
    {
        await RunAsync();
        var before = Ask("SELECT string_agg(person_id || ':' || person_source_value, ' ' ORDER BY person_id) FROM person");
        Persons(10, 30);
        Visits(30, 60, 10, 20);
        var second = await RunAsync();
        Assert.True((await Lumos().VerifyAsync(second.RunId)).IsSame);
        await Lumos().RollBackAsync(second.RunId, Ann);

        Assert.Equal(before, Ask("SELECT string_agg(person_id || ':' || person_source_value, ' ' ORDER BY person_id) FROM person"));
        Assert.Equal("40", Ask("SELECT count(*) FROM visit"));
        var third = await RunAsync();
        Assert.Equal(RunStatus.Completed, third.Status);
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_source_value <> {NameSql("person_id - 1")}"));
    }

    [Fact]
    public async Task Upsert_HomeWithoutTheSourcesKey_IsRefusedWithWhatToDo()
    {
        _folder.Write("target.sql", "CREATE TABLE person (person_id BIGINT PRIMARY KEY, family_name TEXT, birth_date DATE);");
        await RunAsync();
        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync());

        Assert.Equal("MIGRATION_NUMBERS_ANEW", error.Reason);
        Assert.Contains("keeps no column with 'person'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("person_source_value", error.NextStep, StringComparison.Ordinal);
        Assert.Equal("20", Ask("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task Upsert_OneKeyWithTwoNumbers_IsRefused()
    {
        await RunAsync();
        Do($"INSERT INTO person VALUES (77, {NameSql("0")}, 'Twin', NULL)");
        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync());

        Assert.Equal("MIGRATION_NUMBERS_UNCLEAR", error.Reason);
    }

    [Fact]
    public async Task Upsert_NumberThatOnlyAReferenceHolds_IsGivenToNobody()
    {
        // The last person never came, but a visit has its number.
        Persons(0, 20, broken: 19);
        Visits(0, 40, 0, 20);
        await RunAsync();
        Assert.Equal("19|20", Ask("SELECT max(p.person_id) || '|' || (SELECT max(person_id) FROM visit) FROM person p"));
        Persons(0, 21);
        await RunAsync();

        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
        Assert.Equal("22", Ask("SELECT max(person_id) FROM person"));
    }

    [Fact]
    public async Task Append_RowsNumberedInTheirOrder_GoOnBehind()
    {
        _folder.Write("target.sql", "CREATE TABLE event (event_id BIGINT NOT NULL, kind TEXT, happened DATE);");
        Events("start", 30);
        await RunAsync(load: "append", sources: ["events.csv"]);
        Events("stop", 25);
        var second = await RunAsync(load: "append", sources: ["events.csv"]);

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal("55|55|55|31", Ask("SELECT count(*) || '|' || count(DISTINCT event_id) || '|' || max(event_id) || '|' || min(event_id) FILTER (kind LIKE 'stop%') FROM event"));
        var error = await Assert.ThrowsAsync<LumosException>(() => { _folder.Write("target.sql", "CREATE TABLE event (event_id BIGINT PRIMARY KEY, kind TEXT, happened DATE);"); return RunAsync(load: "upsert", sources: ["events.csv"]); });
        Assert.Contains(error.Reason, new[] { "MIGRATION_NUMBERS_ANEW", "TARGET_SCHEMA_MISMATCH" });
    }

    public void Dispose() => _folder.Dispose();

    private static string Name(int person) => $"p{person:00}-{person * 4660 % 65536:x4}";

    private static string NameSql(string person) => $"printf('p%02d-%04x', {person}, (({person}) * 4660) % 65536)";

    private void Persons(int from, int to, bool backwards = false, int broken = -1)
    {
        var some = Enumerable.Range(from, to - from);
        _folder.Write("persons.csv", "person,family_name,birth_date\n" + string.Join('\n', (backwards ? some.Reverse() : some).Select(i => $"{Name(i)},Stone{(char)('a' + i % 26)},{(i == broken ? "unclear" : $"19{50 + i}-03-0{1 + i % 9}")}")) + "\n");
    }

    // A visit's ward is called like its person, so that the reference can be checked.
    private void Visits(int from, int to, int fromPerson, int toPerson) =>
        _folder.Write("visits.csv", "visit,person,visit_date,ward\n" + string.Join('\n', Enumerable.Range(from, to - from).Select(i => (Visit: i, Person: fromPerson + (i * 7 % (toPerson - fromPerson)))).Select(static v => $"v{v.Visit:x3}-{v.Visit * 7919 % 65536:x4},{Name(v.Person)},2024-01-{1 + v.Visit % 28:00},{Name(v.Person)}")) + "\n");

    private void Events(string kind, int count) =>
        _folder.Write("events.csv", "kind,happened\n" + string.Join('\n', Enumerable.Range(0, count).Select(i => $"{kind} {i % 5},2024-02-{1 + i % 20:00}")) + "\n");

    private RunSettings Settings => new() { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };

    private LumosEngine Lumos() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private Task<RunResult> RunAsync(string load = "upsert", string? engine = null, string[]? sources = null) => Lumos().RunAsync(Contract(load, engine, sources), Settings);

    private static RunContract Contract(string load, string? engine = null, string[]? sources = null) =>
        new RunContractBuilder().From(sources ?? ["persons.csv", "visits.csv"]).ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build() with
        {
            Overrides = new RunOverrides { TransformEngine = engine, Load = new Dictionary<string, string> { ["*"] = load } },
        };

    private string Ask(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private void Do(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]}");
        connection.Open();
        connection.Execute(sql);
    }
}
