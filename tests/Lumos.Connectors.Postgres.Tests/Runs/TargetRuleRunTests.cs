using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>Whole runs into tables of a server that people declared things about.</summary>
[Collection(ServerTests.Name)]
public sealed class TargetRuleRunTests(ServerFixture fixture)
{
    private const string Header = "id,iban,amount,fee\n";

    private static string Rows(string more) => Header + string.Concat(Enumerable.Range(100, 200).Select(id => FormattableString.Invariant($"{id},DE{id},{id},1\n"))) + more;

    private static RunContract Contract(RunFolder folder, TestDatabase database, string rows, RunOverrides? overrides = null, string columns = "id bigint PRIMARY KEY, iban text, amount bigint, fee bigint")
    {
        folder.Write("payments.csv", rows);
        folder.Write("target.sql", $"CREATE TABLE payments ({columns});");
        return new RunContractBuilder().From("payments.csv").ToSchema("target.sql").Into(database.Location).As("ann", Role.Operator).WithOverrides(overrides ?? new RunOverrides()).Build();
    }

    [ServerFact]
    public async Task Checks_OfTableAndDomain_SendRowsToQuarantineWithTheirNames()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute("CREATE DOMAIN account AS text CHECK (VALUE ~ '^[A-Z]{2}[0-9]+$'); CREATE TABLE payments (id bigint PRIMARY KEY, iban account, amount integer CHECK (amount >= 0), fee bigint, CONSTRAINT fee_below CHECK (fee < amount))");

        var result = await folder.RunAsync(Contract(folder, database, Rows("1,DE1,-5,-9\n2,DE2,5,7\n3,x3,5,1\n4,DE4,,7\n")), folder.Path);

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal([new("CHECK_VIOLATION", 3)], result.Migration!.Tables[0].QuarantineReasons);
        var records = new List<string>();
        await foreach (var record in folder.Engine().ReadQuarantineAsync(result.RunId)) records.Add(string.Join(", ", record.Reasons));
        Assert.Equal(["CHECK_VIOLATION in amount (payments_amount_check)", "CHECK_VIOLATION in fee (fee_below)", "CHECK_VIOLATION in iban (account_check)"], records);
        Assert.Equal("201", database.Value("SELECT count(*) FROM payments"));
    }

    [ServerFact]
    public async Task DeclaredWidths_MakeTheTableSo_AndRowsThatDoNotFitAreQuarantined()
    {
        const string columns = "id integer PRIMARY KEY, iban varchar(8), amount smallint, fee char(2)";
        const string types = "SELECT string_agg(format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'payments'::regclass AND attnum > 0 AND NOT attisdropped";
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();

        var result = await folder.RunAsync(Contract(folder, database, Rows("1,DE1234567,5,1\n3000000000,DE2,5,1\n3,DE3,-40000,1\n4,DE4,7,123\n5,,,\n"), columns: columns), folder.Path);
        var again = await folder.RunAsync(Contract(folder, database, Rows("6,DE6,-7,x\n7,DE7,40000,1\n"), columns: columns), folder.Path);

        Assert.Equal(new Dictionary<string, long> { ["LENGTH_VIOLATION"] = 2, ["RANGE_VIOLATION"] = 2 }, result.Migration!.Tables[0].QuarantineReasons);
        Assert.Equal([new("RANGE_VIOLATION", 1)], again.Migration!.Tables[0].QuarantineReasons);
        Assert.Equal("integer, character varying(8), smallint, character(2)", database.Value(types));
        Assert.Equal("6|DE6|-7|x", database.Value("SELECT id || '|' || iban || '|' || amount || '|' || fee FROM payments WHERE id = 6"));
        Assert.Equal("201", database.Value("SELECT count(*) FROM payments"));
        Assert.True((await folder.Engine().VerifyAsync(again.RunId)).IsSame);
    }

    [ServerTheory]
    [InlineData(null)]
    [InlineData("upsert")]
    [InlineData("append")]
    public async Task TableNarrowerThanTheSchemaSays_RowsThatDoNotFitAreQuarantined(string? load)
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE payments (id integer PRIMARY KEY, iban varchar(8), amount smallint, fee bigint)");

        var result = await folder.RunAsync(Contract(folder, database, Rows("1,DE1234567,5,1\n3000000000,DE2,5,1\n3,DE3,-40000,1\n"), load is null ? null : new RunOverrides { Load = new Dictionary<string, string> { ["payments"] = load } }), folder.Path);

        Assert.Equal([new("CHECK_VIOLATION", 3)], result.Migration!.Tables[0].QuarantineReasons);
        Assert.Equal("200", database.Value("SELECT count(*) FROM payments"));
    }

    [ServerTheory]
    [InlineData(null)]
    [InlineData("upsert")]
    [InlineData("append")]
    [InlineData("insert")]
    public async Task TypesOfTheServersOwn_TakeWhatIsOneOfTheirs(string? load)
    {
        const string old = "00000000-0000-4000-8000-000000000001", other = "00000000-0000-4000-8000-000000000002";
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute(
            $"""
            CREATE TYPE mood AS ENUM ('sad', 'it''s fine');
            CREATE TABLE owners (id uuid PRIMARY KEY); INSERT INTO owners VALUES ('{old}');
            CREATE TABLE visits (id uuid PRIMARY KEY, owner_id uuid REFERENCES owners, mood mood, seen_at timestamptz);
            INSERT INTO visits VALUES ('{old}', '{old}', 'sad', '2020-01-01T00:00:00Z')
            """);
        var rows = string.Concat(Enumerable.Range(16, 200).Select(i => $"00000000-0000-4000-8000-0000000000{i:x2},{old},it's fine,2024-05-06T07:08:09\n"));
        folder.Write("visits.csv", "id,owner_id,mood,seen_at\n" + rows + $"{other},{other},sad,2024-05-06T07:08:09\nnot-a-uuid,{old},sad,2024-05-06T07:08:09\n00000000-0000-4000-8000-00000000000a,{old},angry,\n{old},{old},it's fine,\n");
        folder.Write("target.sql", "CREATE TABLE owners (id uuid PRIMARY KEY); CREATE TABLE visits (id uuid PRIMARY KEY, owner_id uuid REFERENCES owners (id), mood text, seen_at timestamptz);");
        var overrides = load is null ? new RunOverrides() : new RunOverrides { Load = new Dictionary<string, string> { ["visits"] = load } };
        var contract = new RunContractBuilder().From("visits.csv").ToSchema("target.sql").Into(database.Location).As("ann", Role.Operator).WithOverrides(overrides).Build();

        var result = await folder.RunAsync(contract with { Rhs = contract.Rhs with { Tables = ["visits"] } }, folder.Path);

        Assert.Equal(RunStatus.Completed, result.Status);
        var reasons = new List<string>();
        await foreach (var record in folder.Engine().ReadQuarantineAsync(result.RunId)) reasons.Add(string.Join(", ", record.Reasons));
        var keyTaken = load is "insert" or "append";
        Assert.Equal(["FK_ORPHAN in owner_id", "CHECK_VIOLATION in id (id uuid)", "CHECK_VIOLATION in mood (mood mood)", .. keyTaken ? (string[])["KEY_EXISTS in id"] : []], reasons);
        Assert.Equal("201", database.Value("SELECT count(*) FROM visits"));
        Assert.Equal(keyTaken ? "sad" : "it's fine", database.Value($"SELECT mood FROM visits WHERE id = '{old}'"));
        Assert.Equal("200", database.Value("SELECT count(*) FROM visits WHERE seen_at = '2024-05-06T07:08:09Z' AND mood = 'it''s fine'"));
        Assert.True((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
        await folder.Engine().RollBackAsync(result.RunId, new RbacActor("ann", Role.Operator));
        Assert.Equal("sad 2020-01-01 00:00:00+00", database.Value("SET timezone = 'UTC'; SELECT string_agg(mood || ' ' || seen_at, ',') FROM visits"));
    }

    [ServerFact]
    public async Task Partitions_RowsNoneTakes_AreQuarantined()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE payments (id bigint, iban text, amount bigint, fee bigint) PARTITION BY RANGE (id); CREATE TABLE payments_1 PARTITION OF payments FOR VALUES FROM (100) TO (1000)");

        var result = await folder.RunAsync(Contract(folder, database, Rows("1,DE1,5,1\n"), columns: "id bigint, iban text, amount bigint, fee bigint"), folder.Path);

        Assert.Equal([new("CHECK_VIOLATION", 1)], result.Migration!.Tables[0].QuarantineReasons);
        Assert.Equal("200", database.Value("SELECT count(*) FROM payments"));
    }

    [ServerFact]
    public async Task SecondRun_IntoATableThatWasDeclared_KeepsWhatWasDeclared()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE payments (id bigint PRIMARY KEY, iban text, amount bigint CHECK (amount >= 0), fee bigint DEFAULT 0); CREATE INDEX by_iban ON payments (iban); COMMENT ON COLUMN payments.fee IS 'cents'");
        await folder.RunAsync(Contract(folder, database, Rows("1,DE1,5,1\n")), folder.Path);

        var again = await folder.RunAsync(Contract(folder, database, Rows("2,DE2,5,1\n3,DE2,-5,1\n")), folder.Path);

        Assert.Equal("201|1|1|1|cents", database.Rows("SELECT count(*), (SELECT count(*) FROM pg_constraint WHERE conrelid = 'payments'::regclass AND contype = 'c'), (SELECT count(*) FROM pg_indexes WHERE indexname = 'by_iban'), (SELECT count(*) FROM pg_attrdef WHERE adrelid = 'payments'::regclass), col_description('payments'::regclass, 4) FROM payments").Single());
        await folder.Engine().RollBackAsync(again.RunId, new RbacActor("ann", Role.Admin));
        Assert.Equal("1", database.Value("SELECT id FROM payments WHERE id < 100"));
    }

    [ServerFact]
    public async Task AdditiveChange_IsPlannedAllowedLedgeredAndTakenBack()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        database.Execute("CREATE TABLE payments (id bigint PRIMARY KEY, iban text, amount bigint, note text); INSERT INTO payments VALUES (1, 'DE1', 1, 'kept')");
        var refused = Contract(folder, database, Rows("1,DE2,2,3\n"));
        var settings = new RunSettings { BaseFolder = folder.Path, Confirm = RunSettings.Yes };

        var planned = await folder.Engine().PlanAsync(refused, settings);
        Assert.Contains(planned.Reasons, static reason => reason.StartsWith("As the target stands, the run would stop", StringComparison.Ordinal) && reason.Contains("it has no column 'fee'; it has the further column 'note'", StringComparison.Ordinal));
        Assert.Equal("TARGET_SCHEMA_MISMATCH", (await Assert.ThrowsAsync<LumosException>(() => folder.Engine().ResumeAsync(refused.RunId, settings))).Reason);

        var allowed = Contract(folder, database, Rows("1,DE2,2,3\n"), new RunOverrides { AllowAdditive = true });
        Assert.Equal(2, (await folder.Engine().PlanAsync(allowed, settings)).Reasons.Count(static reason => reason.StartsWith("payments: column '", StringComparison.Ordinal)));
        Assert.Equal(RunStatus.Completed, (await folder.Engine().ResumeAsync(allowed.RunId, settings)).Status);

        Assert.Equal("1|DE2|2|kept|3", database.Rows("SELECT id, iban, amount, note, fee FROM payments WHERE id = 1").Single());
        var ledgered = new List<string>();
        await foreach (var item in folder.Engine().ReadLedgerAsync(allowed.RunId))
        {
            if (item.Entry.Kind == LedgerEventKinds.AdditiveChange) ledgered.Add(item.Entry.Summary);
        }

        Assert.Equal(["payments: column 'fee' (int64) is added to the target's table.", "payments: column 'note' (text) is in the target only; this run does not write it."], ledgered);
        await folder.Engine().RollBackAsync(allowed.RunId, new RbacActor("ann", Role.Admin));
        Assert.Equal(["1|DE1|1|kept"], database.Rows("SELECT * FROM payments"));
    }

    [ServerFact]
    public async Task Versions_ThreeLoads_AreVerifiedAndRolledBackOneByOne()
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        folder.Write("target.sql", "CREATE TABLE places (place_no bigint, valid_from date, valid_to date, city text, PRIMARY KEY (place_no, valid_from));");
        string[] loads = ["1,2024-01-01,Rome\n2,2024-01-01,Bonn\n3,2024-01-01,Ulm\n", "1,2024-02-01,Oslo\n2,2023-12-01,Bonn\n3,2024-02-01,Ulm\n", "1,2024-03-01,Rome\n4,2024-03-01,Bern\n2,2023-11-01,Kiel\n"];
        var (runs, states) = (new List<string>(), new List<List<string>>());
        foreach (var rows in loads)
        {
            folder.Write("places.csv", "place_no,valid_from,city\n" + rows);
            var contract = new RunContractBuilder().From("places.csv").ToSchema("target.sql").Into(database.Location).As("ann", Role.Operator).WithOverrides(new RunOverrides { Load = new Dictionary<string, string> { ["*"] = "scd2" } }).Build();
            var result = await folder.RunAsync(contract, folder.Path);
            Assert.Equal(RunStatus.Completed, result.Status);
            Assert.True((await folder.Engine().VerifyAsync(result.RunId)).IsSame);
            runs.Add(result.RunId);
            states.Add(database.Rows("SELECT * FROM places ORDER BY place_no, valid_from"));
        }

        // Of the second load one version said the same as the one before it, and one made the one after it say so.
        Assert.Equal(["1|2024-01-01|2024-02-01|Rome", "1|2024-02-01||Oslo", "2|2023-12-01||Bonn", "3|2024-01-01||Ulm"], states[1]);
        database.Execute("UPDATE places SET valid_to = '2030-01-01' WHERE place_no = 1 AND valid_from = '2024-02-01'");
        var changed = (await folder.Engine().VerifyAsync(runs[2])).Tables[0];
        Assert.Equal(VerificationOutcome.Differs, changed.Outcome);
        Assert.Contains("1 version(s) end before they begin", changed.Message, StringComparison.Ordinal);

        // Put right by the person who changed it, the row is that person's: the run's own rows are not as they were.
        database.Execute("UPDATE places SET valid_to = '2024-03-01' WHERE place_no = 1 AND valid_from = '2024-02-01'");
        Assert.True((await folder.Engine().VerifyAsync(runs[2])).IsSame);
        Assert.Equal("TARGET_CHANGED_SINCE", (await Assert.ThrowsAsync<LumosException>(() => folder.Engine().RollBackAsync(runs[2], new RbacActor("ann", Role.Admin)))).Reason);
    }

    [ServerTheory]
    [InlineData("scd2")]
    [InlineData("upsert")]
    public async Task Loads_RolledBackOneAfterTheOther_LeaveWhatWasThere(string load)
    {
        using var folder = new RunFolder();
        var database = fixture.NewDatabase();
        folder.Write("target.sql", "CREATE TABLE places (place_no bigint, valid_from date, valid_to date, city text, PRIMARY KEY (place_no, valid_from));");
        string[] loads = ["1,2024-01-01,Rome\n2,2024-01-01,Bonn\n", "1,2024-02-01,Oslo\n2,2024-01-01,Kiel\n", "1,2024-01-15,Bern\n2,2024-01-01,Ulm\n1,2024-01-01,Linz\n"];
        var (runs, states) = (new List<string>(), new List<List<string>>());
        foreach (var rows in loads)
        {
            folder.Write("places.csv", "place_no,valid_from,city\n" + rows);
            var contract = new RunContractBuilder().From("places.csv").ToSchema("target.sql").Into(database.Location).As("ann", Role.Operator).WithOverrides(new RunOverrides { Load = new Dictionary<string, string> { ["*"] = load } }).Build();
            runs.Add((await folder.RunAsync(contract, folder.Path)).RunId);
            states.Add(database.Rows("SELECT * FROM places ORDER BY place_no, valid_from"));
        }

        for (var i = runs.Count - 1; i > 0; i--)
        {
            await folder.Engine().RollBackAsync(runs[i], new RbacActor("ann", Role.Admin));
            Assert.Equal(states[i - 1], database.Rows("SELECT * FROM places ORDER BY place_no, valid_from"));
            Assert.True((await folder.Engine().VerifyAsync(runs[i - 1])).IsSame);
        }

        await folder.Engine().RollBackAsync(runs[0], new RbacActor("ann", Role.Admin));
        Assert.Empty(database.Rows("SELECT relname FROM pg_class WHERE relname = 'places'"));
        Assert.Empty(database.Rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'lumos%'"));
    }
}
