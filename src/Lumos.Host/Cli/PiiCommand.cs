using System.CommandLine;
using System.Globalization;
using Lumos.Core.Scanning;

namespace Lumos.Host.Cli;

/// <summary><c>lumos pii scan</c>: what personal data a file, a folder or a text holds, and why that is believed.</summary>
internal static class PiiCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("pii", "Finds personal data in texts and tables.") { Scan() },
        "lumos pii scan customers.csv", "lumos pii scan mail/ --json", "cat ticket.txt | lumos pii scan -");

    private static Command Scan()
    {
        var path = new Argument<string>("path") { Description = "File, folder, or - for standard input" };
        var least = new Option<double>("--score") { Description = "Least score shown, 0 to 1", DefaultValueFactory = _ => 0.5, HelpName = "score" };
        var json = CommonOptions.Json();
        var command = new Command("scan", "Lists what was found, masked, with the evidence. Exits with 9 when there is any.") { path, least, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var name = parsed.GetRequiredValue(path);
            var count = 0;
            foreach (var hit in name == "-" ? PiiFileScan.ScanText(Console.In, "-") : PiiFileScan.Scan(name))
            {
                if (hit.Score < parsed.GetValue(least)) continue;
                count++;
                if (parsed.GetValue(json)) Json(output, hit);
                else output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Place(hit)}  {hit.Label} ({JsonOutput.Name(hit.Grade)}){(hit.Masked.Length > 0 ? "  " + hit.Masked : "")}  {hit.Why}"));
            }

            if (!parsed.GetValue(json)) output.WriteLine(count == 0 ? "No personal data found." : string.Create(CultureInfo.InvariantCulture, $"{count} found."));
            return count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    private static string Place(PiiHit hit) => hit.Line == 0 ? $"{hit.File}: {hit.Column}" : string.Create(CultureInfo.InvariantCulture, $"{hit.File}:{hit.Line}:{hit.Column}");

    private static void Json(TextWriter output, PiiHit hit) => JsonOutput.Write(output, json =>
    {
        json.WriteString("file", hit.File);
        if (hit.Line > 0) json.WriteNumber("line", hit.Line);
        json.WriteString("column", hit.Column);
        json.WriteString("label", hit.Label);
        json.WriteString("grade", JsonOutput.Name(hit.Grade));
        json.WriteNumber("score", hit.Score);
        if (hit.Masked.Length > 0) json.WriteString("masked", hit.Masked);
        json.WriteString("why", hit.Why);
    });
}
