using System.Diagnostics;

namespace Lumos.Testing.Servers;

/// <summary>Finds and runs the programs of a database server.</summary>
internal static class ServerPrograms
{
    /// <summary>Full path of a program on PATH or where Debian puts servers; null when there is none.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/sbin")
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Why tests of a server are skipped, or null. On a build machine (CI=true) they are not: there, one that is missing is a failure.</summary>
    public static string? WhyMissing(bool isInstalled, string server, string package) =>
        isInstalled || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"Needs {server}, which is not installed here (Debian: {package}).";

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed or took too long; the message holds what it printed.</exception>
    public static void Run(string program, IEnumerable<string> arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Dispose();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end within {limit.TotalSeconds:0} s.");
        }

        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output.Result}{errors.Result}");
    }
}
