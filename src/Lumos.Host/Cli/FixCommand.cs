using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos fix list|show|apply|undo</c>: staged changes of the plan that mend what the analysis found.</summary>
internal static class FixCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("fix", "Lists, shows, applies and undoes the changes of the plan that would mend what a run's analysis found.") { List(), Show(), Apply(), Undo() },
        "lumos fix list", "lumos fix show 3f2a90b1", "lumos fix apply 3f2a90b1", "lumos fix undo 3f2a90b1");

    private static Command List()
    {
        var run = CommonOptions.RunId();
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the fixes a run's analysis proposes, and those that are applied.") { run, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var (proposed, applied) = await ReadAsync(engine, parsed.GetValue(run), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var fix in proposed.Concat(applied.Select(static known => known.Fix)).DistinctBy(static fix => fix.Id))
            {
                var inForce = applied.FirstOrDefault(known => known.Fix.Id == fix.Id);
                if (parsed.GetValue(json)) FixOutput.Json(output, fix, inForce);
                else await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{fix.Id}  {(inForce is null ? "open   " : "applied")}  {fix.Finding,-16} {FixOutput.Where(fix)}: {fix.Summary} {FixOutput.Effect(fix)}"));
            }

            if (proposed.Count == 0 && applied.Count == 0 && !parsed.GetValue(json)) await output.WriteLineAsync("Nothing to mend that the language can mend soundly.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var run = Run();
        var state = CommonOptions.State();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows what a fix changes: pipelines, counts on the sample, masked cells before and after.") { id, run, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            var (proposed, applied) = await ReadAsync(engine, parsed.GetValue(run), cancellationToken);
            var name = parsed.GetRequiredValue(id);
            var fix = proposed.Concat(applied.Select(static known => known.Fix)).FirstOrDefault(known => known.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new LumosException(ErrorCode.DeterministicFailure, "FIX_UNKNOWN", $"There is no fix '{name}'.", new ErrorLocation(Key: name), "List them with: lumos fix list");
            var inForce = applied.FirstOrDefault(known => known.Fix.Id == fix.Id);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) FixOutput.Json(output, fix, inForce);
            else await FixOutput.TextAsync(output, fix, inForce);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Apply()
    {
        var ids = new Argument<string[]>("fix") { Description = "Ids of fixes, or their first letters", Arity = ArgumentArity.OneOrMore };
        var run = Run();
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var command = new Command("apply", "Applies fixes: the run follows them when it is resumed before it moves rows, and so do later runs.") { ids, run, state };
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var engine = CommonOptions.Open(parsed, state);
            foreach (var id in parsed.GetRequiredValue(ids))
            {
                var applied = await engine.ApplyFixAsync(id, who.Read(parsed), parsed.GetValue(run), cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{applied.Fix.Id} applied to {FixOutput.Where(applied.Fix)}. Undo it with: lumos fix undo {applied.Fix.Id}");
            }

            var status = (await engine.GetStatusAsync(parsed.GetValue(run), cancellationToken)).Status;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(status == RunStatus.Completed ? "The run is completed and stays as it is; the next run follows the fix." : "Go on with: lumos resume");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Undo()
    {
        var id = Id();
        var who = new ActorOptions();
        var state = CommonOptions.State();
        var command = new Command("undo", "Takes an applied fix back; everything is as if it had never been applied.") { id, state };
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var undone = await CommonOptions.Open(parsed, state).UndoFixAsync(parsed.GetRequiredValue(id), who.Read(parsed), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{undone.Fix.Id} is undone.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("fix") { Description = "Id of a fix, or its first letters" };

    private static Option<string?> Run() => new("--run") { Description = "Run whose analysis proposed it; the latest when left out", HelpName = "run" };

    private static async Task<(IReadOnlyList<ProposedFix> Proposed, IReadOnlyList<AppliedFix> Applied)> ReadAsync(LumosEngine engine, string? run, CancellationToken cancellationToken) =>
        ((await engine.GetArtifactsAsync(run, cancellationToken)).Analysis?.Fixes ?? [], engine.ReadAppliedFixes());
}
