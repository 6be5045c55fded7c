using System.Diagnostics;
using Xunit.Abstractions;

namespace Lumos.EndToEnd.Crashes;

/// <summary>The lives of one run: started, killed, resumed, killed again, and in the end resumed until it is done.</summary>
internal sealed class CrashLives(CrashFolder folder, ITestOutputHelper log)
{
    /// <summary>Lets the process live once, to its end.</summary>
    /// <returns>How long it took, and how much of that from the beginning of the migration on.</returns>
    public static async Task<RunTimes> UndisturbedAsync(CrashFolder folder)
    {
        var watch = Stopwatch.StartNew();
        using var process = folder.Start(failpoint: null);
        var read = await LumosProcess.WaitForLineAsync(process, "MIGRATION");
        var before = watch.Elapsed;
        var ended = await LumosProcess.EndAsync(process, read);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        return new RunTimes(watch.Elapsed, watch.Elapsed - before);
    }

    /// <summary>Lets the process die as often as asked, and then finish.</summary>
    public async Task RunAsync(IReadOnlyList<Kill> kills, RunTimes times)
    {
        foreach (var kill in kills)
        {
            var ended = await LiveAsync(kill, times);
            log.WriteLine($"killed {kill}: exit {ended.ExitCode}, {folder.Progress()}");
            Assert.True(ended.ExitCode is not (1 or 2 or 3), ended.ToString());
            if (ended.ExitCode == 0) return;
        }

        using var last = folder.Start(failpoint: null);
        var end = await LumosProcess.EndAsync(last);
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    private async Task<ProcessResult> LiveAsync(Kill kill, RunTimes times)
    {
        using var process = folder.Start(kill.Failpoint);
        if (kill.Failpoint is not null) return await LumosProcess.EndAsync(process);
        var read = kill.InMigration ? await LumosProcess.WaitForLineAsync(process, "MIGRATION") : "";
        var ending = LumosProcess.EndAsync(process, read);
        var time = (kill.InMigration ? times.Migration : times.Whole) * kill.Part;
        if (await Task.WhenAny(ending, Task.Delay(time)) != ending) process.Kill();
        return await ending;
    }
}

/// <summary>How long a run takes that nobody disturbs.</summary>
/// <param name="Whole">From the start of the process to its end.</param>
/// <param name="Migration">From the beginning of the migration on.</param>
internal sealed record RunTimes(TimeSpan Whole, TimeSpan Migration);
