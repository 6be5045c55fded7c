using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

/// <summary>Keys that come more than once, however they are found: apart while they are staged, noted, or grouped after a crash.</summary>
public sealed class RepeatedKeyTests : IDisposable
{
    private static readonly TargetTable People = new()
    {
        Name = "people",
        Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }, new TargetColumn { Name = "name", Type = ColumnType.Text }],
        PrimaryKey = ["id"],
    };

    private readonly MigrationRig _rig = new() { ChunkRows = 100 };

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("out.duckdb", DuplicateKeyRule.CollapseIdentical, ulong.MaxValue)]
    [InlineData("out.duckdb", DuplicateKeyRule.KeepLast, ulong.MaxValue)]
    [InlineData("out.duckdb", DuplicateKeyRule.CollapseIdentical, 1UL)]
    [InlineData("out.parquet", DuplicateKeyRule.CollapseIdentical, ulong.MaxValue)]
    [InlineData("out.parquet", DuplicateKeyRule.KeepLast, ulong.MaxValue)]
    public async Task Run_ManyRepeatedKeys_EachStaysOnce(string target, DuplicateKeyRule rule, ulong mask)
    {
        const int rows = 3_000, keys = 1_600;
        var csv = new StringBuilder("id,name\n");
        for (var row = 0; row < rows; row++) csv.Append(CultureInfo.InvariantCulture, $"{row % keys},{(rule == DuplicateKeyRule.KeepLast ? row : row % keys)}\n");
        _rig.Target = target;
        _rig.KeyHashMask = mask;
        _rig.Source("contacts", csv.ToString());
        _rig.Table(People, rule, ("contacts", [("id", "id | type_cast(int64)"), ("name", "name")]));

        var table = (await _rig.RunAsync()).Tables[0];

        Assert.Equal((rows, keys, rows - keys), (table.RowsIn, table.RowsOut, table.Collapsed));
        var relation = target.EndsWith(".parquet", StringComparison.Ordinal) ? $"read_parquet('{_rig.TargetPath}')" : "people";
        var sum = Enumerable.Range(0, keys).Sum(key => rule == DuplicateKeyRule.KeepLast && key + keys < rows ? key + keys : key);
        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"{keys}|{keys}|{sum}")], Query(relation));
    }

    private IReadOnlyList<string> Query(string relation)
    {
        using var connection = new DuckDb.DuckDbConnection(relation == "people" ? $"Data Source={_rig.TargetPath}" : "");
        connection.Open();
        using var command = connection.CreateCommand($"SELECT CAST(count(*) AS VARCHAR) || '|' || count(DISTINCT id) || '|' || sum(CAST(name AS BIGINT)) FROM {relation}");
        return [(string)command.ExecuteScalar()!];
    }
}
