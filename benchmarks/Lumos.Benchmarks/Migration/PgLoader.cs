using System.Diagnostics;
using Lumos.Testing.Servers;

namespace Lumos.Benchmarks.Migration;

/// <summary>Loads the finished file with pgloader (https://pgloader.io), when it is installed: its job is only to load, the transformation is done.</summary>
internal static class PgLoader
{
    /// <summary>Version of the installed program; null when there is none.</summary>
    public static string? Version()
    {
        try
        {
            using var child = Process.Start(new ProcessStartInfo("pgloader", ["--version"]) { RedirectStandardOutput = true })!;
            var text = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            return text.Split('"') is [_, var version, ..] ? version : text.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Loads a file with a header line into the table <c>orders</c>, which is there and empty.</summary>
    public static void Load(TemporaryPostgres server, string database, string finished, string folder)
    {
        var command = Path.Combine(folder, "orders.load");
        File.WriteAllText(command, $"""
            LOAD CSV
              FROM '{finished}'
              INTO postgresql://lumos@unix:{server.SocketFolder}:5432/{database}
              TARGET TABLE orders
              WITH fields optionally enclosed by '"', fields escaped by double-quote, fields terminated by ',';
            """);
        using var child = Process.Start(new ProcessStartInfo("pgloader", [command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"pgloader ended with exit code {child.ExitCode}: {errors}{output.Result}");
    }
}
