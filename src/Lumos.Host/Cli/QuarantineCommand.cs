using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary><c>lumos quarantine list|export</c>: the rows that did not make it.</summary>
internal static class QuarantineCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("quarantine", "Shows and exports the rows that did not make it.") { List(), Export() },
        "lumos quarantine list", "lumos quarantine export --to-file bad-rows.csv");

    private static Command List()
    {
        var run = CommonOptions.RunId();
        var table = Table();
        var most = new Option<int>("--most", "-n") { Description = "Rows to print", DefaultValueFactory = _ => 50 };
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists quarantined rows with reason and place; values are masked.") { run, table, most, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var output = parsed.InvocationConfiguration.Output;
            var status = await engine.GetStatusAsync(parsed.GetValue(run), cancellationToken);
            var asJson = parsed.GetValue(json);
            long count = 0;
            await foreach (var row in engine.ReadQuarantineAsync(status.RunId, parsed.GetValue(table), cancellationToken))
            {
                if (count++ >= parsed.GetValue(most)) continue;
                if (asJson) Json(output, row);
                else await output.WriteLineAsync(Line(row));
            }

            if (!asJson) await output.WriteLineAsync(count == 0 ? "Nothing is in quarantine." : string.Create(CultureInfo.InvariantCulture, $"{count:N0} row(s) in quarantine of run {status.RunId}."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var run = CommonOptions.RunId();
        var table = Table();
        var file = new Option<string>("--to-file") { Description = "CSV file to write", HelpName = "file", Required = true };
        var state = CommonOptions.State();
        var command = new Command("export", "Writes quarantined rows with place and reason to a CSV file; values are masked.") { run, table, file, state };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var path = parsed.GetRequiredValue(file);
            var count = await QuarantineFile.WriteAsync(engine.ReadQuarantineAsync(parsed.GetValue(run), parsed.GetValue(table), cancellationToken), path, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} row(s) written to {path}."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string?> Table() => new("--table") { Description = "Only this target table", HelpName = "table" };

    private static string Line(QuarantineRecord row)
    {
        var shown = Reports.QuarantineLine.Of(row);
        return string.Create(CultureInfo.InvariantCulture, $"{row.Table}  {row.Source}{(row.Line is { } line ? $" line {line}" : $" row {row.Row}")}  {shown.Reasons}  {(row.Status == QuarantineStatus.Open ? "" : row.Status.ToString().ToLowerInvariant() + "  ")}{shown.Before}");
    }

    private static void Json(TextWriter output, QuarantineRecord row) => JsonOutput.Write(output, json =>
    {
        json.WriteString("run_id", row.RunId);
        json.WriteString("table", row.Table);
        json.WriteNumber("chunk_id", row.ChunkId);
        json.WriteString("source", row.Source);
        json.WriteNumber("row", row.Row);
        if (row.Line is { } line) json.WriteNumber("line", line);
        if (row.ByteOffset is { } offset) json.WriteNumber("byte_offset", offset);
        json.WriteStartArray("reason_codes");
        foreach (var reason in row.ReasonCodes) json.WriteStringValue(reason);
        json.WriteEndArray();
        if (row.Column is { } column) json.WriteString("column", column);
        json.WriteStartObject("masked_preview_before");
        foreach (var (name, value) in row.MaskedPreviewBefore.OrderBy(p => p.Key, StringComparer.Ordinal)) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("status", row.Status.ToString().ToLowerInvariant());
    });
}
