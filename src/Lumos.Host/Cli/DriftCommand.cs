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
        var runs = new Argument<string[]>("run") { Description = "Earlier and later run, or the later one alone: it is compared with the last before it that read one of its tables; the latest when left out", Arity = new ArgumentArity(0, 2) };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("drift", "Says what changed in the source since an earlier run, from what the state remembers.") { runs, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var named = parsed.GetValue(runs) ?? [];
            var (later, now) = await NamedAsync(engine, named.Length == 0 ? null : named[^1], cancellationToken);
            var (earlier, then) = named.Length == 2 ? await NamedAsync(engine, named[0], cancellationToken) : await LastAsync(engine, later, now.Catalog!, cancellationToken);
            var found = CatalogDrift.Compare(then.Catalog!, now.Catalog!, then.Distributions, now.Distributions);
            var blind = then.Distributions is null || now.Distributions is null;
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) Json(output, earlier, later, found, blind);
            else await TextAsync(output, earlier, later, found, blind);
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos drift", "lumos drift 01JKTA 01JKVM --json");
    }

    private static async Task<(string RunId, RunArtifacts Artifacts)> NamedAsync(LumosEngine engine, string? id, CancellationToken cancellationToken)
    {
        var run = (await engine.GetStatusAsync(id, cancellationToken)).RunId;
        var artifacts = await engine.GetArtifactsAsync(run, cancellationToken);
        return artifacts.Catalog is null ? throw None(run) : (run, artifacts);
    }

    private static async Task<(string RunId, RunArtifacts Artifacts)> LastAsync(LumosEngine engine, string later, CatalogArtifact after, CancellationToken cancellationToken)
    {
        foreach (var run in (await engine.ListRunsAsync(cancellationToken)).TakeWhile(run => run.RunId != later).Reverse())
        {
            var artifacts = await engine.GetArtifactsAsync(run.RunId, cancellationToken);
            if (artifacts.Catalog is { } catalog && catalog.Tables.Any(table => after.Tables.Any(now => now.Name == table.Name))) return (run.RunId, artifacts);
        }

        throw new LumosException(ErrorCode.DeterministicFailure, "DRIFT_NO_RUN", $"No run before {later} read one of its tables.", nextStep: "Name both runs: lumos drift <earlier> <later>");
    }

    private static LumosException None(string run) => new(ErrorCode.DeterministicFailure, "ARTIFACT_NONE", $"Run {run} has no catalog yet.", nextStep: "Let it get past ingest first.");

    private static async Task TextAsync(TextWriter output, string earlier, string later, IReadOnlyList<DriftFinding> found, bool blind)
    {
        await output.WriteLineAsync($"{later} against {earlier}: {(found.Count == 0 ? "nothing drifted" : $"{found.Count} differences")}");
        foreach (var finding in found) await output.WriteLineAsync($"  {finding.Kind,-12} {finding.Table}{(finding.Column is null ? "" : "." + finding.Column)}: {finding.Message}");
        if (blind) await output.WriteLineAsync("  Distributions of values were not compared: one of the runs kept none (metadata_only looks at no value).");
    }

    private static void Json(TextWriter output, string earlier, string later, IReadOnlyList<DriftFinding> found, bool blind) => JsonOutput.Write(output, json =>
    {
        json.WriteString("before", earlier);
        json.WriteString("after", later);
        json.WriteBoolean("distributions_compared", !blind);
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
