using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lumos.EndToEnd;

/// <summary>Signals to a process, as a terminal or an administrator sends them.</summary>
internal static class Signals
{
    private const int Interrupt = 2;

    /// <summary>Ctrl-C.</summary>
    public static void SendInterrupt(Process process) => Send(process, Interrupt);

    /// <summary>Stops the process where it is.</summary>
    public static void SendStop(Process process) => Send(process, OperatingSystem.IsMacOS() ? 17 : 19);

    /// <summary>Lets a stopped process go on.</summary>
    public static void SendContinue(Process process) => Send(process, OperatingSystem.IsMacOS() ? 19 : 18);

    private static void Send(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    // Called directly: starting a program for it takes longer than a short stage.
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

/// <summary>A fact of systems that have signals; elsewhere it is reported as skipped, with the reason.</summary>
public sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no signals to send to one process.";
    }
}

/// <summary>A theory of systems that have signals; elsewhere it is reported as skipped, with the reason.</summary>
public sealed class SignalTheoryAttribute : TheoryAttribute
{
    public SignalTheoryAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no signals to send to one process.";
    }
}
