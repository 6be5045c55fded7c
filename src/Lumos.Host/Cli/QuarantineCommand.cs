using System.CommandLine;
using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary><c>lumos quarantine list|export|edit|dismiss|release</c>: the rows that did not make it.</summary>
internal static partial class QuarantineCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("quarantine", "Shows, exports, edits, dismisses and releases the rows that did not make it.") { List(), Export(), Edit(), Dismiss(), Release() },
        "lumos quarantine list", "lumos quarantine export --to-file bad-rows.csv", "lumos quarantine release --yes");

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
            var asJson = parsed.GetValue(json);
            long count = 0;
            var id = "";
            await foreach (var row in engine.ReadQuarantineAsync(parsed.GetValue(run), parsed.GetValue(table), cancellationToken))
            {
                id = row.RunId;
                if (count++ >= parsed.GetValue(most)) continue;
                if (asJson) Json(output, row);
                else await output.WriteLineAsync(Line(row));
            }

            if (!asJson) await output.WriteLineAsync(count == 0 ? "Nothing is in quarantine." : string.Create(CultureInfo.InvariantCulture, $"{count:N0} row(s) in quarantine of run {id}."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var run = CommonOptions.RunId();
        var table = Table();
        var file = new Option<string>("--to-file") { Description = "CSV file to write", HelpName = "file", Required = true };
        var raw = new Option<bool>("--unmasked") { Description = "Write the source's values as they are; needs a role that may see them" };
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var command = new Command("export", "Writes quarantined rows with place and reason to a CSV file; values are masked.") { run, table, file, raw, state };
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var path = parsed.GetRequiredValue(file);
            var count = await engine.ExportQuarantineAsync(parsed.GetValue(run), parsed.GetValue(table), path, parsed.GetValue(raw), who.Read(parsed), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} row(s) written to {path}."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Release()
    {
        var run = CommonOptions.RunId();
        var map = new Option<string[]>("--map") { Description = "Pipeline to use instead, as table.column=pipeline; may be given several times", HelpName = "fix" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Confirm writing without being asked" };
        var who = new ActorOptions();
        var outputs = new RunOutputs();
        var command = new Command("release", "Tries quarantined rows again, with mended pipelines or a mended source, and promotes their tables in one step; tables that are only added to get these rows alone.") { run, map, yes };
        command.Aliases.Add("retry");
        who.AddTo(command);
        outputs.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = RunSession.Open(parsed, outputs, yes);
            var release = await session.Engine.ReleaseQuarantineAsync(parsed.GetValue(run), Fixes(parsed.GetValue(map)), who.Read(parsed), session.Settings, cancellationToken);
            var exit = await session.ShowAsync(release.Run, cancellationToken);
            await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{release.Resolved:N0} row(s) of the earlier run are resolved, {release.Open:N0} are still in quarantine."));
            return exit;
        });
        return HelpWithExamples.With(command, "lumos quarantine release", "lumos quarantine release --map 'customers.customer_since=`Customer since` | date_parse([\"YYYY-MM-DD\", \"DD.MM.YYYY\"])'");
    }

    private static Dictionary<string, string> Fixes(string[]? items)
    {
        var fixes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new LumosException(ErrorCode.DeterministicFailure, "USAGE_MAP", "A fix is written table.column=pipeline.", new ErrorLocation(Key: item), "Quote it, so that the shell leaves | and ` alone.");
            fixes[item[..equals].Trim()] = item[(equals + 1)..].Trim();
        }

        return fixes;
    }

    private static Option<string?> Table() => new("--table") { Description = "Only this target table", HelpName = "table" };

    private static string Line(QuarantineRecord row)
    {
        var shown = Reports.QuarantineLine.Of(row);
        return Printable(string.Create(CultureInfo.InvariantCulture, $"{row.Table}  {row.Source}{Place(row)}  {shown.Reasons}  {(row.Status == QuarantineStatus.Open ? "" : row.Status.ToString().ToLowerInvariant() + "  ")}{shown.Before}"));
    }

    // Where many rows stand in one line, as in most JSON, the line does not say which.
    private static string Place(QuarantineRecord row) => string.Create(CultureInfo.InvariantCulture, $"{(row.Line is { } line ? $" line {line}" : "")}{(row.Line is null || row.Line <= row.Row ? $" row {row.Row}" : "")}");

    // A row is one line, and what stands in a value gives no orders to a terminal.
    private static string Printable(string line)
    {
        if (!line.Any(IsUnprintable)) return line;
        var text = new StringBuilder(line.Length + 16);
        foreach (var letter in line) _ = IsUnprintable(letter) ? text.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)letter:X}}}") : text.Append(letter);
        return text.ToString();
    }

    private static bool IsUnprintable(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

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
        json.WriteStartArray("reasons");
        foreach (var reason in row.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            if (reason.Column is { } of) json.WriteString("column", of);
            if (reason.Constraint is { } constraint) json.WriteString("constraint", constraint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("masked_preview_before");
        foreach (var (name, value) in row.MaskedPreviewBefore.OrderBy(p => p.Key, StringComparer.Ordinal)) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("status", row.Status.ToString().ToLowerInvariant());
    });
}
