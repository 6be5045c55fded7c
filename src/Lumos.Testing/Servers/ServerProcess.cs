using System.Diagnostics;

namespace Lumos.Testing.Servers;

/// <summary>
/// A server that lives no longer than the process that started it: a shell between the two kills it as soon as the shell's input ends,
/// which happens on <see cref="Dispose"/> and also when the starting process dies.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    // The server gets no input of its own; the watcher waits for the end of ours. The shell ends with the server.
    private const string Watch = """log=$1; shift; exec 3<&0; "$@" </dev/null >"$log" 2>&1 3<&- & server=$!; (cat <&3 >/dev/null; kill -9 $server 2>/dev/null) & wait $server 2>/dev/null""";

    private readonly Process _shell;
    private readonly string _log;

    private ServerProcess(Process shell, string log) => (_shell, _log) = (shell, log);

    /// <summary>Starts a program and waits until it answers.</summary>
    /// <param name="program">Path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="log">File that takes what it prints.</param>
    /// <param name="answers">Asked again and again whether the server answers.</param>
    /// <param name="limit">Longest wait.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; the message holds the end of its log.</exception>
    public static ServerProcess Start(string program, IEnumerable<string> arguments, string log, Func<bool> answers, TimeSpan limit)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Watch, "watch", log, program, .. arguments]) start.ArgumentList.Add(argument);
        var server = new ServerProcess(Process.Start(start)!, log);
        try
        {
            server.WaitUntil(answers, limit, program);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server at once.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Dispose();
        _shell.WaitForExit(TimeSpan.FromSeconds(10));
        _shell.Dispose();
    }

    private void WaitUntil(Func<bool> answers, TimeSpan limit, string program)
    {
        // The wait for the shell's end is the pause between two questions.
        for (var started = Stopwatch.GetTimestamp(); !answers();)
        {
            if (_shell.WaitForExit(TimeSpan.FromMilliseconds(20))) throw new InvalidOperationException($"{program} ended before it answered. {EndOfLog()}");
            if (Stopwatch.GetElapsedTime(started) > limit) throw new InvalidOperationException($"{program} did not answer within {limit.TotalSeconds:0} s. {EndOfLog()}");
        }
    }

    private string EndOfLog()
    {
        var text = File.Exists(_log) ? File.ReadAllText(_log) : "";
        return "Its log ends with: " + (text.Length > 2000 ? text[^2000..] : text);
    }
}
