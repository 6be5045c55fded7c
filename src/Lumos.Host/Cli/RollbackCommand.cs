using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos rollback</c>: takes back what a run put into its target.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var run = new Argument<string?>("run") { Description = "Run id, or its first letters; when left out, the latest run that wrote is shown and asked about", Arity = ArgumentArity.ZeroOrOne };
        var yes = new Option<bool>("--yes", "-y") { Description = "Confirm without being asked" };
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("rollback", "Puts back what a run replaced, all its tables or none, while that is kept (7 days, see overrides.keep_previous_days).") { run, yes, state, json };
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var named = parsed.GetValue(run);
            if (await FindAsync(engine, named, cancellationToken) is not { } info)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("No run of this state has written anything that could be taken back.");
                return ExitCodes.Done;
            }

            // Which run is the latest may have changed since the person looked: what is not named is asked about.
            if ((named is null || !parsed.GetValue(yes)) && !await ConfirmAsync(parsed, info.RunId, string.Join(", ", info.Contract.Rhs.Location), cancellationToken)) return ExitCodes.Held;
            var back = await engine.RollBackAsync(info.RunId, who.Read(parsed), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) Json(output, info.RunId, back);
            else foreach (var table in back) await output.WriteLineAsync(Line(table));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos rollback", "lumos rollback 01JKVM", "lumos rollback 01JKVM --yes --json");
    }

    private static async Task<RunInfo?> FindAsync(LumosEngine engine, string? named, CancellationToken cancellationToken) => named is not null
        ? await engine.GetStatusAsync(named, cancellationToken)
        : (await engine.ListRunsAsync(cancellationToken)).LastOrDefault(static run => run is { Status: RunStatus.Completed, IsRolledBack: false, Contract.Mode: RunMode.DataMode } && run.Contract.Overrides?.DryRun != true);

    private static async Task<bool> ConfirmAsync(ParseResult parsed, string runId, string target, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (Console.IsInputRedirected)
        {
            await error.WriteLineAsync($"Rolling back changes {target}. Confirm with: lumos rollback {runId} --yes");
            return false;
        }

        await error.WriteAsync($"Put {target} back to what it was before run {runId}? [y/N] ");
        return (await Console.In.ReadLineAsync(cancellationToken))?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static string Line(RolledBackTable table) => table.Rows is { } rows
        ? string.Create(CultureInfo.InvariantCulture, $"{table.Table}: as before, {rows:N0} rows")
        : $"{table.Table}: removed, the run had made it";

    private static void Json(TextWriter output, string runId, IReadOnlyList<RolledBackTable> tables) => JsonOutput.Write(output, json =>
    {
        json.WriteString("run_id", runId);
        json.WriteStartArray("tables");
        foreach (var table in tables)
        {
            json.WriteStartObject();
            json.WriteString("table", table.Table);
            if (table.Rows is { } rows) json.WriteNumber("rows", rows);
            else json.WriteNull("rows");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
