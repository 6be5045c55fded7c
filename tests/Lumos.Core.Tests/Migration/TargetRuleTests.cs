using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Migration;

/// <summary>What people declared about a table that is there: rows obey it, replacements keep it, and only additive differences pass, when allowed.</summary>
public sealed class TargetRuleTests : IDisposable
{
    private const string First = "01J0000000000000000000AAAA", Second = "01J0000000000000000000BBBB";

    private static readonly TargetTable Payments = new()
    {
        Name = "payments",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "amount", Type = ColumnType.Int64 }, new TargetColumn { Name = "fee", Type = ColumnType.Int64 },
            new TargetColumn { Name = "state", Type = ColumnType.Text, Enum = ["open", "done"] },
        ],
        PrimaryKey = ["id"],
    };

    private readonly MigrationRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private async Task<MigratedTable> RunAsync(string runId, string rows, TargetTable? table = null)
    {
        const string header = "id,amount,fee,state\n";
        if (_rig.Tables.Count == 0)
        {
            _rig.Source("payments", header + rows);
            _rig.Table(table ?? Payments, "payments", [.. (table ?? Payments).Columns.Select(column => (column.Name, column.Type == ColumnType.Text ? column.Name : $"{column.Name} | type_cast({column.Type})"))]);
        }

        _rig.Folder.Write("payments.csv", header + rows);
        _rig.RunId = runId;
        return Assert.Single((await _rig.RunAsync()).Tables);
    }

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task BadRow_HasEveryReasonWithItsColumn(string engine)
    {
        _rig.TransformEngine = engine;

        var table = await RunAsync(First, "1,1,1,open\n2,x,y,odd\n,1,1,open\n3,x,1,done\n");

        Assert.Equal([new("E_CAST", 2), new("NULL_VIOLATION", 1)], table.QuarantineReasons);
        Assert.Equal(
            ["E_CAST in amount, E_CAST in fee, ENUM_VIOLATION in state", "NULL_VIOLATION in id", "E_CAST in amount"],
            (await _rig.QuarantineAsync()).Select(record => string.Join(", ", record.Reasons)));
        Assert.Equal(["E_CAST", "ENUM_VIOLATION"], (await _rig.QuarantineAsync())[0].ReasonCodes);
    }

    [Theory]
    [InlineData("upsert")]
    [InlineData("insert")]
    [InlineData("replace")]
    public async Task CheckOfTheTable_RowsThatBreakIt_AreQuarantinedWithItsName(string load)
    {
        _rig.Execute("CREATE TABLE payments (id BIGINT PRIMARY KEY, amount BIGINT CHECK (amount >= 0), fee BIGINT, state VARCHAR, CHECK (fee < amount)); INSERT INTO payments VALUES (9, 9, 1, 'done')");
        _rig.Load = load;

        // A row that is refused takes the key of no other.
        var table = await RunAsync(First, "1,5,1,open\n2,-1,0,open\n2,7,1,open\n3,1,1,done\n4,,5,done\n");

        Assert.Equal([new("CHECK_VIOLATION", 2)], table.QuarantineReasons);
        Assert.Equal(
            ["CHECK_VIOLATION in amount (payments_amount_check), CHECK_VIOLATION in fee (payments_fee_amount_check)", "CHECK_VIOLATION in fee (payments_fee_amount_check)"],
            (await _rig.QuarantineAsync()).Select(record => string.Join(", ", record.Reasons)));
        Assert.Equal((string[])["1|5", "2|7", "4|NULL", .. load == "replace" ? Array.Empty<string>() : ["9|9"]], _rig.Query("SELECT id, amount FROM payments ORDER BY id"));
    }

    [Fact]
    public async Task CheckOfTheSchema_OfATableTheRunMakes_IsAskedToo()
    {
        RowCheck[] checks = [new("fee_below", "\"fee\" < \"amount\"", ["fee", "amount"]), new("odd", "no_such_function(\"fee\")", ["fee"])];

        var table = await RunAsync(First, "1,5,1,open\n2,1,5,open\n3,,5,open\n", Payments with { Checks = checks });

        Assert.Equal([new("CHECK_VIOLATION", 1)], table.QuarantineReasons);
        Assert.Equal("CHECK_VIOLATION in fee (fee_below)", Assert.Single(await _rig.QuarantineAsync()).Reasons[0].ToString());
        Assert.Contains(table.Validations, static check => check is { Check: "check_constraints", Passed: true } && check.Message.EndsWith("not asked, since the target's engine does not understand them: odd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UniquenessOfTheTable_RowsThatRepeatAValue_AreQuarantined()
    {
        _rig.Execute("CREATE TABLE payments (id BIGINT PRIMARY KEY, amount BIGINT UNIQUE, fee BIGINT, state VARCHAR); INSERT INTO payments VALUES (9, 9, 1, 'done')");
        _rig.Load = "append";

        var table = await RunAsync(First, "1,5,1,open\n2,5,0,open\n3,9,1,done\n9,8,1,done\n");

        Assert.Equal([new("KEY_EXISTS", 1), new("UNIQUE_VIOLATION", 2)], table.QuarantineReasons);
        Assert.Equal(["1|5", "9|9"], _rig.Query("SELECT id, amount FROM payments ORDER BY id"));
    }

    [Fact]
    public async Task UniqueValueOfARowThatStays_BecauseTheNewOneOfItsKeyFails_IsTaken()
    {
        _rig.Execute("CREATE TABLE payments (id BIGINT, amount BIGINT, fee BIGINT, state VARCHAR); INSERT INTO payments VALUES (7, 70, 1, 'done'), (8, 80, 1, 'done')");
        _rig.Load = "upsert";

        // 7 gives 70 up, and 1 may have it; 8 would, but its row repeats what 2 has, so that 3 may not.
        var table = await RunAsync(First, "7,71,1,open\n1,70,1,open\n2,5,1,open\n8,5,1,open\n3,80,1,open\n", Payments with { Unique = [["amount"]] });

        Assert.Equal([new("UNIQUE_VIOLATION", 2)], table.QuarantineReasons);
        Assert.Equal(["1|70", "2|5", "7|71", "8|80"], _rig.Query("SELECT id, amount FROM payments ORDER BY id"));
    }

    [Fact]
    public async Task Replace_TableThatWasDeclared_KeepsItsDefinition_AndComesBack()
    {
        _rig.Execute("CREATE TABLE payments (id BIGINT PRIMARY KEY, amount BIGINT CHECK (amount >= 0), fee BIGINT DEFAULT 0, state VARCHAR); CREATE INDEX by_state ON payments (state)");
        var definition = Definition();
        await RunAsync(First, "1,5,1,open\n");

        await RunAsync(Second, "1,6,1,done\n2,7,1,done\n");

        Assert.Equal(["1|6", "2|7"], _rig.Query("SELECT id, amount FROM payments ORDER BY id"));
        Assert.Equal(definition, Definition());
        await _rig.RollBackAsync(Second);
        Assert.Equal(["1|5"], _rig.Query("SELECT id, amount FROM payments ORDER BY id"));
        Assert.Equal(definition, Definition());

        List<string> Definition() => _rig.Query("SELECT sql FROM duckdb_tables() WHERE table_name = 'payments' UNION ALL SELECT sql FROM duckdb_indexes() WHERE table_name = 'payments'");
    }

    [Theory]
    [InlineData("upsert")]
    [InlineData("append")]
    [InlineData("replace")]
    public async Task AdditiveChanges_WhenAllowed_PassBothWaysAndAreTakenBack(string load)
    {
        const string was = "9|9|NULL|yes";
        _rig.Execute("CREATE TABLE payments (id BIGINT, amount BIGINT, fee BIGINT, vip VARCHAR); INSERT INTO payments VALUES (9, 9, NULL, 'yes')");
        _rig.Load = load;
        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(First, "1,5,1,open\n"));
        Assert.Contains("it has no column 'state'; it has the further column 'vip'", error.Message, StringComparison.Ordinal);

        _rig.Overrides = new RunOverrides { AllowAdditive = true };
        await RunAsync(First, "1,5,1,open\n");

        Assert.Equal((string[])["1|5|1|open|NULL", .. load == "replace" ? Array.Empty<string>() : ["9|9|NULL|NULL|yes"]], _rig.Query("SELECT id, amount, fee, state, vip FROM payments ORDER BY id"));
        await _rig.RollBackAsync(First);
        Assert.Equal([was], _rig.Query("SELECT * FROM payments"));
    }

    [Theory]
    [InlineData("id BIGINT PRIMARY KEY, amount BIGINT, fee BIGINT", "")]
    [InlineData("id BIGINT, amount BIGINT, fee BIGINT", "CREATE INDEX by_amount ON payments (amount); CREATE INDEX by_fee ON payments (fee)")]
    [InlineData("id BIGINT PRIMARY KEY, amount BIGINT UNIQUE CHECK (amount > 0), fee BIGINT", "CREATE UNIQUE INDEX by_fee ON payments (fee)")]
    public async Task AdditiveChange_OfATableWithIndexes_IsTakenBackWhole(string columns, string indexes)
    {
        _rig.Execute($"CREATE TABLE payments ({columns}); INSERT INTO payments VALUES (9, 9, NULL); {indexes}");
        var definition = Definition();
        (_rig.Load, _rig.Overrides) = ("upsert", new RunOverrides { AllowAdditive = true });
        await RunAsync(First, "1,5,1,open\n9,8,2,open\n");
        Assert.Equal(["1|5|1|open", "9|8|2|open"], _rig.Query("SELECT id, amount, fee, state FROM payments ORDER BY id"));

        await _rig.RollBackAsync(First);

        Assert.Equal(["9|9|NULL"], _rig.Query("SELECT * FROM payments"));
        Assert.Equal(definition, Definition());
        Assert.Empty(_rig.Query("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'lumos%'"));

        List<string> Definition() => _rig.Query("SELECT sql FROM duckdb_tables() WHERE table_name = 'payments' UNION ALL SELECT sql FROM duckdb_indexes() WHERE table_name = 'payments' ORDER BY 1");
    }

    [Fact]
    public async Task RollbackThatDiedOverIndexes_IsFinishedByTheNextThatOpensTheFile()
    {
        _rig.Execute("""
            CREATE TABLE payments (id BIGINT, amount BIGINT, fee BIGINT, state VARCHAR, note VARCHAR); INSERT INTO payments VALUES (9, 9, NULL, NULL, 'used since');
            CREATE SCHEMA lumos_taken_back; CREATE TABLE lumos_taken_back.statements (place BIGINT NOT NULL, table_name VARCHAR NOT NULL, column_name VARCHAR, statement VARCHAR NOT NULL);
            INSERT INTO lumos_taken_back.statements VALUES
                (1, 'payments', 'state', 'ALTER TABLE payments DROP COLUMN IF EXISTS state'), (2, 'payments', 'note', 'ALTER TABLE payments DROP COLUMN IF EXISTS note'),
                (3, 'payments', NULL, 'CREATE INDEX by_amount ON payments (amount)'), (4, 'removed', NULL, 'CREATE INDEX by_nothing ON removed (nothing)')
            """);

        await (await _rig.OpenAsync()).DisposeAsync();

        Assert.Equal(["9|9|NULL|used since"], _rig.Query("SELECT * FROM payments"));
        Assert.Equal(["by_amount"], _rig.Query("SELECT index_name FROM duckdb_indexes()"));
        Assert.Empty(_rig.Query("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'lumos%'"));
    }

    [Fact]
    public async Task AdditiveChange_OfAParquetTable_GainsColumnsAndLosesNone()
    {
        _rig.Target = "out.parquet";
        var narrow = Payments with { Columns = [.. Payments.Columns.Take(2)] };
        _rig.Source("payments", "id,amount,fee,state\n1,5,1,open\n");
        _rig.Table(narrow, "payments", ("id", "id | type_cast(int64)"), ("amount", "amount | type_cast(int64)"));
        _rig.RunId = First;
        await _rig.RunAsync();
        (_rig.Tables[0], _rig.RunId) = (Payments, Second);
        Assert.Contains("it has no column 'fee'", (await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync())).Message, StringComparison.Ordinal);

        _rig.Overrides = new RunOverrides { AllowAdditive = true };
        await _rig.RunAsync();
        Assert.Equal(["1|5|NULL|NULL"], _rig.Query($"SELECT * FROM '{_rig.TargetPath}'"));

        (_rig.Tables[0], _rig.RunId) = (narrow, "01J0000000000000000000CCCC");
        Assert.Contains("it has the further column 'fee'", (await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync())).Message, StringComparison.Ordinal);
        await _rig.RollBackAsync(Second);
        Assert.Equal(["1|5"], _rig.Query($"SELECT * FROM '{_rig.TargetPath}'"));
    }

    [Fact]
    public async Task AdditiveChange_FilledByOthersSince_IsNotTakenBack()
    {
        _rig.Execute("CREATE TABLE payments (id BIGINT, amount BIGINT, fee BIGINT); INSERT INTO payments VALUES (9, 9, NULL)");
        (_rig.Load, _rig.Overrides) = ("upsert", new RunOverrides { AllowAdditive = true });
        await RunAsync(First, "1,5,1,open\n");
        _rig.Execute("UPDATE payments SET state = 'done' WHERE id = 9");

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RollBackAsync(First));

        Assert.Equal("TARGET_CHANGED_SINCE", error.Reason);
        Assert.Equal(["1|open", "9|done"], _rig.Query("SELECT id, state FROM payments ORDER BY id"));
    }

    [Theory]
    [InlineData("upsert", "1|5|1|open,2|7|2|open,3|9|3|done")]
    [InlineData("append", "1|5|1|open,2|7|2|open,3|9|3|done")]
    [InlineData("replace", "2|7|2|open,3|9|3|done,5|5|5|open")]
    public async Task UniqueIndexOfTheTable_RowsThatRepeatIt_AreQuarantinedWithItsName(string load, string expected)
    {
        _rig.Execute("CREATE TABLE payments (id BIGINT PRIMARY KEY, amount BIGINT, fee BIGINT, state VARCHAR); INSERT INTO payments VALUES (1, 5, 1, 'open'); CREATE UNIQUE INDEX one_amount ON payments (abs(amount), lower(\"state\")); CREATE UNIQUE INDEX one_fee ON payments (fee)");
        _rig.Load = load;

        await RunAsync(First, "2,7,2,open\n3,9,3,done\n4,-7,4,open\n5,5,5,open\n6,8,3,open\n", Payments with { Columns = [.. Payments.Columns.Select(static column => column with { Enum = null })] });

        Assert.Equal(expected.Split(','), _rig.Query("SELECT * FROM payments ORDER BY id"));
        Assert.Equal(
            load == "replace" ? ["UNIQUE_VIOLATION in amount (one_amount)", "UNIQUE_VIOLATION in fee (one_fee)"] : ["UNIQUE_VIOLATION in amount (one_amount)", "UNIQUE_VIOLATION in amount (one_amount)", "UNIQUE_VIOLATION in fee (one_fee)"],
            (await _rig.QuarantineAsync()).Select(static record => string.Join(", ", record.Reasons)));
        Assert.Equal(["one_amount", "one_fee"], _rig.Query("SELECT index_name FROM duckdb_indexes() ORDER BY 1"));
    }
}
