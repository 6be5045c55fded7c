using System.CommandLine;
using System.Globalization;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos verify</c>: compares what a run wrote with what is in its target now.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = CommonOptions.RunId();
        var export = new Option<string?>("--export") { Description = "Write the manifest for another machine instead of verifying here", HelpName = "file" };
        var rows = new Option<bool>("--rows") { Description = "With --export: write the hashes of single rows too, so that the other machine can name the row that differs" };
        var manifest = new Option<string?>("--manifest") { Description = "Manifest that another machine wrote with --export", HelpName = "file" };
        var target = new Option<string?>("--target") { Description = "Target to compare such a manifest with", HelpName = "path" };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Computes every chunk of a run again from the target alone, and names the first chunk and row that differ.") { run, export, rows, manifest, target, state, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(rows) && result.GetValue(export) is null) result.AddError("--rows belongs to --export.");
            var (from, to) = (result.GetValue(manifest), result.GetValue(target));
            if (from is null != to is null) result.AddError("--manifest and --target belong together.");
            else if (from is not null && (result.GetValue(run) is not null || result.GetValue(export) is not null)) result.AddError("Name a run, or a manifest with a target, not both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(export) is { } path)
            {
                var root = await engine.ExportManifestAsync(parsed.GetValue(run), path, parsed.GetValue(rows), cancellationToken);
                await output.WriteLineAsync($"Manifest {root} written to {path}{(parsed.GetValue(rows) ? $", the hashes of its rows to {path}.rows" : "")}.");
                return ExitCodes.Done;
            }

            var progress = new RunProgress(parsed.InvocationConfiguration.Error, !Console.IsErrorRedirected, TimeProvider.System);
            var verification = parsed.GetValue(manifest) is { } file
                ? await engine.VerifyManifestAsync(file, parsed.GetValue(target)!, progress, cancellationToken)
                : await engine.VerifyAsync(parsed.GetValue(run), progress, cancellationToken);
            progress.Clear();
            if (parsed.GetValue(json)) Json(output, verification);
            else await TextAsync(output, verification);
            return verification.IsSame ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return HelpWithExamples.With(
            command, "lumos verify", "lumos verify 01JKVM --json", "lumos verify 01JKVM --export manifest.json --rows", "lumos verify --manifest manifest.json --target warehouse.duckdb");
    }

    private static async Task TextAsync(TextWriter output, RunVerification verification)
    {
        foreach (var table in verification.Tables)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Word(table.Outcome),-14} {table.Table}: {table.Rows:N0} rows in {table.Chunks:N0} chunk(s){Differences(table)}"));
            if (table.Message is not null) await output.WriteLineAsync("               " + table.Message);
        }

        await output.WriteLineAsync(verification.IsSame
            ? $"Run {verification.RunId} is in its target as it was written. Root hash {verification.RootHash}"
            : $"Run {verification.RunId} is not shown to be in its target as it was written.");
    }

    private static string Differences(TableVerification table)
    {
        if (table.Outcome != VerificationOutcome.Differs) return "";
        var rows = table.Missing is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; {table.Missing:N0} gone, {table.Changed:N0} changed, {table.Extra ?? 0:N0} of others");
        return string.Create(CultureInfo.InvariantCulture, $", {table.RowsFound:N0} there{rows}");
    }

    private static string Word(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Same => "same",
        VerificationOutcome.Differs => "differs",
        _ => "not comparable",
    };

    private static void Json(TextWriter output, RunVerification verification) => JsonOutput.Write(output, json =>
    {
        json.WriteString("run_id", verification.RunId);
        json.WriteString("root_hash", verification.RootHash);
        json.WriteBoolean("same", verification.IsSame);
        json.WriteStartArray("tables");
        foreach (var table in verification.Tables)
        {
            json.WriteStartObject();
            json.WriteString("table", table.Table);
            json.WriteString("outcome", JsonOutput.Name(table.Outcome));
            json.WriteNumber("rows", table.Rows);
            json.WriteNumber("rows_found", table.RowsFound);
            json.WriteNumber("chunks", table.Chunks);
            if (table.FirstChunk is { } chunk) json.WriteNumber("first_chunk", chunk);
            if (table.Outcome == VerificationOutcome.Differs) json.WriteNumber("differing_chunks", table.DifferingChunks);
            if (table.Missing is { } missing) json.WriteNumber("missing", missing);
            if (table.Changed is { } changed) json.WriteNumber("changed", changed);
            if (table.Extra is { } extra) json.WriteNumber("extra", extra);
            if (table.FirstRow is { } place)
            {
                json.WriteString("first_row_source", place.Source);
                json.WriteNumber("first_row", place.Row);
            }

            if (table.LaterRuns.Count > 0)
            {
                json.WriteStartArray("later_runs");
                foreach (var later in table.LaterRuns) json.WriteStringValue(later);
                json.WriteEndArray();
            }

            if (table.Message is not null) json.WriteString("message", table.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
