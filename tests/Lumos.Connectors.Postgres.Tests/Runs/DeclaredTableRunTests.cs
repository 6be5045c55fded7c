using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Tables a run makes in PostgreSQL as DDL declares them.</summary>
[Collection(ServerTests.Name)]
public sealed class DeclaredTableRunTests(ServerFixture fixture)
{
    private const string Everything = """
        CREATE TABLE things (
            id uuid PRIMARY KEY, seen_at timestamp with time zone NOT NULL, payload jsonb, raw json, tags text[], marks int ARRAY, digest bytea, host inet, took interval, opens time, price numeric(10,2) CHECK (price >= 0),
            code varchar(5), small smallint, ratio real, state text DEFAULT 'new', made timestamptz DEFAULT now() NOT NULL, number bigint GENERATED ALWAYS AS IDENTITY (START WITH 5),
            doubled numeric(12,2) GENERATED ALWAYS AS (price * 2) STORED, email varchar(40) UNIQUE, amount numeric, CONSTRAINT price_code CHECK (price < 1000 OR code IS NOT NULL));
        CREATE TABLE parts (thing_id uuid REFERENCES things (id), part integer, PRIMARY KEY (thing_id, part));
        """;

    private static readonly RbacActor Ann = new("ann", Role.Operator);

    [ServerFact]
    public async Task Run_MakesEveryColumnAsDeclared_VerifiesAndTakesBack()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        folder.Write("target.sql", Everything);
        Write(folder);
        var run = await folder.RunAsync(Contract(database, "things.csv", "parts.csv"), folder.Path);

        Assert.True(run.Status == RunStatus.Completed, string.Join('\n', run.Reasons));
        Assert.Equal(
            "id uuid, seen_at timestamp with time zone, payload jsonb, raw json, tags text[], marks integer[], digest bytea, host inet, took interval, opens time without time zone, price numeric(10,2), code character varying(5), small smallint, ratio real, state text, made timestamp with time zone, number bigint, doubled numeric(12,2), email character varying(40), amount numeric",
            database.Value("SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'things'::regclass AND attnum > 0"));
        Assert.Equal(
            ["PRIMARY KEY (id)", "CHECK ((price >= (0)::numeric))", "UNIQUE (email)", "CHECK (((price < (1000)::numeric) OR (code IS NOT NULL)))"],
            database.Rows("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'things'::regclass ORDER BY pg_get_constraintdef(oid) NOT LIKE 'PRIM%', length(pg_get_constraintdef(oid)) <> 31, length(pg_get_constraintdef(oid))"));
        Assert.Equal("FOREIGN KEY (thing_id) REFERENCES things(id)", database.Value("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'parts'::regclass AND contype = 'f'"));
        Assert.Equal("'new'::text|a|s", database.Value("SELECT (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = 'things'::regclass AND attname = 'state') || '|' || (SELECT attidentity::text FROM pg_attribute WHERE attrelid = 'things'::regclass AND attname = 'number') || '|' || (SELECT attgenerated::text FROM pg_attribute WHERE attrelid = 'things'::regclass AND attname = 'doubled')"));

        // Moments are in UTC; what is no value of its type, or breaks a check, is in quarantine.
        Assert.Equal("200|200|200", database.Value("SELECT count(*) || '|' || count(DISTINCT number) || '|' || count(*) FILTER (WHERE doubled = 2 * price AND made > now() - interval '1 day') FROM things"));
        Assert.Equal("2026-01-02 03:04:05+00|{\"a\": 2, \"bb\": 1}|{x,y}|09:30:00|01:02:03|\\x0aff|10.0.0.1|1.5", database.Value("SET timezone = 'UTC'; SELECT concat_ws('|', seen_at, payload, tags, opens, took, digest, host, ratio) FROM things WHERE id = 'a0eebc99-9c0b-4ef8-bb6d-000000000001'"));
        Assert.Equal([("parts", 0L), ("things", 4L)], run.Migration!.Tables.OrderBy(static table => table.Table, StringComparer.Ordinal).Select(static table => (table.Table, table.Quarantined)));
        Assert.True((await folder.Engine().VerifyAsync(run.RunId)).IsSame);

        // The next run exchanges the rows of the table as it stands.
        Assert.Equal(RunStatus.Completed, (await folder.RunAsync(Contract(database, "things.csv", "parts.csv"), folder.Path)).Status);
        Assert.Equal("200|integer", database.Value("SELECT (SELECT count(*) FROM things) || '|' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'parts'::regclass AND attname = 'part'"));
        await folder.Engine().RollBackAsync((await folder.Engine().ListRunsAsync())[^1].RunId, Ann);
        await folder.Engine().RollBackAsync(run.RunId, Ann);
        Assert.Equal("0", database.Value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')"));
    }

    [ServerFact]
    public async Task Run_DefaultsAndChecksOfPlainColumns_BecomeThoseOfTheMovedTable()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        folder.Write("target.sql", "CREATE TABLE parts (thing_id text, part integer CHECK (part > 0), state text DEFAULT 'new' NOT NULL, PRIMARY KEY (thing_id, part), CHECK (state IN ('new', 'old') OR part > 5))");
        Write(folder);
        var run = await folder.RunAsync(Contract(database, "parts.csv"), folder.Path);

        Assert.True(run.Status == RunStatus.Completed, string.Join('\n', run.Reasons));
        Assert.Equal("2", database.Value("SELECT count(*) FROM pg_constraint WHERE conrelid = 'parts'::regclass AND contype = 'c'"));
        database.Execute("INSERT INTO parts (thing_id, part) VALUES ('x', 1)");
        Assert.Equal("new", database.Value("SELECT state FROM parts WHERE thing_id = 'x'"));
        Assert.Equal("4", database.Value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'parts'::regclass AND attnum > 0"));
    }

    [ServerFact]
    public async Task Run_TypesOfOtherDialects_AreMadeInTheNearestWords()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        folder.Write("target.sql", "CREATE TABLE `parts` (thing_id NVARCHAR(40) NOT NULL, part MEDIUMINT UNSIGNED NOT NULL, kind ENUM('a', 'b') DEFAULT 'a', flag BIT DEFAULT 1, at DATETIME DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (thing_id, part)) ENGINE=InnoDB");
        Write(folder);
        var run = await folder.RunAsync(Contract(database, "parts.csv"), folder.Path);

        Assert.True(run.Status == RunStatus.Completed, string.Join('\n', run.Reasons));
        Assert.Equal("thing_id character varying(40), part integer, kind text, flag boolean", database.Value("SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'parts'::regclass AND attnum BETWEEN 1 AND 4"));
    }

    [ServerTheory]
    [InlineData("upsert")]
    [InlineData("scd2(seen_at, until)")]
    public async Task Run_ByKeyIntoDeclaredTables_MakesThemSo(string load)
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        var isVersions = load.StartsWith("scd2", StringComparison.Ordinal);
        folder.Write("target.sql", $"CREATE TABLE things (id uuid, seen_at timestamptz, payload json, {(isVersions ? "until timestamptz, PRIMARY KEY (id, seen_at)" : "PRIMARY KEY (id)")})");
        Write(folder);
        foreach (var _ in new[] { 1, 2 })
        {
            var run = await folder.RunAsync(Contract(database, load, ["things.csv"]), folder.Path);
            Assert.True(run.Status == RunStatus.Completed, string.Join('\n', run.Reasons));
            Assert.True((await folder.Engine().VerifyAsync(run.RunId)).IsSame);
        }

        Assert.Equal("uuid|timestamp with time zone|json", database.Value("SELECT string_agg(format_type(atttypid, atttypmod), '|' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'things'::regclass AND attnum BETWEEN 1 AND 3"));
    }

    [ServerFact]
    public async Task Run_EnumerationsAndArraysOfTheScript_AreMadeFilledAndTakenBack()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        folder.Write("target.sql", """
            CREATE TYPE Mood AS ENUM ('calm', 'odd');
            CREATE TYPE app."Size" AS ENUM ('S', 'M');
            CREATE TABLE people (id bigint PRIMARY KEY, feeling mood NOT NULL DEFAULT 'calm', size app."Size", tags text[], marks int[]);
            CREATE TABLE rooms (room bigint PRIMARY KEY, mood_of mood CHECK (mood_of <> 'odd' OR room > 1));
            """);
        folder.Write("people.json", $$"""
            [{"id": 1, "feeling": "calm", "size": "M", "tags": ["a", "b c"], "marks": [1, 2]},
             {"id": 2, "feeling": "odd", "size": null, "tags": [], "marks": null},
             {"id": 3, "feeling": "furious", "size": "S", "tags": ["x"], "marks": [3]}{{string.Concat(Enumerable.Range(4, 60).Select(static i => FormattableString.Invariant($", {{\"id\": {i}, \"feeling\": \"{(i % 2 == 0 ? "calm" : "odd")}\", \"size\": \"S\", \"tags\": [\"t{i}\"], \"marks\": [{i}]}}")))}}]
            """);
        folder.Write("rooms.csv", "room,mood_of\n1,calm\n2,odd\n3,\n");
        RunContract New()
        {
            var contract = Contract(database, "people.json", "rooms.csv");
            return contract with { Overrides = contract.Overrides! with { Mappings = new Dictionary<string, string> { ["people.tags"] = "tags", ["people.marks"] = "marks" } } };
        }

        var run = await folder.RunAsync(New(), folder.Path);

        Assert.True(run.Status == RunStatus.Completed, string.Join('\n', run.Reasons));
        Assert.Equal(
            "bigint, mood, \"Size\", text[], integer[], bigint, mood",
            database.Value("SELECT string_agg(format_type(atttypid, atttypmod), ', ' ORDER BY attrelid::regclass::text, attnum) FROM pg_attribute WHERE attrelid IN ('people'::regclass, 'rooms'::regclass) AND attnum > 0"));
        Assert.Equal(["1|calm|M|{a,\"b c\"}|{1,2}", "2|odd|{}"], database.Rows("SELECT concat_ws('|', id, feeling, size, tags, marks) FROM people WHERE id < 4 ORDER BY id"));
        Assert.Equal("'calm'::mood|calm,odd|S,M|3", database.Value("SELECT concat_ws('|', (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'people'::regclass), array_to_string(enum_range(NULL::mood), ','), array_to_string(enum_range(NULL::\"Size\"), ','), (SELECT count(*) FROM rooms))"));
        Assert.Equal(1, run.Migration!.Tables.Single(static table => table.Table == "people").Quarantined);
        Assert.True((await folder.Engine().VerifyAsync(run.RunId)).IsSame);

        // The next run finds the types there, and leaves them when it is taken back.
        var again = await folder.RunAsync(New(), folder.Path);
        Assert.True((await folder.Engine().VerifyAsync(again.RunId)).IsSame);
        await folder.Engine().RollBackAsync(again.RunId, Ann);
        Assert.Equal("62", database.Value("SELECT count(*) FROM people"));
        await folder.Engine().RollBackAsync(run.RunId, Ann);
        Assert.Equal("0", database.Value("SELECT count(*) FROM pg_type WHERE typtype = 'e'"));
    }

    private static RunContract Contract(TestDatabase database, params string[] sources) => Contract(database, "auto", sources);

    private static RunContract Contract(TestDatabase database, string load, string[] sources) => new RunContractBuilder().From(sources).ToSchema("target.sql").Into(database.Location).As("ann", Role.Operator).ConfirmByHuman(false).WithOverrides(new RunOverrides { Load = new Dictionary<string, string> { ["*"] = load } }).Build();

    private static void Write(RunFolder folder)
    {
        static string Id(int i) => FormattableString.Invariant($"A0EEBC99-9C0B-4EF8-BB6D-{i:X12}");
        static string Row(int i, string payload = "\"{\"\"bb\"\":1,\"\"a\"\":2}\"", string took = "PT1H2M3S", string price = "10.50", string id = "") =>
            FormattableString.Invariant($"{(id.Length > 0 ? id : Id(i))},2026-01-02 03:04:05,{payload},\"{{\"\"k\"\": {i}}}\",\"{{x,y}}\",\"{{1,{i}}}\",\\x0aff,10.0.0.1,{took},9:30,{price},c{i % 9},{i},1.5,u{i}@example.org,{i}.25\n");
        folder.Write("things.csv", "id,seen_at,payload,raw,tags,marks,digest,host,took,opens,price,code,small,ratio,email,amount\n" + string.Concat(Enumerable.Range(1, 200).Select(static i => Row(i)))
            + Row(201, payload: "{broken") + Row(202, took: "a while") + Row(203, price: "-1") + Row(204, id: "no-uuid"));
        folder.Write("parts.csv", "thing_id,part\n" + string.Concat(Enumerable.Range(1, 200).Select(static i => FormattableString.Invariant($"{Id(i)},{1 + (i % 7)}\n"))));
    }
}
