using System.Runtime.InteropServices;

namespace Lumos.Testing.Servers;

/// <summary>
/// Keeps the runtime's signal handlers through the start of a library that takes them: the runtime turns a SIGSEGV into a
/// NullReferenceException and cannot work without. Children that ended meanwhile are looked for afterwards. Linux only.
/// </summary>
internal static unsafe partial class SignalHandlers
{
    // HUP INT QUIT ILL TRAP ABRT BUS FPE SEGV PIPE TERM CHLD CONT TSTP WINCH SYS, and the first real-time signal, which suspends threads.
    private static ReadOnlySpan<int> Owned => [1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 15, 17, 18, 20, 28, 31, 34];

    private const int ChildEnded = 17;

    // struct sigaction takes 152 bytes with glibc; what is in it does not matter here.
    private const int ActionBytes = 256;

    // The runtime sets this handler when it first starts a process, which may be while the action runs: set early, it is there to be kept.
    private static readonly PosixSignalRegistration? Children = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGCHLD, static _ => { });

    /// <summary>Runs an action and puts back every handler it changed.</summary>
    public static void KeepThrough(Action action)
    {
        GC.KeepAlive(Children);
        var actions = stackalloc byte[Owned.Length * ActionBytes];
        for (var i = 0; i < Owned.Length; i++) SigAction(Owned[i], null, actions + (i * ActionBytes));
        try
        {
            action();
        }
        finally
        {
            for (var i = 0; i < Owned.Length; i++) SigAction(Owned[i], actions + (i * ActionBytes), null);

            // The runtime learns from this signal alone that a process it started has ended, and looks at all of them.
            _ = Kill(Environment.ProcessId, ChildEnded);
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SigAction(int signal, byte* action, byte* old);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
