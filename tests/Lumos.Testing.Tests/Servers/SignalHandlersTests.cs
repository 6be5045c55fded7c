using System.Diagnostics;
using System.Runtime.InteropServices;
using Lumos.Testing.Servers;

namespace Lumos.Testing.Tests.Servers;

/// <summary>Not beside <see cref="EmbeddedClickHouseTests"/>: handlers belong to the process.</summary>
[Collection(Name)]
public sealed partial class SignalHandlersTests
{
    public const string Name = "Signal handlers";

    private const int ChildEnded = 17;

    [Fact]
    public void KeepThrough_ChildEndsWhileTheHandlerIsTaken_IsNoticed()
    {
        Process? child = null;
        SignalHandlers.KeepThrough(() =>
        {
            child = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            Assert.NotEqual(-1, Signal(ChildEnded, 0));
            child.StandardInput.Close();
            var started = Stopwatch.GetTimestamp();
            while (!IsOver(child.Id) && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30)) Thread.Yield();
        });

        using (child) Assert.True(child!.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    // A process nobody has asked about since it ended is a zombie: Z behind its name in brackets.
    private static bool IsOver(int process) => File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);
}
