using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Loads into PostgreSQL tables that hold rows numbered before.</summary>
[Collection(ServerTests.Name)]
public sealed class KeptNumberRunTests(ServerFixture fixture)
{
    private const string Tables = """
        CREATE TABLE person (person_id integer PRIMARY KEY, person_source_value varchar(20) NOT NULL UNIQUE, family_name text, birth_date date);
        CREATE TABLE visit (visit_id bigint PRIMARY KEY, visit_source_value text, person_id integer NOT NULL REFERENCES person, visit_date date, ward text);
        INSERT INTO person VALUES (1000, 'unknown', 'Nobody', NULL);
        """;

    private static readonly RbacActor Ann = new("ann", Role.Operator);

    [ServerFact]
    public async Task Upsert_StoppedResumedVerifiedTakenBackAndDoneAgain_GivesTheSameNumbers()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(Tables);
        Write(folder, 0, 20, 0, 40);
        var first = await folder.RunAsync(Contract(database), folder.Path);
        Assert.Equal(RunStatus.Completed, first.Status);
        Assert.Equal("1001..1020", database.Value("SELECT min(person_id) || '..' || max(person_id) FROM person WHERE person_id <> 1000"));
        var before = database.Rows("SELECT person_id, person_source_value FROM person ORDER BY 1");

        Write(folder, 10, 35, 30, 80);
        var contract = Contract(database);
        using var cancellation = new CancellationTokenSource();
        var held = LumosEngine.Create(new LumosOptions
        {
            StateFolder = Path.Combine(folder.Path, "state"), Connectors = { new PostgresConnector() }, Failpoint = "hold@migration.before_promotion", FailpointReached = _ => cancellation.Cancel(),
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.RunAsync(contract, new RunSettings { BaseFolder = folder.Path, Confirm = RunSettings.Yes }, cancellation.Token));
        Assert.Equal("21", database.Value("SELECT count(*) FROM person"));
        var second = await folder.Engine().ResumeAsync(contract.RunId, new RunSettings { Confirm = RunSettings.Yes });

        Assert.Equal(RunStatus.Completed, second.Status);
        var after = Check(database);
        Assert.True((await folder.Engine().VerifyAsync(second.RunId)).IsSame);
        await folder.Engine().RollBackAsync(second.RunId, Ann);
        Assert.Equal(before, database.Rows("SELECT person_id, person_source_value FROM person ORDER BY 1"));
        Assert.Equal("40", database.Value("SELECT count(*) FROM visit"));

        await folder.RunAsync(Contract(database) with { Overrides = Contract(database).Overrides! with { Workers = 4 } }, folder.Path);
        Assert.Equal(after, Check(database));
    }

    private static List<string> Check(TestDatabase database)
    {
        Assert.Equal("36|80", database.Value("SELECT count(*) || '|' || (SELECT count(*) FROM visit) FROM person"));
        Assert.Equal("0", database.Value("SELECT count(*) FROM visit v JOIN person p USING (person_id) WHERE p.person_source_value <> v.ward"));
        Assert.Equal("1000|unknown", database.Value("SELECT person_id || '|' || person_source_value FROM person ORDER BY 1 LIMIT 1"));
        Assert.Equal("0", database.Value("SELECT count(*) FROM person WHERE person_id > 1000 AND left(person_source_value, 3) <> 'p' || lpad((person_id - 1001)::text, 2, '0')"));
        return database.Rows("SELECT * FROM person ORDER BY 1");
    }

    private static RunContract Contract(TestDatabase database) =>
        new RunContractBuilder().From("persons.csv", "visits.csv").ToSchema(database.Location).Into(database.Location).As("ann", Role.Operator).WithOverrides(new RunOverrides { Load = new Dictionary<string, string> { ["*"] = "upsert" } }).Build();

    private static string Name(int person) => $"p{person:00}-{person * 4660 % 65536:x4}";

    private static void Write(RunFolder folder, int fromPerson, int toPerson, int from, int to)
    {
        folder.Write("persons.csv", "person,family_name,birth_date\n" + string.Concat(Enumerable.Range(fromPerson, toPerson - fromPerson).Select(static i => $"{Name(i)},Stone{(char)('a' + (i % 26))},19{50 + i}-03-0{1 + (i % 9)}\n")));
        folder.Write("visits.csv", "visit,person,visit_date,ward\n" + string.Concat(Enumerable.Range(from, to - from).Select(i => (Visit: i, Person: fromPerson + (i * 7 % (toPerson - fromPerson))))
            .Select(static v => $"v{v.Visit:x3}-{v.Visit * 7919 % 65536:x4},{Name(v.Person)},2024-01-{1 + (v.Visit % 28):00},{Name(v.Person)}\n")));
    }
}
