using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Host.Reports;

namespace Lumos.Host.Cli;

/// <summary><c>lumos status</c>: the runs of a state folder and how far they are.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("status", "Lists the runs of the state folder, latest last.") { state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var runs = await engine.ListRunsAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) foreach (var run in runs) Json(output, run);
            else if (runs.Count == 0) await output.WriteLineAsync("No run yet. Start one with: lumos run --from <file> --to <schema> --out <target>");
            else foreach (var run in runs) await output.WriteLineAsync(Line(run));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos status", "lumos status --json");
    }

    private static string Line(RunInfo run) => string.Create(CultureInfo.InvariantCulture,
        $"{run.RunId}  {JsonOutput.Name(run.Status) + (run.IsActive ? "*" : ""),-10} {LastStage(run) ?? "-",-10} {(run.Summary?.UpdatedAt ?? run.CreatedAt).UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {string.Join(", ", run.Contract.Lhs.Location)} -> {string.Join(", ", run.Contract.Rhs.Location)}{(run.Contract.Overrides?.DryRun == true ? "; dry run" : "")}{(run.IsRolledBack ? "; rolled back" : "")}{string.Concat(run.Increments.Select(static increment => $"; {IncrementText.Of(increment)}"))}");

    private static string? LastStage(RunInfo run) => run.Summary?.Stages.LastOrDefault()?.Stage.ToString().ToUpperInvariant();

    private static void Json(TextWriter output, RunInfo run) => JsonOutput.Write(output, json =>
    {
        json.WriteString("run_id", run.RunId);
        json.WriteString("status", JsonOutput.Name(run.Status));
        json.WriteBoolean("active", run.IsActive);
        json.WriteBoolean("dry_run", run.Contract.Overrides?.DryRun == true);
        json.WriteBoolean("rolled_back", run.IsRolledBack);
        if (LastStage(run) is { } stage) json.WriteString("last_stage", stage);
        json.WriteString("mode", run.Contract.Mode == RunMode.DataMode ? "data_mode" : "metadata_only");
        json.WriteString("contract_hash", run.ContractHash);
        if (run.Increments.Count > 0)
        {
            json.WriteStartArray("increments");
            foreach (var increment in run.Increments)
            {
                json.WriteStartObject();
                json.WriteString("source", increment.Source);
                json.WriteString("column", increment.Column);
                json.WriteString("from", increment.From);
                json.WriteString("to", increment.To);
                if (increment.Replication is { } log)
                {
                    json.WriteString("slot", log.Slot);
                    json.WriteNumber("inserts", log.Inserts);
                    json.WriteNumber("updates", log.Updates);
                    json.WriteNumber("deletes", log.Deletes);
                    json.WriteNumber("truncates", log.Truncates);
                    json.WriteNumber("gone", log.Gone);
                    json.WriteBoolean("deletes_gone", log.DeletesGone);
                    if (log.RetainedBytes is { } kept) json.WriteNumber("retained_bytes", kept);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("updated_utc", (run.Summary?.UpdatedAt ?? run.CreatedAt).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    });
}
