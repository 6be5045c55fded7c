using System.Diagnostics;
using System.Text;
using Lumos.Testing;

namespace Lumos.EndToEnd;

/// <summary>Runs the built <c>lumos</c> as its own process, the way a user does.</summary>
internal static class LumosProcess
{
    // The host's own output folder of the same configuration: what `dotnet run` starts.
    /// <summary>Path of the program, for commands that start it themselves.</summary>
    public static string Program { get; } = Path.Combine(RepositoryRoot.Find(), "src", "Lumos.Host", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "lumos.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs to the end and gives exit code, standard output and standard error.</summary>
    public static async Task<ProcessResult> RunAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        return await EndAsync(process);
    }

    /// <summary>Waits for the end of a process nobody reads from yet.</summary>
    public static async Task<ProcessResult> EndAsync(Process process, string errorSoFar = "")
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"lumos {string.Join(' ', process.StartInfo.ArgumentList.Skip(1))} did not end in {Patience}.");
        }

        return new ProcessResult(process.ExitCode, await output, errorSoFar + await error);
    }

    /// <summary>Reads standard error up to a line that starts as given, and gives what was read.</summary>
    public static async Task<string> WaitForLineAsync(Process process, string start)
    {
        var read = new StringBuilder();
        using var limit = new CancellationTokenSource(Patience);
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            read.Append(line).Append('\n');
            if (line.StartsWith(start, StringComparison.Ordinal)) break;
        }

        return read.ToString();
    }

    public static Task<ProcessResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, environment: null, arguments);

    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        StartCommand(folder, environment, ["dotnet", Program, .. arguments]);

    /// <summary>Starts a command that in the end runs the program.</summary>
    public static Process StartCommand(string folder, IReadOnlyDictionary<string, string>? environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }
}

/// <summary>What a process left.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
