using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Targets.Embedded;

namespace Lumos.Core.Tests.Migration;

public sealed class QueriedHashesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly TablePlan _plan = new()
    {
        Index = 0,
        Table = new TargetTable { Name = "t", Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64 }], PrimaryKey = ["id"] },
        Mapping = new TableMapping { Target = "t", Inputs = [] },
        Sources = [],
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_RowsThatStandInAnotherOrder_AreTakenInTheOrderOfTheirNumbers()
    {
        var inOrder = await ReadAsync("a.duckdb", [0, 1, 2, 3, 4, 5]);
        var mixed = await ReadAsync("b.duckdb", [4, 5, 0, 1, 2, 3]);

        Assert.Equal([0L, 1, 2, 3, 4, 5], inOrder.Select(row => row.Number));
        Assert.Equal(inOrder, mixed);
        Assert.Equal(6, inOrder.Select(row => row.Hash).Distinct().Count());
    }

    [Fact]
    public async Task Read_PartOfTheRows_GivesNoOthers() => Assert.Equal([2L, 3], (await ReadAsync("c.duckdb", [4, 5, 3, 2, 1, 0], 2, 4)).Select(row => row.Number));

    private async Task<List<(long Number, ulong Hash, ulong Key)>> ReadAsync(string file, long[] numbers, long first = 0, long end = 100)
    {
        var target = DuckDbTarget.Open(_folder[file], "job", new EngineLimits(256, 1, _folder["spill"]));
        await using var opened = target.ConfigureAwait(true);
        await (await target.OpenStagingAsync("R1", _plan.Staging)).DisposeAsync();
        var staged = await target.OpenStagedAsync("R1", [_plan.Staging], [TableLoad.Default]);
        await using var asked = staged.ConfigureAwait(true);
        foreach (var number in numbers) await staged.ExecuteAsync($"INSERT INTO {staged.Main("t")} (id, lumos_row, lumos_segment) VALUES ({number * 10}, {number}, 0)");
        var rows = new List<(long, ulong, ulong)>();
        using var hashes = new QueriedHashes(staged, _plan, staged.Main("t"));
        await hashes.ReadAsync(first, end, (read, of, keys) =>
        {
            for (var i = 0; i < read.Length; i++) rows.Add((read[i], of[i], keys[i]));
        }, CancellationToken.None);
        return rows;
    }
}
