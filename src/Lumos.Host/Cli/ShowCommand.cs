using System.CommandLine;
using System.Text;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Host.Reports;

namespace Lumos.Host.Cli;

/// <summary><c>lumos show</c>: prints an artifact of a run, or writes its report anew.</summary>
internal static class ShowCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var what = new Argument<string>("artifact") { HelpName = "artifact", Description = "run_contract, catalog, sample_pack, standardization_plan, domain_assignments, target_schema, mapping_plan, analysis_report, migration_run, report, or an artifact's hash" };
        var run = new Option<string?>("--run", "-r") { Description = "Run id or its first letters; the latest run when left out", HelpName = "id" };
        var state = CommonOptions.State();
        var report = new Option<string?>("--report") { Description = "With 'report': file to write", HelpName = "file" };
        var command = new Command("show", "Prints an artifact of a run as JSON, or writes its report anew.") { what, run, state, report };
        what.CompletionSources.Add(_ => Names);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var output = parsed.InvocationConfiguration.Output;
            var name = parsed.GetRequiredValue(what);
            if (name.Length == 64 && name.All(char.IsAsciiHexDigitLower))
            {
                await PrintAsync(output, await engine.GetArtifactJsonAsync(name, cancellationToken));
                return ExitCodes.Done;
            }

            var status = await engine.GetStatusAsync(parsed.GetValue(run), cancellationToken);
            if (name == "report")
            {
                var path = parsed.GetValue(report) ?? Path.Combine(parsed.GetRequiredValue(state), "reports", status.RunId + ".html");
                await ReportLoader.WriteAsync(await ReportLoader.LoadAsync(engine, status.RunId, failure: null, cancellationToken), path, cancellationToken);
                await output.WriteLineAsync(path);
                return ExitCodes.Done;
            }

            var artifacts = await engine.GetArtifactsAsync(status.RunId, cancellationToken);
            var hash = artifacts.Hashes.FirstOrDefault(h => JsonOutput.Name(h.Key) == name).Value;
            if (hash is null)
            {
                throw new LumosException(ErrorCode.DeterministicFailure, "ARTIFACT_NONE", $"Run {status.RunId} has no artifact '{name}'.", nextStep: "It has: " + string.Join(", ", artifacts.Hashes.Keys.Select(JsonOutput.Name).Order(StringComparer.Ordinal)) + ".");
            }

            await PrintAsync(output, await engine.GetArtifactJsonAsync(hash, cancellationToken));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos show mapping_plan", "lumos show catalog --run 01JKVM", "lumos show report --report run.html");
    }

    private static readonly string[] Names = ["run_contract", "catalog", "sample_pack", "standardization_plan", "domain_assignments", "target_schema", "mapping_plan", "analysis_report", "migration_run", "report"];

    private static async Task PrintAsync(TextWriter output, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = Indented.Encoder })) document.WriteTo(writer);
        await output.WriteLineAsync(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
