using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Domains.Files;

namespace Lumos.Host.Cli;

/// <summary><c>lumos domains add|test|promote|remove</c>: domains of your own, from a file to every run.</summary>
internal static class DomainFilesCommand
{
    public static Command Add()
    {
        var file = new Argument<string>("file") { Description = "JSON or YAML file with domains" };
        var state = CommonOptions.State();
        var who = new ActorOptions();
        var command = new Command("add", "Stages a file of domains; promote makes them live.") { file, state };
        who.AddTo(command);
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var engine = CommonOptions.Open(parsed, state);
            var record = engine.StageDomains(parsed.GetRequiredValue(file), who.Read(parsed));
            output.WriteLine($"Staged '{record.Id}': {string.Join(", ", record.Labels)}.");
            Findings(output, engine.TestDomains(record.Id));
            output.WriteLine($"lumos domains promote {record.Id} makes it live.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Test()
    {
        var file = new Argument<string>("file") { Description = "File with domains, or id of a staged one" };
        var state = CommonOptions.State();
        var command = new Command("test", "Tests a file of domains: examples, counter-examples, labels, and no quarrel with the domains there are.") { file, state };
        command.SetAction(parsed =>
        {
            var found = CommonOptions.Open(parsed, state).TestDomains(parsed.GetRequiredValue(file));
            Findings(parsed.InvocationConfiguration.Output, found);
            return found.Count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    public static Command Promote()
    {
        var id = new Argument<string>("id") { Description = "Id of a staged file" };
        var state = CommonOptions.State();
        var who = new ActorOptions();
        var command = new Command("promote", "Tests a staged file and makes it live: every later run uses it.") { id, state };
        who.AddTo(command);
        command.SetAction(parsed =>
        {
            var record = CommonOptions.Open(parsed, state).PromoteDomains(parsed.GetRequiredValue(id), who.Read(parsed));
            parsed.InvocationConfiguration.Output.WriteLine($"'{record.Id}' is live: {string.Join(", ", record.Labels)}. Catalog {record.CatalogVersion}.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Remove()
    {
        var id = new Argument<string>("id") { Description = "Id of a file" };
        var state = CommonOptions.State();
        var who = new ActorOptions();
        var command = new Command("remove", "Removes a staged file, or the live one when none is staged.") { id, state };
        who.AddTo(command);
        command.SetAction(parsed =>
        {
            var record = CommonOptions.Open(parsed, state).RemoveDomains(parsed.GetRequiredValue(id), who.Read(parsed));
            parsed.InvocationConfiguration.Output.WriteLine($"The {(record.Staged ? "staged" : "live")} file '{record.Id}' is removed.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Prints the files of the state folder.</summary>
    public static int Show(TextWriter output, IReadOnlyList<DomainFileRecord> files, bool json)
    {
        foreach (var file in files)
        {
            if (json) Json(output, file);
            else output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(file.Staged ? "staged" : "live"),-7} {file.Id,-24} {string.Join(", ", file.Labels)}  (from {file.Origin}, {file.AddedBy}, {file.AddedAt:yyyy-MM-dd}{(file.PromotedBy is { } by ? $"; promoted by {by}, catalog {file.CatalogVersion}" : "")})"));
        }

        if (!json && files.Count == 0) output.WriteLine("No files of domains. lumos domains add <file> stages one.");
        return ExitCodes.Done;
    }

    private static void Findings(TextWriter output, IReadOnlyList<string> found)
    {
        output.WriteLine(found.Count == 0 ? "All tests pass." : $"{found.Count} {(found.Count == 1 ? "test fails" : "tests fail")}:");
        foreach (var finding in found) output.WriteLine("  " + finding);
    }

    private static void Json(TextWriter output, DomainFileRecord file) => JsonOutput.Write(output, json =>
    {
        json.WriteString("id", file.Id);
        json.WriteBoolean("staged", file.Staged);
        json.WriteStartArray("labels");
        foreach (var label in file.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteString("origin", file.Origin);
        json.WriteString("sha256", file.Sha256);
        json.WriteString("added_by", file.AddedBy);
        json.WriteString("added_at", file.AddedAt);
        if (file.PromotedBy is { } by) json.WriteString("promoted_by", by);
        if (file.PromotedAt is { } at) json.WriteString("promoted_at", at);
        if (file.CatalogVersion is { } version) json.WriteString("catalog_version", version);
    });
}
