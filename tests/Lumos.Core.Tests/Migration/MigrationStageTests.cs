using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

public sealed class MigrationStageTests : IDisposable
{
    private readonly MigrationRig _rig = new();

    public static TargetTable People { get; } = new()
    {
        Name = "people",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false },
            new TargetColumn { Name = "name", Type = ColumnType.Text, Nullable = false },
            new TargetColumn { Name = "born", Type = ColumnType.Date },
            new TargetColumn { Name = "balance", Type = ColumnType.Decimal(12, 2) },
            new TargetColumn { Name = "active", Type = ColumnType.Bool },
            new TargetColumn { Name = "country", Type = ColumnType.Text, Default = "US" },
        ],
        PrimaryKey = ["id"],
    };

    public static (string, string)[] PeopleColumns { get; } =
    [
        ("id", "id | type_cast(int64)"), ("name", "name | trim"), ("born", "born | date_parse(\"DD.MM.YYYY\")"),
        ("balance", "balance | type_cast(decimal(12,2))"), ("active", "active | type_cast(bool)"),
    ];

    public void Dispose() => _rig.Dispose();

    /// <summary>Rows 1 to n; every 7th has a bad date.</summary>
    public static string PeopleCsv(int rows, int badEvery = 7)
    {
        var csv = new StringBuilder("id,name,born,balance,active\n");
        for (var i = 1; i <= rows; i++)
        {
            var day = badEvery > 0 && i % badEvery == 0 ? "31.02.1990" : string.Create(CultureInfo.InvariantCulture, $"{1 + (i % 28):D2}.{1 + (i % 12):D2}.19{50 + (i % 50)}");
            csv.Append(CultureInfo.InvariantCulture, $"{i}, Person number {i} ,{day},{i}.5,{(i % 2 == 0 ? "yes" : "no")}\n");
        }

        return csv.ToString();
    }

    [Fact]
    public async Task Run_GoodAndBadRows_SplitsThemAndAccountsForEach()
    {
        _rig.Source("contacts", PeopleCsv(55), 55);
        _rig.Table(People, "contacts", PeopleColumns);

        var artifact = await _rig.RunAsync();

        var table = Assert.Single(artifact.Tables);
        Assert.True(artifact.Promoted);
        Assert.Equal("etl", artifact.Strategy);
        Assert.Equal((55, 48, 0, 7), (table.RowsIn, table.RowsOut, table.Collapsed, table.Quarantined));
        Assert.Equal([new("E_DATE", 7)], table.QuarantineReasons);
        Assert.Equal(6, table.Chunks.Count);
        Assert.All(table.Validations, validation => Assert.True(validation.Passed));
        Assert.Equal(["row_count", "checksum", "fk_check", "unique_check", "null_check"], table.Validations.Select(validation => validation.Check));
        Assert.Equal(["48|1|55|1368.00"], _rig.Query("SELECT count(*), min(id), max(id), sum(balance) FROM people WHERE country = 'US'"));
        Assert.Equal(["1|Person number 1|1951-02-02|false"], _rig.Query("SELECT id, name, CAST(born AS VARCHAR), CAST(active AS VARCHAR) FROM people WHERE id = 1"));
        Assert.Equal(["people"], _rig.Query("SELECT table_name FROM duckdb_tables()"));
        Assert.Empty(_rig.Query("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE 'lumos%'"));
    }

    [Fact]
    public async Task Run_BadRow_IsInQuarantineWithPlaceReasonAndMaskedPreviews()
    {
        _rig.Source("contacts", PeopleCsv(8));
        _rig.Table(People, "contacts", PeopleColumns);
        _rig.Domains.Add(new DomainAssignment { Table = "contacts", Column = "name", Domain = "person.full_name", Band = ConfidenceBand.High, Score = 1, Pii = PiiGrade.Direct });

        await _rig.RunAsync();

        var record = Assert.Single(await _rig.QuarantineAsync());
        Assert.Equal(("people", "contacts", 6, 8), (record.Table, record.Source, record.Row, record.Line));
        Assert.Equal(["E_DATE"], record.ReasonCodes);
        Assert.Equal("born", record.Column);
        Assert.Equal("7", record.Key);
        Assert.Equal(Role.Operator, record.RbacRequiredRole);
        var source = await File.ReadAllBytesAsync(_rig.Folder["contacts.csv"]);
        Assert.StartsWith("7, Person", Encoding.UTF8.GetString(source, (int)record.ByteOffset!.Value, 20));
        Assert.DoesNotContain("Person", record.MaskedPreviewBefore["name"]);
        Assert.DoesNotContain("Person", record.MaskedPreviewAfter["name"]);
        Assert.Null(record.MaskedPreviewAfter["born"]);
    }

    [Fact]
    public async Task Run_BadRow_ValueMadeOfSeveralColumns_ShowsNothingOfAnyOfThem()
    {
        var table = new TargetTable
        {
            Name = "notes",
            Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "remark", Type = ColumnType.Text }, new TargetColumn { Name = "seen", Type = ColumnType.Date }],
        };
        _rig.Source("contacts", "id,card_number,last_name,seen\n1,4111111111111111,Kim,never\n2,4111111111111111,Huber,2024-01-01\n");
        _rig.Table(table, "contacts", ("id", "id | type_cast(int64)"), ("remark", "concat(card_number, last_name, separator: \" \", nulls: skip)"), ("seen", "seen | date_parse(\"YYYY-MM-DD\")"));
        var input = _rig.Mappings[0].Inputs[0];
        _rig.Mappings[0] = _rig.Mappings[0] with { Inputs = [input with { Columns = [.. input.Columns.Select(column => column.Target == "remark" ? column with { Sources = ["card_number", "last_name"] } : column)] }] };

        await _rig.RunAsync();

        // The mask of card numbers leaves the last four characters, which here are the name.
        Assert.Equal("********", Assert.Single(await _rig.QuarantineAsync()).MaskedPreviewAfter["remark"]);
    }

    [Fact]
    public async Task Run_RaggedNullAndEnumRows_GoToQuarantine()
    {
        _rig.Source("codes", "id,code\n1,A\n2,\n3,C\n4\n5,B,x\n6,B\n");
        _rig.Table(
            new TargetTable
            {
                Name = "codes",
                Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "code", Type = ColumnType.Text, Nullable = false, Enum = ["A", "B"] }],
            },
            "codes", ("id", "id | type_cast(int64)"), ("code", "code"));

        var table = (await _rig.RunAsync()).Tables[0];

        Assert.Equal((6, 2, 4), (table.RowsIn, table.RowsOut, table.Quarantined));
        Assert.Equal(new Dictionary<string, long> { ["ENUM_VIOLATION"] = 1, ["NULL_VIOLATION"] = 1, ["RAGGED_ROW"] = 2 }, table.QuarantineReasons);
        Assert.Equal(["1|A", "6|B"], _rig.Query("SELECT * FROM codes"));
    }

    [Fact]
    public async Task Run_TwoSourcesOneTarget_AppendsInOrder()
    {
        _rig.Source("north", "id,name,born,balance,active\n1,A,01.01.2000,1,yes\n2,B,01.01.2000,1,yes\n");
        _rig.Source("south", "key,who\n3,C\n4,D\n");
        _rig.Table(People, DuplicateKeyRule.CollapseIdentical, ("north", PeopleColumns), ("south", [("id", "key | type_cast(int64)"), ("name", "who")]));

        var table = (await _rig.RunAsync()).Tables[0];

        Assert.Equal(["north", "south"], table.Chunks.Select(chunk => chunk.Source));
        Assert.Equal(["1|A", "2|B", "3|C", "4|D"], _rig.Query("SELECT id, name FROM people"));
    }

    [Theory]
    [InlineData(DuplicateKeyRule.CollapseIdentical, 1, 1, "DUP_KEY_CONFLICT", "first")]
    [InlineData(DuplicateKeyRule.Quarantine, 0, 2, "DUPLICATE_KEY", "first")]
    [InlineData(DuplicateKeyRule.KeepFirst, 2, 0, null, "first")]
    [InlineData(DuplicateKeyRule.KeepLast, 2, 0, null, "other")]
    public async Task Run_RepeatedKeys_FollowTheRule(DuplicateKeyRule rule, int collapsed, int quarantined, string? code, string kept)
    {
        // Row 15 repeats row 1, row 25 has its key with another name.
        var lines = PeopleCsv(30, 0).Split('\n');
        lines[1] = "1,first,01.01.2000,1,yes";
        lines[15] = lines[1];
        lines[25] = "1,other,01.01.2000,1,yes";
        _rig.Source("contacts", string.Join('\n', lines));
        _rig.Table(People, rule, ("contacts", PeopleColumns));

        var table = (await _rig.RunAsync()).Tables[0];

        Assert.Equal((30, 28, collapsed, quarantined), (table.RowsIn, table.RowsOut, table.Collapsed, table.Quarantined));
        Assert.Equal([kept], _rig.Query("SELECT name FROM people WHERE id = 1"));
        var records = await _rig.QuarantineAsync();
        Assert.Equal(quarantined, records.Count);
        Assert.All(records, record => Assert.Equal(code, Assert.Single(record.ReasonCodes)));
        if (code == "DUP_KEY_CONFLICT") Assert.Equal((24, 26), (records[0].Row, records[0].Line));
        Assert.Equal(28, table.Chunks.Sum(chunk => chunk.RowsOut));
    }

    [Fact]
    public async Task Run_OrphansAndTheirChildren_GoToQuarantineInReferenceOrder()
    {
        _rig.Source("export", "order,customer,line\n1,10,1\n2,20,1\n2,20,2\nx,30,1\n4,99,1\n");
        _rig.Source("buyers", "id\n10\n20\n30\n");
        var orders = new TargetTable
        {
            Name = "orders",
            Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "customer", Type = ColumnType.Int64 }],
            PrimaryKey = ["id"],
            ForeignKeys = [new TargetForeignKey(["customer"], "customers", ["id"])],
        };
        var lines = new TargetTable
        {
            Name = "lines",
            Columns = [new TargetColumn { Name = "order_id", Type = ColumnType.Int64 }, new TargetColumn { Name = "line", Type = ColumnType.Int64 }],
            PrimaryKey = ["order_id", "line"],
            ForeignKeys = [new TargetForeignKey(["order_id"], "orders", ["id"])],
        };
        var customers = new TargetTable { Name = "customers", Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }], PrimaryKey = ["id"] };
        _rig.Table(lines, "export", ("order_id", "order | type_cast(int64)"), ("line", "line | type_cast(int64)"));
        _rig.Table(orders, "export", ("id", "order | type_cast(int64)"), ("customer", "customer | type_cast(int64)"));
        _rig.Table(customers, "buyers", ("id", "id | type_cast(int64)"));

        var artifact = await _rig.RunAsync();

        var byName = artifact.Tables.ToDictionary(table => table.Table);
        Assert.Equal(new Dictionary<string, long> { ["E_CAST"] = 1, ["FK_ORPHAN"] = 1 }, byName["orders"].QuarantineReasons);
        Assert.Equal(1, byName["orders"].Collapsed);
        Assert.Equal(new Dictionary<string, long> { ["E_CAST"] = 1, ["FK_ORPHAN"] = 1 }, byName["lines"].QuarantineReasons);
        Assert.Equal(["1|10", "2|20"], _rig.Query("SELECT * FROM orders"));
        Assert.Equal(["1|1", "2|1", "2|2"], _rig.Query("SELECT * FROM lines"));
        Assert.Equal(4, (await _rig.QuarantineAsync()).Count);
    }

    [Fact]
    public async Task Run_MetadataOnly_PlansChunksAndWritesNothing()
    {
        _rig.Mode = RunMode.MetadataOnly;
        _rig.Source("contacts", PeopleCsv(25), 25);
        _rig.Table(People, "contacts", PeopleColumns);

        var artifact = await _rig.RunAsync();

        Assert.Equal("dry_run", artifact.Strategy);
        Assert.False(artifact.Promoted);
        Assert.Equal([10L, 10L, 5L], artifact.Tables[0].Chunks.Select(chunk => chunk.RowsIn));
        Assert.False(File.Exists(_rig.TargetPath));
    }

    [Fact]
    public async Task Run_EveryRowBad_PromotesNothing()
    {
        _rig.Source("contacts", PeopleCsv(5, 1));
        _rig.Table(People, "contacts", PeopleColumns);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("MIGRATION_ALL_QUARANTINED", error.Reason);
        Assert.Equal(ErrorCode.QuarantineRequired, error.Code);
        // Without its id the list shows the latest run that was completed, which this one was not.
        Assert.Contains("quarantine list 01", error.NextStep, StringComparison.Ordinal);
        Assert.Empty(_rig.Query("SELECT table_name FROM duckdb_tables() WHERE table_name = 'people'"));
    }

    [Fact]
    public async Task Run_TableSoWideThatChunksAreCut_GivesTheSameHashes()
    {
        // 600 columns x 5000 rows are more cells than are read at once.
        var header = "id," + string.Join(',', Enumerable.Range(1, 599).Select(i => $"c{i}"));
        var wide = new StringBuilder(header + "\n");
        var narrow = new StringBuilder("id,c599\n");
        for (var row = 1; row <= 6000; row++)
        {
            wide.Append(CultureInfo.InvariantCulture, $"{row}{string.Concat(Enumerable.Repeat(",x", 598))},v{row}\n");
            narrow.Append(CultureInfo.InvariantCulture, $"{row},v{row}\n");
        }

        var table = new TargetTable
        {
            Name = "things",
            Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "last", Type = ColumnType.Text }],
            PrimaryKey = ["id"],
        };
        using var other = new MigrationRig { ChunkRows = 5000 };
        other.Source("things", narrow.ToString());
        other.Table(table, "things", ("id", "id | type_cast(int64)"), ("last", "c599"));
        _rig.ChunkRows = 5000;
        _rig.Source("things", wide.ToString());
        _rig.Table(table, "things", ("id", "id | type_cast(int64)"), ("last", "c599"));

        var expected = (await other.RunAsync()).Tables[0];
        var actual = (await _rig.RunAsync()).Tables[0];

        Assert.Equal([5000L, 1000L], actual.Chunks.Select(chunk => chunk.RowsIn));
        Assert.Equal(expected.ContentHash, actual.ContentHash);
    }
}
