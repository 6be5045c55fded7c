using System.Diagnostics;
using System.Text;
using Lumos.Testing;

namespace Lumos.EndToEnd;

/// <summary>Runs the built <c>lumos</c> as its own process, the way a user does.</summary>
internal static class LumosProcess
{
    // The host's own output folder of the same configuration: what `dotnet run` starts.
    private static readonly string Program = Path.Combine(RepositoryRoot.Find(), "src", "Lumos.Host", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "lumos.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs to the end and gives exit code, standard output and standard error.</summary>
    public static async Task<ProcessResult> RunAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
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
            throw new TimeoutException($"lumos {string.Join(' ', arguments)} did not end in {Patience}.");
        }

        return new ProcessResult(process.ExitCode, await output, await error);
    }

    public static Task<ProcessResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, environment: null, arguments);

    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}

/// <summary>What a process left.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
