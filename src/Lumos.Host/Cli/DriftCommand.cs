using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Core.Analysis.Drift;

namespace Lumos.Host.Cli;

/// <summary><c>lumos drift</c>: what changed in a source between two runs.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var run = CommonOptions.RunId();
        var before = new Option<string?>("--before") { Description = "Earlier run to compare with; the last one before it that read one of its tables when left out", HelpName = "id" };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("drift", "Says what changed in the source since an earlier run, from what the state remembers.") { run, before, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var later = (await engine.GetStatusAsync(parsed.GetValue(run), cancellationToken)).RunId;
            var after = (await engine.GetArtifactsAsync(later, cancellationToken)).Catalog ?? throw None(later);
            var (earlier, known) = parsed.GetValue(before) is { } id ? await NamedAsync(engine, id, cancellationToken) : await LastAsync(engine, later, after, cancellationToken);
            var found = CatalogDrift.Compare(known, after);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) Json(output, earlier, later, found);
            else await TextAsync(output, earlier, later, found);
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos drift", "lumos drift 01JKVM --before 01JKTA --json");
    }

    private static async Task<(string RunId, CatalogArtifact Catalog)> NamedAsync(LumosEngine engine, string id, CancellationToken cancellationToken)
    {
        var run = (await engine.GetStatusAsync(id, cancellationToken)).RunId;
        return (run, (await engine.GetArtifactsAsync(run, cancellationToken)).Catalog ?? throw None(run));
    }

    private static async Task<(string RunId, CatalogArtifact Catalog)> LastAsync(LumosEngine engine, string later, CatalogArtifact after, CancellationToken cancellationToken)
    {
        foreach (var run in (await engine.ListRunsAsync(cancellationToken)).TakeWhile(run => run.RunId != later).Reverse())
        {
            if ((await engine.GetArtifactsAsync(run.RunId, cancellationToken)).Catalog is { } catalog && catalog.Tables.Any(table => after.Tables.Any(now => now.Name == table.Name))) return (run.RunId, catalog);
        }

        throw new LumosException(ErrorCode.DeterministicFailure, "DRIFT_NO_RUN", $"No run before {later} read one of its tables.", nextStep: "Name an earlier run with --before.");
    }

    private static LumosException None(string run) => new(ErrorCode.DeterministicFailure, "ARTIFACT_NONE", $"Run {run} has no catalog yet.", nextStep: "Let it get past ingest first.");

    private static async Task TextAsync(TextWriter output, string earlier, string later, IReadOnlyList<DriftFinding> found)
    {
        await output.WriteLineAsync($"{later} against {earlier}: {(found.Count == 0 ? "nothing drifted" : $"{found.Count} differences")}");
        foreach (var finding in found) await output.WriteLineAsync($"  {finding.Kind,-12} {finding.Table}{(finding.Column is null ? "" : "." + finding.Column)}: {finding.Message}");
    }

    private static void Json(TextWriter output, string earlier, string later, IReadOnlyList<DriftFinding> found) => JsonOutput.Write(output, json =>
    {
        json.WriteString("before", earlier);
        json.WriteString("after", later);
        json.WriteStartArray("findings");
        foreach (var finding in found)
        {
            json.WriteStartObject();
            json.WriteString("kind", finding.Kind);
            json.WriteString("table", finding.Table);
            json.WriteString("column", finding.Column);
            if (finding.Before is { } then) json.WriteNumber("before", then);
            if (finding.After is { } now) json.WriteNumber("after", now);
            if (finding.PValue is { } chance) json.WriteNumber("p", chance);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
