using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.DuckDb;

namespace Lumos.Host.Cli;

/// <summary><c>lumos doctor</c>: tries what a run needs and says what to do about what fails.</summary>
internal static class DoctorCommand
{
    private const long WantedDiskBytes = 1L << 30;

    public static Command Create()
    {
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var places = new Argument<string[]>("location") { Description = "Databases a run would read or write, such as postgres://user@host/database", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("doctor", "Tries what a run needs, and says what to do about what fails.") { places, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(state);
            List<Finding> findings =
            [
                new("lumos", true, $"{Program.Version} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}", null),
                Engine(),
                Folder(folder),
                Disk(folder),
                Memory(),
            ];
            if (CommonOptions.StateServer() is { } server) findings.Add(await ServerAsync(server, cancellationToken).ConfigureAwait(false));
            foreach (var place in parsed.GetValue(places) ?? []) findings.AddRange(await PlaceAsync(CommonOptions.Open(parsed, state), place, cancellationToken).ConfigureAwait(false));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) foreach (var finding in findings) Json(output, finding);
            else
            {
                foreach (var finding in findings)
                {
                    output.WriteLine($"{(finding.Good ? "ok  " : "FAIL")}  {finding.What,-8} {finding.Text}");
                    if (finding.NextStep is not null) output.WriteLine($"                {finding.NextStep}");
                }
            }

            return findings.All(f => f.Good) ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return HelpWithExamples.With(command, "lumos doctor", "lumos doctor 'postgres://me@db.example/shop?schema=sales'");
    }

    private static Finding Engine()
    {
        try
        {
            using var connection = new DuckDbConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand("SELECT sum(range)::BIGINT FROM range(1001)");
            var works = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 500_500;
            return new Finding("engine", works, $"DuckDB {connection.ServerVersion}", works ? null : "The engine answers wrongly; reinstall its native library.");
        }
        catch (Exception error) when (error is DllNotFoundException or DuckDbException or TypeInitializationException)
        {
            return new Finding("engine", false, "DuckDB's native library does not load: " + error.Message, "Build again with npm on the path, or set LUMOS_DUCKDB_LIBRARY to the library's path.");
        }
    }

    // Reading makes schema, table and extension where they are missing and the role may.
    private static async Task<Finding> ServerAsync(ICentroidStore server, CancellationToken cancellationToken)
    {
        try
        {
            await server.ReadAsync(new CentroidSet("", "doctor"), cancellationToken).ConfigureAwait(false);
            return new Finding("server", true, $"the state server ({string.Join(", ", server.Hosts.DefaultIfEmpty("a Unix socket"))}) has pgvector and the tables of the state", null);
        }
        catch (LumosException failure)
        {
            return new Finding("server", false, failure.Problem, failure.NextStep);
        }
    }

    private static Finding Folder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".doctor");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("state", true, Path.GetFullPath(folder) + " can be written", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding("state", false, error.Message, "Give the process the right to write there, or name another folder with --state.");
        }
    }

    private static async Task<IReadOnlyList<Finding>> PlaceAsync(LumosEngine engine, string location, CancellationToken cancellationToken)
    {
        try
        {
            var place = await engine.TryPlaceAsync(location, cancellationToken).ConfigureAwait(false);
            var tables = place.Tables == 0 ? "no table to read" : string.Create(CultureInfo.InvariantCulture, $"{place.Tables} table(s) to read{(place.MayWrite ? ", and the role may write to them" : "")}");
            return
            [
                new Finding("place", true, $"{place.Name} answers: {place.Connector}, {tables}", null),

                // What is kept for a reader that never comes fills the server's disk.
                .. place.Slots.Select(slot => new Finding("slot", !slot.IsLost, ReplicationCommand.Line(slot), slot.IsActive ? null : $"When no run is to read from it any more: lumos replication drop '{location}' {slot.Name}")),
            ];
        }
        catch (LumosException error)
        {
            return [new Finding("place", false, error.Problem, error.NextStep)];
        }
    }

    private static Finding Disk(string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        var text = Reports.HtmlText.Bytes(free) + " free where the state is";
        return new Finding("disk", free >= WantedDiskBytes, text, free >= WantedDiskBytes ? null : "Large runs need room for staging; free some, or choose another folder.");
    }

    private static Finding Memory()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new Finding("memory", true, $"{Reports.HtmlText.Bytes(memory)} for this process, {Environment.ProcessorCount} processor(s)", null);
    }

    private static void Json(TextWriter output, Finding finding) => JsonOutput.Write(output, json =>
    {
        json.WriteString("what", finding.What);
        json.WriteBoolean("ok", finding.Good);
        json.WriteString("text", finding.Text);
        if (finding.NextStep is not null) json.WriteString("next_step", finding.NextStep);
    });

    private sealed record Finding(string What, bool Good, string Text, string? NextStep);
}
