using Lumos.Abstractions;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Loads into tables that hold rows numbered before: what is there keeps its number, what is new gets the next one, and references say the same.</summary>
public sealed partial class KeptNumberTests : IDisposable
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
        Assert.Empty(Directory.EnumerateFiles(_folder["state"], "numbers", SearchOption.AllDirectories));
        Assert.Equal("30", Ask("SELECT count(*) FROM person"));
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

        // Two of the visits are of a person the second file does not have.
        Persons(11, 34);
        Visits(40, 88, 10, 34);
        var second = await RunAsync();

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal([0L, 0L], second.Migration!.Tables.Select(static t => t.Quarantined));
        Assert.Equal("88|2", Ask("SELECT count(*) || '|' || count(*) FILTER (person_id = 11 AND visit_id > 40) FROM visit"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
    }

    [Fact]
    public async Task Incremental_PersonsThatDidNotChange_KeepTheNumbersVisitsReferTo()
    {
        var read = new Dictionary<string, IncrementalRead> { ["persons"] = new("changed") };
        Changed(0, 20);
        await Lumos().RunAsync(Contract("upsert", incremental: read), Settings);
        Changed(0, 30);
        Visits(20, 60, 0, 30);
        var second = await Lumos().RunAsync(Contract("upsert", incremental: read), Settings);

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal([("person", 11L), ("visit", 40L)], second.Migration!.Tables.OrderBy(static t => t.Table, StringComparer.Ordinal).Select(static t => (t.Table, t.RowsIn)));
        Assert.Equal("30|60", Ask("SELECT count(*) || '|' || (SELECT count(*) FROM visit) FROM person"));
        Assert.Equal("0", Ask($"SELECT count(*) FROM person WHERE person_source_value <> {NameSql("person_id - 1")}"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
    }

    [Fact]
    public async Task Upsert_EmployeesWhoReferToEachOther_KeepTheirNumbers()
    {
        _folder.Write("target.sql", "CREATE TABLE employee (employee_id BIGINT PRIMARY KEY, employee_source_value TEXT, manager_id BIGINT REFERENCES employee, hired DATE);");
        Employees(0, 30);
        await RunAsync(sources: ["employees.csv"]);
        Employees(10, 45);
        var second = await RunAsync(sources: ["employees.csv"]);

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal("45|0", Ask($"SELECT count(*) || '|' || count(*) FILTER (employee_source_value <> {NameSql("employee_id - 1")}) FROM employee"));
        Assert.Equal("0", Ask("SELECT count(*) FROM employee WHERE employee_id > 10 AND manager_id IS DISTINCT FROM 11 + (employee_id - 11) // 3 OR manager_id IS NULL"));
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

    [Theory]
    [InlineData("insert")]
    [InlineData("append")]
    public async Task Release_IntoTablesThatAreOnlyAddedTo_GivesPersonAndVisitsOneNumber(string load)
    {
        await RunAsync(load: load);
        Persons(20, 50, broken: 45);
        Visits(40, 100, 20, 50);
        var second = await RunAsync(load: load);
        Assert.Equal([("person", 29L, 1L), ("visit", 58L, 2L)], second.Migration!.Tables.OrderBy(static t => t.Table, StringComparer.Ordinal).Select(static t => (t.Table, t.RowsOut, t.Quarantined)));

        // The number the broken one was given may be another's by then.
        Persons(50, 60);
        Visits(100, 120, 50, 60);
        await RunAsync(load: load);
        Persons(20, 50, broken: 45);
        Visits(40, 100, 20, 50);
        await Lumos().EditQuarantineAsync(second.RunId, static record => record.Table == "person", new Dictionary<string, string?> { ["birth_date"] = "1975-03-01" }, Ann);
        var release = await Lumos().ReleaseQuarantineAsync(second.RunId, new Dictionary<string, string>(), Ann, Settings);

        Assert.Equal((3L, 0L), (release.Resolved, release.Open));
        Assert.Equal("60|60|120|120", Ask("SELECT count(*) || '|' || count(DISTINCT person_id) || '|' || (SELECT count(*) || '|' || count(DISTINCT visit_id) FROM visit) FROM person"));
        Assert.Equal("0", Ask("SELECT count(*) FROM visit v LEFT JOIN person p USING (person_id) WHERE p.person_source_value IS DISTINCT FROM v.ward"));
        Assert.True((await Lumos().VerifyAsync(release.Run.RunId)).IsSame);
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
    }

    [Fact]
    public async Task Upsert_RowsNumberedInTheirOrder_IsRefused()
    {
        _folder.Write("target.sql", "CREATE TABLE event (event_id BIGINT PRIMARY KEY, kind TEXT, happened DATE);");
        Events("start", 30);
        await RunAsync(sources: ["events.csv"]);
        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(sources: ["events.csv"]));

        Assert.Equal("MIGRATION_NUMBERS_ANEW", error.Reason);
        Assert.Contains("numbered in their order", error.Problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
