using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

/// <summary>Columns declared narrower than their type: tables are made so, and rows that do not fit go to quarantine.</summary>
public sealed class DeclaredWidthTests : IDisposable
{
    private const string First = "01J0000000000000000000AAAA", Second = "01J0000000000000000000BBBB";
    private const string Header = "id,amount,state,name\n";

    private static readonly TargetTable Payments = new()
    {
        Name = "payments",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Width = ColumnWidth.Int32, Nullable = false }, new TargetColumn { Name = "amount", Type = ColumnType.Int64, Width = ColumnWidth.Int16 },
            new TargetColumn { Name = "state", Type = ColumnType.Text, Width = ColumnWidth.Char(2) }, new TargetColumn { Name = "name", Type = ColumnType.Text, Width = ColumnWidth.Varchar(5) },
        ],
        PrimaryKey = ["id"],
    };

    private readonly MigrationRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private async Task<MigratedTable> RunAsync(string runId, string rows, TargetTable? table = null)
    {
        table ??= Payments;
        if (_rig.Tables.Count == 0)
        {
            _rig.Source("payments", Header + rows);
            _rig.Table(table, "payments", [.. table.Columns.Select(column => (column.Name, column.Type == ColumnType.Text ? column.Name : $"{column.Name} | type_cast({column.Type})"))]);
        }

        _rig.Folder.Write("payments.csv", Header + rows);
        _rig.RunId = runId;
        return Assert.Single((await _rig.RunAsync()).Tables);
    }

    private async Task<IEnumerable<string>> ReasonsAsync() => (await _rig.QuarantineAsync()).Select(record => string.Join(", ", record.Reasons));

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task RowsThatDoNotFit_AreQuarantined_AndTheTableIsMadeAsDeclared(string engine)
    {
        _rig.TransformEngine = engine;

        var table = await RunAsync(First, "1,5,MA,Ann\n2,40000,MA,Bob\n3,-32769,MAS,Robert\n3000000000,1,N,äöüßø\n4,-32768,N,äöüßø\n5,,,\n");

        Assert.Equal([new("RANGE_VIOLATION", 3)], table.QuarantineReasons);
        Assert.Equal(["RANGE_VIOLATION in amount", "RANGE_VIOLATION in amount, LENGTH_VIOLATION in state, LENGTH_VIOLATION in name", "RANGE_VIOLATION in id"], await ReasonsAsync());
        Assert.Equal(["1|5|MA|Ann", "4|-32768|N|äöüßø", "5|NULL|NULL|NULL"], _rig.Query("SELECT * FROM payments ORDER BY id"));
        Assert.Equal(["id|INTEGER", "amount|SMALLINT", "state|VARCHAR", "name|VARCHAR"], _rig.Query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'payments' ORDER BY column_index"));
    }

    [Fact]
    public async Task DefaultThatDoesNotFit_IsRefusedBeforeARowIsMoved()
    {
        var table = Payments with { Columns = [.. Payments.Columns, new TargetColumn { Name = "kind", Type = ColumnType.Text, Width = ColumnWidth.Char(2), Default = "unknown" }] };
        _rig.Source("payments", Header + "1,5,MA,Ann\n");
        _rig.Table(table, "payments", ("id", "id | type_cast(int64)"));

        var refused = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Contains("The default of column 'kind' does not fit char(2).", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondRun_ReplacesTheTableAsDeclared()
    {
        await RunAsync(First, "1,5,MA,Ann\n");

        var table = await RunAsync(Second, "1,6,MA,Ann\n2,7,NY,Bob\n");

        Assert.Equal(2, table.RowsOut);
        Assert.Equal(["1|6", "2|7"], _rig.Query("SELECT id, amount FROM payments ORDER BY id"));
        Assert.Equal(["INTEGER|SMALLINT"], _rig.Query("SELECT typeof(id), typeof(amount) FROM payments LIMIT 1"));
    }

    [Theory]
    [InlineData("upsert")]
    [InlineData("replace")]
    [InlineData("append")]
    public async Task TableThatIsNarrowerThanTheSchemaSays_RowsThatDoNotFitAreQuarantined(string load)
    {
        _rig.Execute("CREATE TABLE payments (id INTEGER, amount UTINYINT, state VARCHAR, name VARCHAR)");
        _rig.Load = load;
        var wide = Payments with { Columns = [.. Payments.Columns.Select(static column => column with { Width = null })] };

        var table = await RunAsync(First, "1,255,MA,Ann\n2,256,MA,Bob\n3000000000,1,MA,Eve\n3,-1,MA,Dan\n", wide);

        Assert.Equal([new("CHECK_VIOLATION", 3)], table.QuarantineReasons);
        Assert.Equal(["CHECK_VIOLATION in amount (amount UTINYINT)", "CHECK_VIOLATION in id (id INTEGER)", "CHECK_VIOLATION in amount (amount UTINYINT)"], await ReasonsAsync());
        Assert.Equal(["1|255"], _rig.Query("SELECT id, amount FROM payments"));
        Assert.Equal(["INTEGER|UTINYINT"], _rig.Query("SELECT typeof(id), typeof(amount) FROM payments LIMIT 1"));
    }

    [Fact]
    public async Task Parquet_RowsThatDoNotFit_AreQuarantined()
    {
        _rig.Target = "out/";

        var table = await RunAsync(First, "1,5,MA,Ann\n2,40000,MA,Bob\n3,1,MAS,Eve\n");

        Assert.Equal(1, table.RowsOut);
        Assert.Equal(["RANGE_VIOLATION in amount", "LENGTH_VIOLATION in state"], await ReasonsAsync());
    }
}
