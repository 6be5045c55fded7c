using System.Globalization;
using System.Text;
using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

/// <summary>The columnar executor and SQL of the embedded engine are two ways to the same bytes.</summary>
public sealed class TransformEngineTests
{
    private const string Columnar = "columnar", DuckDb = "duckdb";

    private static readonly TargetTable Orders = new()
    {
        Name = "orders",
        Columns =
        [
            new TargetColumn { Name = "channel", Type = ColumnType.Text, Default = "shop é" },
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false },
            new TargetColumn { Name = "note", Type = ColumnType.Text },
            new TargetColumn { Name = "size", Type = ColumnType.Text, Enum = ["small", "größer", "x"] },
            new TargetColumn { Name = "level", Type = ColumnType.Int64, Enum = ["1", "2", "03"] },
            new TargetColumn { Name = "rate", Type = ColumnType.Decimal(5, 2), Enum = ["0.50", "1.5", "-2.25"] },
            new TargetColumn { Name = "day", Type = ColumnType.Date, Enum = ["2024-02-29", "2024-03-01"] },
            new TargetColumn { Name = "paid", Type = ColumnType.Bool, Nullable = false, Enum = ["true"] },
            new TargetColumn { Name = "seen", Type = ColumnType.Timestamp },
            new TargetColumn { Name = "share", Type = ColumnType.Float64 },
            new TargetColumn { Name = "limit", Type = ColumnType.Decimal(9, 2), Default = "10.5" },
            new TargetColumn { Name = "since", Type = ColumnType.Date, Default = "2020-01-31" },
            new TargetColumn { Name = "open", Type = ColumnType.Bool, Default = "true" },
            new TargetColumn { Name = "shut", Type = ColumnType.Bool, Default = "false" },
            new TargetColumn { Name = "wide", Type = ColumnType.Decimal(30, 3), Default = "-12345678901234567890.125" },
            new TargetColumn { Name = "nothing", Type = ColumnType.Text },
            new TargetColumn { Name = "never", Type = ColumnType.Timestamp },
        ],
        PrimaryKey = ["id"],
    };

    private static readonly (string, string)[] OrdersColumns =
    [
        ("id", "id | type_cast(int64)"), ("note", "note | trim"), ("size", "size | case(lower)"), ("level", "level | type_cast(int64)"), ("rate", "rate | type_cast(decimal(5,2))"),
        ("day", "day | type_cast(date)"), ("paid", "paid | type_cast(bool)"), ("seen", "seen | date_parse(\"YYYY-MM-DD HH:mm:ss\", target: timestamp)"), ("share", "share | type_cast(float64)"),
    ];

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out.parquet")]
    public async Task Run_OnEitherEngine_GivesTheSameBytes(string target)
    {
        using var columnar = Rig(target, Columnar);
        using var sql = Rig(target, DuckDb);

        var left = (await columnar.RunAsync()).Tables[0];
        var right = (await sql.RunAsync()).Tables[0];

        Assert.Equal([new TransformUse("orders", Columnar, "asked for by the contract")], left.Transforms);
        Assert.Equal([new TransformUse("orders", DuckDb, "asked for by the contract")], right.Transforms);
        Assert.True(left.QuarantineReasons.Count >= 5, string.Join(", ", left.QuarantineReasons.Keys));
        Assert.True(left.RowsOut > 50);
        Assert.Equal(Text(left with { Transforms = [] }), Text(right with { Transforms = [] }));
        Assert.Equal(await RecordsAsync(columnar), await RecordsAsync(sql));
        var from = target == "out.duckdb" ? "orders" : "read_parquet('{0}')";
        Assert.Equal(columnar.Query("SELECT * FROM " + from.Replace("{0}", columnar.TargetPath, StringComparison.Ordinal)), sql.Query("SELECT * FROM " + from.Replace("{0}", sql.TargetPath, StringComparison.Ordinal)));
        if (target == "out.parquet") Assert.Equal(await File.ReadAllBytesAsync(columnar.TargetPath), await File.ReadAllBytesAsync(sql.TargetPath));
    }

    [Theory]
    [InlineData(Columnar)]
    [InlineData(DuckDb)]
    public async Task Run_WithMoreThreads_GivesTheSameBytes(string engine)
    {
        using var one = Rig("out.parquet", engine);
        using var many = Rig("out.parquet", engine);
        (one.Workers, many.Workers) = (1, 5);

        var left = await one.RunAsync();
        var right = await many.RunAsync();

        Assert.Equal(Text(left.Tables[0]), Text(right.Tables[0]));
        Assert.Equal(await RecordsAsync(one), await RecordsAsync(many));
        Assert.Equal(await File.ReadAllBytesAsync(one.TargetPath), await File.ReadAllBytesAsync(many.TargetPath));
    }

    [Fact]
    public async Task Run_NobodyChooses_ComputesHereAndHasNothingToExplain()
    {
        using var rig = Rig("out.duckdb", null);

        Assert.Equal([new TransformUse("orders", Columnar)], (await rig.RunAsync()).Tables[0].Transforms);
    }

    [Fact]
    public async Task Run_WhatTheExecutorCannotDo_IsComputedInSqlAndExplained()
    {
        using var rig = Widened(null);

        var table = (await rig.RunAsync()).Tables[0];

        var use = Assert.Single(table.Transforms);
        Assert.Equal(DuckDb, use.Engine);
        Assert.Contains("'amount' is widened from int64 to decimal(20,1)", use.Reason);
        Assert.Equal(["7|7.0"], rig.Query("SELECT id, amount FROM sums"));
    }

    [Fact]
    public async Task Run_WhatTheExecutorCannotDoButTheContractWants_IsRefusedBeforeAnythingIsWritten()
    {
        using var rig = Widened(Columnar);

        var error = await Assert.ThrowsAsync<LumosException>(() => rig.RunAsync());

        Assert.Equal("MIGRATION_ENGINE_REFUSED", error.Reason);
        Assert.False(File.Exists(rig.TargetPath));
    }

    [Fact]
    public async Task Run_MetadataOnly_SaysWhatWouldCompute()
    {
        using var rig = Rig("out.duckdb", null);
        rig.Mode = RunMode.MetadataOnly;

        Assert.Equal([new TransformUse("orders", Columnar)], (await rig.RunAsync()).Tables[0].Transforms);
    }

    [Fact]
    public async Task Run_DefaultThatIsNoValueOfItsColumn_IsRefusedBeforeAnythingIsWritten()
    {
        using var rig = new MigrationRig();
        rig.Source("t", "id\n1\n");
        rig.Table(new TargetTable { Name = "t", Columns = [new TargetColumn { Name = "id", Type = ColumnType.Text }, new TargetColumn { Name = "n", Type = ColumnType.Int64, Default = "many" }] }, "t", ("id", "id"));

        var error = await Assert.ThrowsAsync<LumosException>(() => rig.RunAsync());

        Assert.Equal(("MIGRATION_PLAN_INVALID", "n"), (error.Reason, error.Where!.Column));
        Assert.False(File.Exists(rig.TargetPath));
    }

    private static MigrationRig Rig(string target, string? engine)
    {
        var rig = new MigrationRig { Target = target, TransformEngine = engine, ChunkRows = 30 };
        rig.Source("orders", Csv(), 200);
        rig.Table(Orders, "orders", OrdersColumns);
        return rig;
    }

    private static MigrationRig Widened(string? engine)
    {
        var rig = new MigrationRig { TransformEngine = engine };
        rig.Source("sums", "id,amount\n7,7\n");
        rig.Table(
            new TargetTable { Name = "sums", Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "amount", Type = ColumnType.Decimal(20, 1) }] },
            "sums", ("id", "id | type_cast(int64)"), ("amount", "amount | type_cast(int64)"));
        return rig;
    }

    // 200 rows that break every rule somewhere: ragged ones, repeated keys, values outside the lists, missing ones, texts of many lengths.
    private static string Csv()
    {
        var csv = new StringBuilder("id,note,size,level,rate,day,paid,seen,share\n");
        for (var i = 1; i <= 200; i++)
        {
            var id = i % 41 == 0 ? i - 3 : i;
            var note = i % 5 == 0 ? "" : i % 7 == 0 ? "\"\"" : $" {new string('é', i % 23)} note {i} ";
            var size = i % 31 == 0 ? "huge" : i % 6 == 0 ? "" : i % 2 == 0 ? "SMALL" : "Größer";
            var level = i % 37 == 0 ? "3" : i % 9 == 0 ? "" : "2";
            var rate = i % 43 == 0 ? "1.50" : i % 8 == 0 ? "-2.25" : "0.5";
            var day = i % 47 == 0 ? "2024-03-02" : i % 53 == 0 ? "2023-02-29" : "2024-02-29";
            var paid = i % 59 == 0 ? "" : i % 61 == 0 ? "no" : "yes";
            var seen = i % 4 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"2024-01-{1 + (i % 28):D2} 10:{i % 60:D2}:00");
            csv.Append(CultureInfo.InvariantCulture, $"{id},{note},{size},{level},{rate},{day},{paid},{seen},{i / 7.0:R}{(i % 67 == 0 ? ",more" : "")}\n");
        }

        return csv.ToString();
    }

    private static string Text(MigratedTable table) => JsonSerializer.Serialize(table);

    private static async Task<string> RecordsAsync(MigrationRig rig) =>
        JsonSerializer.Serialize((await rig.QuarantineAsync()).Select(record => record with { CreatedAt = default }));
}
