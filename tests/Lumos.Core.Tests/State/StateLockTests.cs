using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Tests.State;

public sealed class StateLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_WhileHeld_NamesTheHolder()
    {
        var paths = new StatePaths(_folder.Path);
        using var first = StateLock.Take(paths, TimeProvider.System, "run 01ABC");

        var error = Assert.Throws<LumosException>(() => StateLock.Take(paths, TimeProvider.System, "run 02DEF"));

        Assert.Equal("STATE_LOCKED", error.Reason);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), error.Message);
        Assert.Contains("run 01ABC", error.Message);
        Assert.Equal(Environment.ProcessId, StateLock.FindHolder(paths)!.Pid);
    }

    [Fact]
    public void Take_AfterRelease_Works()
    {
        var paths = new StatePaths(_folder.Path);
        StateLock.Take(paths, TimeProvider.System, "first").Dispose();
        Assert.Null(StateLock.FindHolder(paths));
        StateLock.Take(paths, TimeProvider.System, "second").Dispose();
    }

    [Fact]
    public async Task Take_WhileSomebodyLooksWhetherItIsHeld_Works()
    {
        var paths = new StatePaths(_folder.Path);
        StateLock.Take(paths, TimeProvider.System, "first").Dispose();

        // What FindHolder does for a moment, for as long as it takes the other to come upon it.
        var looking = new FileStream(paths.Lock, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Exception? failure = null;
        var taker = new Thread(() => failure = Record.Exception(() => StateLock.Take(paths, TimeProvider.System, "second").Dispose()));
        taker.Start();
        while (taker.IsAlive && (taker.ThreadState & ThreadState.WaitSleepJoin) == 0) await Task.Yield();
        await looking.DisposeAsync();
        taker.Join();

        Assert.Null(failure);
    }

    [Fact]
    public void Lease_AfterAWriterDied_RemovesWhatItWasWriting()
    {
        const int nobody = int.MaxValue;
        var torn = _folder.Write(Path.Combine("runs", "a", "quarantine", string.Create(CultureInfo.InvariantCulture, $"0000000004.jsonl.{nobody}-14.tmp")), "{");
        var same = _folder.Write(string.Create(CultureInfo.InvariantCulture, $"fixes.json.{Environment.ProcessId}-1.tmp"), "{");
        var others = _folder.Write("notes.tmp", "kept");

        new StateLease(new StatePaths(_folder.Path), TimeProvider.System).Take("run").Dispose();

        Assert.Equal([false, false, true], new[] { torn, same, others }.Select(File.Exists));
    }

    [Fact]
    public void Lease_SweepFails_GivesTheLockBack()
    {
        var paths = new StatePaths(_folder.Path);
        var lease = new StateLease(paths, TimeProvider.System, static _ => throw new IOException("the disk is gone"));

        Assert.Throws<IOException>(() => lease.Take("run"));

        new StateLease(paths, TimeProvider.System).Take("another").Dispose();
    }

    [Fact]
    public void Take_FolderIsAFile_SaysUnwritable()
    {
        var path = _folder.Write("state", "not a folder");
        var error = Assert.Throws<LumosException>(() => StateLock.Take(new StatePaths(path), TimeProvider.System, "run"));
        Assert.Equal("STATE_UNWRITABLE", error.Reason);
    }
}
