using System.CommandLine;

namespace Lumos.Host.Cli;

/// <summary><c>lumos resume</c>: goes on with a run that was stopped, held or killed; finished stages are not run again.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var run = CommonOptions.RunId();
        var outputs = new RunOutputs();
        var yes = new Option<bool>("--yes", "-y") { Description = "Confirm writing without being asked" };
        var actor = new ActorOptions();
        var command = new Command("resume", "Goes on with a run that was stopped, held or killed.") { run, yes };
        actor.AddTo(command);
        outputs.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = RunSession.Open(parsed, outputs, yes);
            var settings = session.Settings with { ConfirmingActor = actor.ReadIfGiven(parsed) };
            return await session.ShowAsync(await session.Engine.ResumeAsync(parsed.GetValue(run), settings, cancellationToken), cancellationToken);
        });
        return HelpWithExamples.With(command, "lumos resume", "lumos resume 01JKVM --yes", "lumos resume 01JKVM --yes --user ann --role operator");
    }
}
