using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;

namespace Lumos.Core.Tests.Migration;

/// <summary>What a process remembers of the rows it staged.</summary>
public sealed class RowLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-rows-").FullName;

    [Fact]
    public void Replay_Range_GivesItsRowsAndNoOthers()
    {
        using var log = new RowLog(Path.Combine(_folder, "rows", "main"));
        log.Begin(0);
        log.Add([0, 1, 4], [10, 11, 14], [20, 21, 24], nulls: 1);
        log.Add([], [], [], nulls: 0);
        log.Add([5, 9], [15, 19], [25, 29], nulls: 0);
        log.Add([10], [110], [120], nulls: 2);

        Assert.Equal((1, "0:10:20 1:11:21 4:14:24 5:15:25 9:19:29"), Replay(log, 0, 10));
        Assert.Equal((2, "10:110:120"), Replay(log, 10, 20));
        Assert.Equal((0, ""), Replay(log, 20, 30));
    }

    [Fact]
    public void Begin_FurtherOn_KeepsWhatIsThere()
    {
        using var log = new RowLog(Path.Combine(_folder, "main"));
        log.Begin(100);
        log.Add([100], [1], [2], nulls: 0);

        log.Begin(200);
        log.Add([200], [3], [4], nulls: 0);

        Assert.Equal(100, log.From);
        Assert.Equal((0, "100:1:2 200:3:4"), Replay(log, 100, 300));
    }

    [Fact]
    public void Begin_NoFurtherOn_BeginsAnew()
    {
        using var log = new RowLog(Path.Combine(_folder, "main"));
        log.Begin(100);
        log.Add([100], [1], [2], nulls: 3);

        log.Begin(0);
        log.Add([0], [5], [6], nulls: 0);

        Assert.Equal(0, log.From);
        Assert.Equal((0, "0:5:6"), Replay(log, 0, 300));
    }

    [Fact]
    public void File_OfAProcessThatIsKilled_IsNotLeftBehind()
    {
        using var log = new RowLog(Path.Combine(_folder, "main"));
        log.Begin(0);
        log.Add([0], [1], [2], nulls: 0);

        if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Equal((0, "0:1:2"), Replay(log, 0, 1));
    }

    [Fact]
    public void Of_AskedByManyAtOnce_IsOneLogEach()
    {
        for (var round = 0; round < 200; round++)
        {
            using var logs = new RowLogs(_folder);
            using var start = new Barrier(8);
            var found = new RowLog[8];
            var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                found[i] = logs.Of(Plan(i / 2), late: i % 2 == 0);
            })).ToList();
            threads.ForEach(static thread => thread.Start());
            threads.ForEach(static thread => thread.Join());

            Assert.Equal(8, found.Distinct().Count());
            for (var i = 0; i < 8; i++) Assert.Same(found[i], logs.Of(Plan(i / 2), late: i % 2 == 0));
        }

        static TablePlan Plan(int index) => new() { Index = index, Table = new TargetTable { Name = "t", Columns = [] }, Mapping = new TableMapping { Target = "t", Inputs = [] }, Sources = [] };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (long Nulls, string Rows) Replay(RowLog log, long first, long end)
    {
        var rows = new List<string>();
        var nulls = log.Replay(first, end, (numbers, hashes, keys) =>
        {
            for (var i = 0; i < numbers.Length; i++) rows.Add(FormattableString.Invariant($"{numbers[i]}:{hashes[i]}:{keys[i]}"));
        });
        return (nulls, string.Join(' ', rows));
    }
}
