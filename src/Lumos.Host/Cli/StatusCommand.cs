using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core;

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
            await using var engine = CommonOptions.Open(parsed, state);
            var runs = await engine.ListRunsAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) foreach (var run in runs) Json(output, run);
            else if (runs.Count == 0) await output.WriteLineAsync("No run yet. Start one with: lumos run --from <file> --to <schema> --out <target>");
            else foreach (var run in runs) await output.WriteLineAsync(Line(run));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos status", "lumos status --json");
    }

    private static string Line(RunStatus run) => string.Create(CultureInfo.InvariantCulture,
        $"{run.RunId}  {run.State,-9} {(run.LastStage is { } stage ? stage.ToString().ToUpperInvariant() : "-"),-10} {run.UpdatedUtc:yyyy-MM-dd HH:mm:ss}Z  {string.Join(", ", run.Contract.Lhs.Location)} -> {string.Join(", ", run.Contract.Rhs.Location)}");

    private static void Json(TextWriter output, RunStatus run) => JsonOutput.Write(output, json =>
    {
        json.WriteString("run_id", run.RunId);
        json.WriteString("state", run.State);
        if (run.LastStage is { } stage) json.WriteString("last_stage", stage.ToString().ToUpperInvariant());
        json.WriteString("mode", run.Contract.Mode == RunMode.DataMode ? "data_mode" : "metadata_only");
        json.WriteString("contract_hash", run.ContractHash);
        json.WriteString("updated_utc", run.UpdatedUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    });
}
