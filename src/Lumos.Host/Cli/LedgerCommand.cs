using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary><c>lumos ledger show|verify</c>.</summary>
internal static class LedgerCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("ledger", "Shows the decisions of runs, and proves that nobody changed them.") { Show(), Verify() },
        "lumos ledger show", "lumos ledger verify");

    private static Command Show()
    {
        var run = CommonOptions.RunId();
        var state = CommonOptions.State();
        var all = new Option<bool>("--all") { Description = "Every run, not only one" };
        var json = CommonOptions.Json();
        var command = new Command("show", "Prints the decisions of a run in order.") { run, state, all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var output = parsed.InvocationConfiguration.Output;
            var id = parsed.GetValue(all) ? null : (await engine.GetStatusAsync(parsed.GetValue(run), cancellationToken)).RunId;
            await foreach (var item in engine.ReadLedgerAsync(id, cancellationToken))
            {
                if (parsed.GetValue(json)) Json(output, item);
                else await output.WriteLineAsync(Line(item));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Recomputes the chain of hashes; a changed, missing or moved event shows.") { state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var result = await engine.VerifyLedgerAsync(cancellationToken);
            // No ledger proves nothing: a folder that was not meant must not pass.
            if (result is { Intact: true, SoundEvents: 0 }) _ = await engine.GetStatusAsync(null, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(output, json =>
                {
                    json.WriteBoolean("intact", result.Intact);
                    json.WriteNumber("sound_events", result.SoundEvents);
                    json.WriteString("last_hash", result.LastHash);
                    if (result.Line is { } bad) json.WriteNumber("first_bad_line", bad);
                    if (!result.Intact) json.WriteString("problem", JsonOutput.Name(result.Problem));
                });
            }
            else
            {
                await output.WriteLineAsync(result.Intact
                    ? $"The ledger is whole: {result.SoundEvents} events, every hash holds. Last hash {result.LastHash}"
                    : $"The ledger is not the one that was written: line {result.Line} is {JsonOutput.Name(result.Problem)}; {result.SoundEvents} events before it are sound.");
            }

            return result.Intact ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    private static string Line(LedgerEvent item)
    {
        var entry = item.Entry;
        return string.Create(CultureInfo.InvariantCulture,
            $"{item.Sequence,5}  {item.TimestampUtc.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {entry.Stage.ToString().ToUpperInvariant(),-10} {entry.Decision.ToString().ToLowerInvariant(),-8} {entry.Summary}{(entry.ErrorCode is { } code ? " [" + ErrorTaxonomy.NameOf(code) + "]" : "")}  {item.Hash[..12]}");
    }

    private static void Json(TextWriter output, LedgerEvent item) => JsonOutput.Write(output, json =>
    {
        json.WriteNumber("sequence", item.Sequence);
        json.WriteString("event_id", item.EventId);
        json.WriteString("timestamp_utc", item.TimestampUtc.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        json.WriteString("run_id", item.Entry.RunId);
        json.WriteString("stage", item.Entry.Stage.ToString().ToUpperInvariant());
        json.WriteString("decision", item.Entry.Decision.ToString().ToLowerInvariant());
        json.WriteString("summary", item.Entry.Summary);
        if (item.Entry.InputsHash is { } inputs) json.WriteString("inputs_hash", inputs);
        if (item.Entry.OutputsHash is { } outputs) json.WriteString("outputs_hash", outputs);
        if (item.Entry.ErrorCode is { } code) json.WriteString("error_code", ErrorTaxonomy.NameOf(code));
        json.WriteString("previous_hash", item.PreviousHash);
        json.WriteString("hash", item.Hash);
    });
}
