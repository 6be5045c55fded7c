using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

internal static partial class QuarantineCommand
{
    private static Command Edit()
    {
        var run = CommonOptions.RunId();
        var rows = new RowChoice();
        var set = new Option<string[]>("--set") { Description = "New text of a source column, as column=text; column= for nothing; may be given several times", HelpName = "cell", Required = true };
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var command = new Command("edit", "Writes over a quarantined row; the source stays as it is, and the next release reads the row so.") { run, set, state };
        rows.AddTo(command);
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var place = await engine.EditQuarantineAsync(parsed.GetValue(run), rows.Read(parsed), Cells(parsed.GetRequiredValue(set)), who.Read(parsed), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Row {place.Row} of {place.Source} is edited. Try it with: lumos quarantine release"));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos quarantine edit --source order_export --line 447 --set qty=3");
    }

    private static Command Dismiss()
    {
        var run = CommonOptions.RunId();
        var rows = new RowChoice();
        var undo = new Option<bool>("--undo") { Description = "Take it back: the rows are open again" };
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var command = new Command("dismiss", "Gives quarantined rows up: they count as dropped by a person, in the ledger.") { run, undo, state };
        rows.AddTo(command);
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var status = parsed.GetValue(undo) ? QuarantineStatus.Open : QuarantineStatus.Dismissed;
            var count = await engine.DecideQuarantineAsync(parsed.GetValue(run), rows.Read(parsed), status, who.Read(parsed), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} row(s) {(status == QuarantineStatus.Open ? "are open again" : "dismissed")}."));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos quarantine dismiss --source order_export --line 408", "lumos quarantine dismiss --reason RAGGED_ROW");
    }

    private static Dictionary<string, string?> Cells(string[] items)
    {
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new LumosException(ErrorCode.DeterministicFailure, "USAGE_SET", "A cell is written column=text.", new ErrorLocation(Key: item), "Quote it where the text has blanks.");
            cells[item[..equals]] = equals == item.Length - 1 ? null : item[(equals + 1)..];
        }

        return cells;
    }

    /// <summary>Options that choose quarantined rows.</summary>
    private sealed class RowChoice
    {
        private readonly Option<string?> _table = Table();
        private readonly Option<string?> _source = new("--source") { Description = "Source table, as the list shows it", HelpName = "table" };
        private readonly Option<long?> _line = new("--line") { Description = "Line in the source file, from 1", HelpName = "number" };
        private readonly Option<long?> _row = new("--row") { Description = "Row in the source, from 0", HelpName = "number" };
        private readonly Option<string?> _reason = new("--reason") { Description = "Only rows with this reason", HelpName = "code" };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { _table, _source, _line, _row, _reason }) command.Add(option);
            command.Validators.Add(result =>
            {
                if (new Option[] { _table, _source, _line, _row, _reason }.All(option => result.GetResult(option) is null)) result.AddError("Say which rows: --source with --line or --row, --table, or --reason.");
            });
        }

        public Func<QuarantineRecord, bool> Read(ParseResult parsed)
        {
            var (table, source, line, row, reason) = (parsed.GetValue(_table), parsed.GetValue(_source), parsed.GetValue(_line), parsed.GetValue(_row), parsed.GetValue(_reason));
            return record => (table is null || record.Table == table) && (source is null || record.Source == source) && (line is null || record.Line == line)
                && (row is null || record.Row == row) && (reason is null || record.ReasonCodes.Contains(reason, StringComparer.Ordinal));
        }
    }
}
