using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Verification;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Migration;

/// <summary>Tables that are folders of Parquet files: partitioned, sorted, cut to a size; put into place and taken back whole.</summary>
public sealed class ParquetLayoutTests : IDisposable
{
    private const string First = "01J0000000000000000000AAAA", Second = "01J0000000000000000000BBBB";
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    private static readonly TargetTable Sales = new()
    {
        Name = "sales",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "country", Type = ColumnType.Text }, new TargetColumn { Name = "day", Type = ColumnType.Date },
            new TargetColumn { Name = "price", Type = ColumnType.Decimal(9, 2) }, new TargetColumn { Name = "paid", Type = ColumnType.Bool },
        ],
        PrimaryKey = ["id"],
    };

    private static readonly (string, string)[] Columns =
    [
        ("id", "id | type_cast(int64)"), ("country", "country"), ("day", "day | date_parse(\"YYYY-MM-DD\")"), ("price", "price | type_cast(decimal(9,2))"), ("paid", "paid | type_cast(bool)"),
    ];

    private readonly MigrationRig _rig = new() { Target = "out/", RunId = First };

    public void Dispose() => _rig.Dispose();

    private string Out => _rig.Folder["out/sales"];

    /// <summary>Reads as any program would that knows Hive's names of folders.</summary>
    private string Read => $"read_parquet('{Out}/**/*.parquet', hive_partitioning = true, hive_types = {{country: VARCHAR}})";

    private async Task<MigratedTable> RunAsync(TableLayout? layout, string csv, string runId = First, string load = "auto")
    {
        if (_rig.Tables.Count == 0) _rig.Table(Sales, "sales", Columns);
        _rig.Source("sales", "id,country,day,price,paid\n" + csv);
        _rig.Overrides = new RunOverrides { Layout = layout is null ? null : new Dictionary<string, TableLayout> { ["*"] = layout } };
        _rig.RunId = runId;
        _rig.Load = load;
        return Assert.Single((await _rig.RunAsync()).Tables);
    }

    private static string Rows(int count, int from = 0)
    {
        var csv = new StringBuilder();
        for (var i = from; i < from + count; i++) csv.Append(CultureInfo.InvariantCulture, $"{i},{(i % 5 == 0 ? "" : "C" + (i % 3))},2024-0{1 + (i % 3)}-1{i % 7},{(i * 7) % 100}.25,{(i % 2 == 0 ? "yes" : "no")}\n");
        return csv.ToString();
    }

    private string[] Files() => [.. Directory.GetFiles(Out, "*.parquet", All).Select(file => Path.GetRelativePath(Out, file)).Order(StringComparer.Ordinal)];

    private string Bytes() => string.Join('\n', Directory.GetFiles(Out, "*", All).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(Out, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));

    private async Task<VerificationOutcome> VerifyAsync(MigratedTable table)
    {
        await using var target = await _rig.OpenAsync();
        return (await new TableVerifier(target, table, _rig.ChunkRows, _rig.Folder["scratch"], null).RunAsync(null, CancellationToken.None)).Outcome;
    }

    [Fact]
    public async Task Partitioned_Run_LiesInFoldersOfItsValuesAndVerifies()
    {
        var table = await RunAsync(new TableLayout { PartitionBy = ["country", "paid"], SortBy = ["price desc", "day"] }, Rows(60));

        Assert.Equal(
            ["country=C0/paid=false", "country=C0/paid=true", "country=C1/paid=false", "country=C1/paid=true", "country=C2/paid=false", "country=C2/paid=true", "country=__HIVE_DEFAULT_PARTITION__/paid=false", "country=__HIVE_DEFAULT_PARTITION__/paid=true"],
            Files().Select(Path.GetDirectoryName));
        Assert.Equal(["60|60"], _rig.Query($"SELECT count(*), count(DISTINCT id) FROM {Read}"));
        Assert.Equal(["12"], _rig.Query($"SELECT count(*) FROM {Read} WHERE country IS NULL"));
        Assert.Equal(["id", "day", "price"], _rig.Query($"SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('{Out}/{Files()[0]}', hive_partitioning = false))"));
        foreach (var file in Files())
        {
            var prices = _rig.Query($"SELECT price FROM read_parquet('{Out}/{file}', hive_partitioning = false)").Select(text => decimal.Parse(text, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(prices.OrderByDescending(static price => price), prices);
        }

        Assert.Equal(VerificationOutcome.Same, await VerifyAsync(table));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));
    }

    [Fact]
    public async Task Partitioned_Run_HasTheRootHashOfAnyOtherTarget()
    {
        var folder = await RunAsync(new TableLayout { PartitionBy = ["day"], RowsPerFile = 3 }, Rows(40));
        _rig.Target = "out.duckdb";
        var database = await RunAsync(null, Rows(40), Second);

        Assert.Equal(Manifests.RootOf(database.Manifest!), Manifests.RootOf(folder.Manifest!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Laid_Out_Run_WithAnyNumberOfWorkers_GivesTheSameBytes(int workers)
    {
        var layout = new TableLayout { PartitionBy = ["country"], SortBy = ["day"], RowsPerFile = 7 };
        _rig.Workers = workers;
        await RunAsync(layout, Rows(200) + "7,dup,2024-01-01,1.00,yes\nx,bad,2024-01-01,1.00,yes\n");
        var bytes = Bytes();
        using var other = new ParquetLayoutTests();
        other._rig.Workers = 2;
        await other.RunAsync(layout, Rows(200) + "7,dup,2024-01-01,1.00,yes\nx,bad,2024-01-01,1.00,yes\n");

        Assert.Equal(other.Bytes(), bytes);
        Assert.DoesNotContain("dup", bytes);
    }

    [Fact]
    public async Task Sized_Run_SharesRowsEvenlyAmongFiles()
    {
        await RunAsync(new TableLayout { RowsPerFile = 30 }, Rows(100));

        Assert.Equal([25, 25, 25, 25], Files().Select(file => int.Parse(_rig.Query($"SELECT count(*) FROM read_parquet('{Out}/{file}')")[0], CultureInfo.InvariantCulture)));
        Assert.Equal(Enumerable.Range(0, 100).Select(static id => $"{id}"), _rig.Query($"SELECT id FROM read_parquet('{Out}/*.parquet')"));
        Assert.All(Files(), static file => Assert.Matches($"^part-0000[0-3]-{First}\\.parquet$", file));
    }

    [Fact]
    public async Task TargetFileSize_HalfOfWhatTheRowsTake_MakesSeveralFiles()
    {
        _rig.ChunkRows = 1000;
        await RunAsync(new TableLayout { TargetFileSize = 4000 }, Rows(2000));

        Assert.InRange(Files().Length, 3, 40);
        Assert.Equal(["2000"], _rig.Query($"SELECT count(*) FROM read_parquet('{Out}/*.parquet')"));
    }

    [Fact]
    public async Task Sorted_Only_IsOneFileInThatOrder()
    {
        _rig.Target = "out.parquet";
        await RunAsync(new TableLayout { SortBy = ["id desc"] }, Rows(30));

        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(static id => $"{id}"), _rig.Query($"SELECT id FROM read_parquet('{_rig.TargetPath}')"));
        Assert.Equal(["lumos"], _rig.Query($"SELECT CAST(key AS VARCHAR) FROM parquet_kv_metadata('{_rig.TargetPath}')"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("ü ä=ö")]
    [InlineData("%41")]
    [InlineData("..")]
    [InlineData("a*[b]?")]
    [InlineData(" x ")]
    [InlineData("日本")]
    public async Task Partition_ValueOfAnyLetters_IsReadBackAsItWas(string value)
    {
        var table = await RunAsync(new TableLayout { PartitionBy = ["country"] }, $"1,{value},2024-01-01,1.00,yes\n2,DE,2024-01-01,1.00,yes\n");

        Assert.Equal([value], _rig.Query($"SELECT country FROM {Read} WHERE id = 1"));
        Assert.Equal(VerificationOutcome.Same, await VerifyAsync(table));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("__HIVE_DEFAULT_PARTITION__")]
    public async Task Partition_ValueThatReadersTakeForNull_IsRefusedAndNothingPromoted(string value)
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(new TableLayout { PartitionBy = ["country"] }, $"1,{value},2024-01-01,1.00,yes\n"));

        Assert.Equal("TARGET_PARTITION_VALUE", error.Reason);
        Assert.DoesNotContain(value, error.Message);
        Assert.False(Directory.Exists(_rig.Folder["out"]));
    }

    [Fact]
    public async Task Partition_ByMoreValuesThanFoldersAreMade_IsRefused()
    {
        _rig.ChunkRows = 5000;

        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(new TableLayout { PartitionBy = ["id"] }, Rows(10_001)));

        Assert.Equal("TARGET_PARTITIONS_TOO_MANY", error.Reason);
    }

    [Fact]
    public async Task Partitioned_Run_WithoutRows_SaysItsColumns()
    {
        var table = await RunAsync(new TableLayout { PartitionBy = ["country"] }, "");

        Assert.Equal(["id", "country", "day", "price", "paid"], _rig.Query($"SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('{Out}/*.parquet'))"));
        Assert.Equal(VerificationOutcome.Same, await VerifyAsync(table));
        await RunAsync(new TableLayout { PartitionBy = ["country"] }, Rows(5), Second);
        Assert.Equal(["5"], _rig.Query($"SELECT count(*) FROM {Read}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondRun_ReplacesTheFolderWhole_AndARollbackPutsItBack(bool exchanges)
    {
        _rig.ExchangesFolders = exchanges;
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(layout, Rows(30));
        var before = Bytes();
        await RunAsync(layout, Rows(12, 1), Second);
        Assert.Equal(["12|12"], _rig.Query($"SELECT count(*), max(id) FROM {Read}"));
        Assert.All(Files(), static file => Assert.Contains(Second, file));

        var back = Assert.Single(await _rig.RollBackAsync(Second));

        Assert.Equal(("sales", 30L), (back.Table, back.Rows));
        Assert.Equal(before, Bytes());
        Assert.Null(Assert.Single(await _rig.RollBackAsync(First)).Rows);
        Assert.False(Directory.Exists(Out));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Crash_BetweenTheRenames_IsFinishedByTheNextLife(bool exchanges)
    {
        _rig.ExchangesFolders = exchanges;
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(layout, Rows(30));
        _rig.Failpoints = new CrashFailpoints(FailpointNames.FolderSwapped, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(layout, Rows(12, 1), Second, "replace"));
        _rig.Failpoints = NoFailpoints.Instance;
        Assert.Equal(exchanges, Directory.Exists(Out));

        var table = await RunAsync(layout, Rows(12, 1), Second, "replace");

        Assert.Equal(["12|12"], _rig.Query($"SELECT count(*), max(id) FROM {Read}"));
        Assert.Equal(VerificationOutcome.Same, await VerifyAsync(table));
        await _rig.RollBackAsync(Second);
        Assert.Equal(["30|29"], _rig.Query($"SELECT count(*), max(id) FROM {Read}"));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));
    }

    [Fact]
    public async Task Crash_BetweenTheRenames_IsUndoneByAnotherRun()
    {
        _rig.ExchangesFolders = false;
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(layout, Rows(30));
        _rig.Failpoints = new CrashFailpoints(FailpointNames.FolderSwapped, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(layout, Rows(12, 1), Second, "replace"));
        _rig.Failpoints = NoFailpoints.Instance;

        await RunAsync(layout, Rows(4), "01J0000000000000000000CCCC", "replace");
        await _rig.RollBackAsync("01J0000000000000000000CCCC");

        Assert.Equal(["30|29"], _rig.Query($"SELECT count(*), max(id) FROM {Read}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rollback_KilledBetweenTheRenames_IsGoneOnWith(bool exchanges)
    {
        _rig.ExchangesFolders = exchanges;
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(layout, Rows(30));
        await RunAsync(layout, Rows(12, 1), Second);
        _rig.Failpoints = new CrashFailpoints(FailpointNames.FolderSwapped, 1);
        await Assert.ThrowsAsync<CrashException>(() => _rig.RollBackAsync(Second));
        _rig.Failpoints = NoFailpoints.Instance;

        await _rig.RollBackAsync(Second);

        Assert.Equal(["30|29"], _rig.Query($"SELECT count(*), max(id) FROM {Read}"));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));
    }

    [Fact]
    public async Task Rollback_OfAFolderSomebodyAddedTo_IsRefused()
    {
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(layout, Rows(30));
        await RunAsync(layout, Rows(12, 1), Second);
        File.Copy(Path.Combine(Out, Files()[0]), Path.Combine(Out, "more.parquet"));

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RollBackAsync(Second));

        Assert.Equal("TARGET_CHANGED_SINCE", error.Reason);
    }

    [Fact]
    public async Task Run_OverAFolderSomebodyAddedTo_IsRefusedUnlessItReplaces()
    {
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(layout, Rows(30));
        File.Copy(Path.Combine(Out, Files()[0]), Path.Combine(Path.GetDirectoryName(Path.Combine(Out, Files()[0]))!, "more.parquet"));

        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(layout, Rows(12), Second));
        await RunAsync(layout, Rows(12), "01J0000000000000000000CCCC", "replace");

        Assert.Equal("TARGET_NOT_EMPTY", error.Reason);
        Assert.Equal(["12"], _rig.Query($"SELECT count(*) FROM {Read}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ThatWouldChangeFileIntoFolder_OrBack_IsRefused(bool toFolder)
    {
        var layout = new TableLayout { PartitionBy = ["country"] };
        await RunAsync(toFolder ? null : layout, Rows(30));

        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(toFolder ? layout : null, Rows(12), Second, "replace"));

        Assert.Equal("TARGET_LAYOUT_CHANGED", error.Reason);
        Assert.Equal(["30"], _rig.Query(toFolder ? $"SELECT count(*) FROM read_parquet('{Out}.parquet')" : $"SELECT count(*) FROM {Read}"));
    }

    [Fact]
    public async Task Run_IntoAFolderOfOtherThings_IsRefused()
    {
        _rig.Folder.Write("out/sales/notes.txt", "mine");

        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(new TableLayout { PartitionBy = ["country"] }, Rows(3)));

        Assert.Equal("TARGET_FOLDER_TAKEN", error.Reason);
        Assert.True(File.Exists(_rig.Folder["out/sales/notes.txt"]));
    }
}
