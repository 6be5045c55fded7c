using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos policy show</c>: the rules a run obeys, as a file to start one's own from.</summary>
internal static class PolicyCommand
{
    public static Command Create()
    {
        var policy = new Option<string?>("--policy") { Description = "Policy manifest to check and print instead of the built-in one", HelpName = "file" };
        var show = new Command("show", "Prints the policy manifest: what each mode and role may do, which providers and hosts may be reached, how values are masked.") { policy };
        show.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = LumosEngine.Create(new LumosOptions { PolicyManifestFile = CommonOptions.PolicyFile(parsed.GetValue(policy)) });
            using var document = JsonDocument.Parse(engine.PolicyManifest);
            using var stream = new MemoryStream();
            await using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) document.WriteTo(writer);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(stream.ToArray()).AsMemory(), cancellationToken);
            return ExitCodes.Done;
        });
        HelpWithExamples.With(show, "lumos policy show > policy.json", "lumos run contract.yaml --policy policy.json");
        return new Command("policy", "Shows the rules runs obey.") { show };
    }
}
