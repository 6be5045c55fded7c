using Lumos.Abstractions;
using Lumos.Core.Migration.Verification;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Migration;

/// <summary>Tables a run makes in a DuckDB file as DDL declares them, and tables that are there with types of the engine's own.</summary>
public sealed class DeclaredTableTests : IDisposable
{
    private const string First = "01J0000000000000000000AAAA", Second = "01J0000000000000000000BBBB";

    private const string Things = """
        CREATE TYPE mood AS ENUM ('calm', 'odd');
        CREATE TABLE things (
            id uuid PRIMARY KEY, seen_at timestamp with time zone NOT NULL, payload jsonb DEFAULT '{}', raw json, feeling mood, opens time, host inet,
            price numeric(10,2) CHECK (price >= 0), amount numeric DEFAULT 5, made timestamptz DEFAULT now() NOT NULL, CONSTRAINT early CHECK (seen_at < '2030-01-01' OR price > 1))
        """;

    private const string Header = "id,seen_at,payload,raw,feeling,opens,host,price,amount\n";

    private const string Good =
        "A0EEBC99-9C0B-4EF8-BB6D-000000000001,2026-01-02T03:04:05,\"{\"\"b\"\":1,  \"\"a\"\":2}\",\"[1,  2]\",calm,9:30,10.0.0.1,1.50,7\n"
        + "a0eebc99-9c0b-4ef8-bb6d-000000000002,2026-06-02T00:00:00,,,,,,2.00,\n";

    private readonly MigrationRig _rig = new();

    private MigratedTable? _done;

    public void Dispose() => _rig.Dispose();

    private static TargetTable Declared(string ddl)
    {
        var problems = new SchemaProblems("target.sql");
        using var engine = EngineTable.Open();
        var table = EngineTable.Understood(DdlReader.Read(ddl, problems)[0], engine);
        problems.ThrowIfAny();
        return table;
    }

    private async Task<MigratedTable> RunAsync(string runId, string rows, TargetTable? table = null, string? load = null)
    {
        if (_rig.Tables.Count == 0 || table is not null)
        {
            table ??= Declared(Things);
            _rig.Tables.Clear();
            _rig.Mappings.Clear();
            _rig.Source("things", Header + rows);
            _rig.Table(table, "things", [.. table.Columns.Where(static column => column.FillsItself != true).Select(column => (column.Name, column.Type == ColumnType.Text ? column.Name : $"{column.Name} | {(column.Type == ColumnType.Timestamp ? "date_parse(\"YYYY-MM-DDTHH:mm:ss\", target: timestamp)" : $"type_cast({column.Type})")}"))]);
        }

        _rig.Load = load;
        _rig.Folder.Write("things.csv", Header + rows);
        _rig.RunId = runId;
        return _done = Assert.Single((await _rig.RunAsync()).Tables);
    }

    private async Task SameAsync()
    {
        await using var target = await _rig.OpenAsync();
        Assert.Equal(VerificationOutcome.Same, (await new TableVerifier(target, _done!, _rig.ChunkRows, _rig.Folder["scratch"], _rig.Folder["work/marks"]).RunAsync(null, CancellationToken.None)).Outcome);
    }

    private string[] Columns() => [.. _rig.Query("SELECT column_name || ' ' || data_type || CASE WHEN is_nullable THEN '' ELSE ' NOT NULL' END || coalesce(' DEFAULT ' || column_default, '') FROM duckdb_columns() WHERE table_name = 'things' ORDER BY column_index")];

    [Fact]
    public async Task Run_MakesTheTableAsDeclared_AndVerifies()
    {
        var table = await RunAsync(First, Good);

        Assert.Equal(2, table.RowsOut);
        Assert.Equal(
            ["id UUID NOT NULL", "seen_at TIMESTAMP WITH TIME ZONE NOT NULL", "payload JSON DEFAULT '{}'", "raw JSON", "feeling ENUM('calm', 'odd')", "opens TIME", "host VARCHAR", "price DECIMAL(10,2)", "amount DECIMAL(18,6) DEFAULT 5", "made TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()"],
            Columns());
        Assert.Equal(
            ["a0eebc99-9c0b-4ef8-bb6d-000000000001|2026-01-02 03:04:05|{\"a\": 2, \"b\": 1}|[1,  2]|calm|09:30:00|10.0.0.1|1.50"],
            _rig.Query("SELECT concat_ws('|', id, timezone('UTC', seen_at), payload, raw, feeling, opens, host, price) FROM things WHERE id = 'a0eebc99-9c0b-4ef8-bb6d-000000000001' AND made > timestamptz '2020-01-01'"));
        Assert.Equal(["(price >= 0)", "((seen_at < '2030-01-01') OR (price > 1))"], _rig.Query("SELECT expression FROM duckdb_constraints() WHERE table_name = 'things' AND constraint_type = 'CHECK' ORDER BY length(expression)"));
        Assert.Contains("\"primary_key\":[\"id\"]", _rig.Query("SELECT comment FROM duckdb_tables() WHERE table_name = 'things'")[0], StringComparison.Ordinal);
        await SameAsync();
    }

    [Fact]
    public void Understood_AsWholeOrColumnByColumn_IsTheSame()
    {
        using var engine = EngineTable.Open();
        const string columns = "id uuid, at timestamptz NOT NULL, state text DEFAULT 'new' CHECK (state <> 'old'), amount numeric(10,2) DEFAULT 1, PRIMARY KEY (id)";
        var problems = new SchemaProblems("target.sql");
        var tables = DdlReader.Read($"CREATE TABLE a (other citext, {columns}); CREATE TABLE b ({columns.Replace("id uuid", "id uuid NOT NULL", StringComparison.Ordinal)})", problems);

        var (one, whole) = (EngineTable.Of(tables[0], engine)!, EngineTable.Of(tables[1], engine)!);

        Assert.Equal(["VARCHAR", "UUID", "TIMESTAMP WITH TIME ZONE", "VARCHAR", "DECIMAL(10,2)"], one.Columns.Select(static column => column.Type));
        Assert.Equal(one.Columns.Skip(1), whole.Columns);
        Assert.Equal((true, true), (one.HasChecks, whole.HasChecks));
    }

    [Fact]
    public async Task RowsThatAreNoValuesOfTheTypes_AreQuarantined()
    {
        var table = await RunAsync(First, Good + """
            nothing,2026-01-02T03:04:05,,,,,,1,
            a0eebc99-9c0b-4ef8-bb6d-000000000003,2026-01-02T03:04:05,{broken,,,,,1,
            a0eebc99-9c0b-4ef8-bb6d-000000000004,2026-01-02T03:04:05,,[,,,,1,
            a0eebc99-9c0b-4ef8-bb6d-000000000005,2026-01-02T03:04:05,,,,late,,1,
            a0eebc99-9c0b-4ef8-bb6d-000000000006,2026-01-02T03:04:05,,,,,,-1,
            a0eebc99-9c0b-4ef8-bb6d-000000000007,2031-01-02T03:04:05,,,,,,1,
            a0eebc99-9c0b-4ef8-bb6d-000000000008,2026-01-02T03:04:05,,,furious,,,1,

            """);

        Assert.Equal(2, table.RowsOut);
        Assert.Equal([new("CHECK_VIOLATION", 6), new("ENUM_VIOLATION", 1)], table.QuarantineReasons);
        Assert.Equal(["early", "feeling", "id UUID", "opens TIME", "payload JSON", "raw JSON", "things_price_check"], (await _rig.QuarantineAsync()).Select(static record => record.Reasons[0].Constraint ?? record.Reasons[0].Column!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("replace")]
    [InlineData(null)]
    public async Task SecondRun_KeepsTheTableAsDeclared_AndIsTakenBack(string? load)
    {
        await RunAsync(First, Good);
        var before = Columns();

        var again = await RunAsync(Second, Good.Split('\n')[0] + "\n", load: load);

        Assert.Equal(1, again.RowsOut);
        Assert.Equal(before, Columns());
        Assert.Equal(["1"], _rig.Query("SELECT count(*) FROM things"));
        await SameAsync();
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Equal((string[])["2"], _rig.Query("SELECT count(*) FROM things"));
        Assert.Equal(before, Columns());
        _rig.RunId = First;
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Empty(_rig.Query("SELECT table_name FROM duckdb_tables() WHERE table_name NOT LIKE 'lumos%'"));
    }

    [Fact]
    public async Task Upsert_ChangesOnlyWhatDiffers_AndIsTakenBack()
    {
        await RunAsync(First, Good);

        await RunAsync(Second, Good.Split('\n')[0] + "\na0eebc99-9c0b-4ef8-bb6d-000000000002,2026-06-02T00:00:00,,,odd,,,2.00,\na0eebc99-9c0b-4ef8-bb6d-000000000009,2026-07-02T00:00:00,,,,,,2.00,\n", load: "upsert");

        Assert.Equal(["1|calm", "2|odd", "9|"], _rig.Query("SELECT right(CAST(id AS VARCHAR), 1) || '|' || coalesce(CAST(feeling AS VARCHAR), '') FROM things ORDER BY id"));
        Assert.Equal(["2"], _rig.Query($"SELECT count(*) FROM \"lumos_kept_{Second}_things_after\""));
        await SameAsync();
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Equal(["1|calm", "2|"], _rig.Query("SELECT right(CAST(id AS VARCHAR), 1) || '|' || coalesce(CAST(feeling AS VARCHAR), '') FROM things ORDER BY id"));
    }

    [Theory]
    [InlineData("append", "KEY_EXISTS")]
    [InlineData("insert", "KEY_EXISTS")]
    public async Task RowsUnderAKeyThatIsThere_AreQuarantined_ThoughTheTableDeclaresNoKey(string load, string code)
    {
        await RunAsync(First, Good);

        var added = await RunAsync(Second, Good + "a0eebc99-9c0b-4ef8-bb6d-000000000009,2026-07-02T00:00:00,,,,,,2.00,\n", load: load);

        Assert.Equal([new(code, 2)], added.QuarantineReasons);
        Assert.Equal(["3"], _rig.Query("SELECT count(*) FROM things"));
        await SameAsync();
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Equal(["2"], _rig.Query("SELECT count(*) FROM things"));
    }

    [Fact]
    public async Task Append_OfARunThatNamesNoKey_HoldsToTheOneOfTheRunThatMadeTheTable()
    {
        await RunAsync(First, Good);

        var added = await RunAsync(Second, Good + "a0eebc99-9c0b-4ef8-bb6d-000000000009,2026-07-02T00:00:00,,,,,,2.00,\n", Declared(Things) with { PrimaryKey = [] }, "append");

        Assert.Equal([new("UNIQUE_VIOLATION", 2)], added.QuarantineReasons);
        Assert.Equal(["id"], DatabaseSchema.Read(_rig.TargetPath).Single(static table => table.Name == "things").PrimaryKey);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Versions_OfADeclaredTable_KeepItsTypes_AndAreTakenBack(bool isMade)
    {
        const string ddl = "CREATE TABLE things (id uuid, seen_at timestamptz, gone_at timestamptz, payload json, PRIMARY KEY (id, seen_at))";
        if (!isMade) _rig.Execute("CREATE TABLE things (id UUID, seen_at TIMESTAMPTZ, gone_at TIMESTAMPTZ, payload JSON, PRIMARY KEY (id, seen_at))");
        _rig.Overrides = _rig.Overrides with { Load = new Dictionary<string, string> { ["*"] = "scd2(seen_at, gone_at)" } };
        var table = Declared(ddl);
        _rig.Source("things", Header + Good);
        _rig.Table(table, "things", ("id", "id"), ("seen_at", "seen_at | date_parse(\"YYYY-MM-DDTHH:mm:ss\", target: timestamp)"), ("payload", "payload"));
        foreach (var (run, rows) in new[] { (First, Good), (Second, "a0eebc99-9c0b-4ef8-bb6d-000000000001,2026-02-01T00:00:00,[],,,,,,\na0eebc99-9c0b-4ef8-bb6d-000000000002,2026-07-01T00:00:00,,,,,,,\n") })
        {
            _rig.Folder.Write("things.csv", Header + rows);
            _rig.RunId = run;
            _done = Assert.Single((await _rig.RunAsync()).Tables);
            await SameAsync();
        }

        Assert.Equal(
            ["1|2026-01-02 03:04:05|2026-02-01 00:00:00", "1|2026-02-01 00:00:00|", "2|2026-06-02 00:00:00|"],
            _rig.Query("SELECT right(CAST(id AS VARCHAR), 1) || '|' || timezone('UTC', seen_at) || '|' || coalesce(CAST(timezone('UTC', gone_at) AS VARCHAR), '') FROM things ORDER BY id, seen_at"));
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Equal(["2"], _rig.Query("SELECT count(*) FROM things WHERE gone_at IS NULL"));
    }

    [Theory]
    [InlineData("replace", 2)]
    [InlineData("upsert", 3)]
    [InlineData("append", 3)]
    public async Task TableThatIsThere_WithTypesOfTheEnginesOwn_TakesRows(string load, int rows)
    {
        _rig.Execute("CREATE TYPE mood AS ENUM ('calm', 'odd'); CREATE TABLE things (id UUID PRIMARY KEY, seen_at TIMESTAMPTZ CHECK (seen_at > TIMESTAMPTZ '2020-01-01 00:00:00+00'), payload JSON, feeling mood CHECK (feeling <> 'odd' OR payload IS NULL), opens TIME); INSERT INTO things (id) VALUES ('a0eebc99-9c0b-4ef8-bb6d-00000000000f')");
        var table = DatabaseSchema.Read(_rig.TargetPath).Single();

        var done = await RunAsync(First, Good + "bad,2026-01-02T03:04:05,,,calm,,,1,\na0eebc99-9c0b-4ef8-bb6d-000000000005,2010-01-02T03:04:05,,,,,,1,\na0eebc99-9c0b-4ef8-bb6d-000000000006,2026-01-02T03:04:05,[],,odd,,,1,\n", table, load);

        Assert.Equal([new("CHECK_VIOLATION", 3)], done.QuarantineReasons);
        Assert.Equal([rows.ToString(System.Globalization.CultureInfo.InvariantCulture)], _rig.Query("SELECT count(*) FROM things"));
        await SameAsync();
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Equal(["1"], _rig.Query("SELECT count(*) FROM things"));
    }
}
