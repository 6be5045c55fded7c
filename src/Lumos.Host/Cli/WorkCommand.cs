using System.CommandLine;
using System.Globalization;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos work</c>: helps a run that another process moves, and finishes it when that process is gone.</summary>
internal static class WorkCommand
{
    public static Command Create()
    {
        var run = CommonOptions.RunId();
        var outputs = new RunOutputs();
        var lease = new Option<double>("--lease") { Description = "Seconds a lease of a slice lasts unless it is renewed", HelpName = "seconds", DefaultValueFactory = _ => 30 };
        lease.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is < 0.1 or > 86_400 or double.NaN) result.AddError("--lease takes seconds, 0.1 to 86400.");
        });
        var yes = new Option<bool>("--yes", "-y") { Description = "Confirm writing without being asked, if the run is taken over" };
        var command = new Command("work", "Helps a run that another process moves with the same state folder, and finishes it when that process is gone.") { run, lease, yes };
        outputs.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = RunSession.Open(parsed, outputs, yes);
            var work = await session.Engine.WorkAsync(parsed.GetValue(run), TimeSpan.FromSeconds(parsed.GetValue(lease)), session.Settings, cancellationToken);
            if (!parsed.GetValue(outputs.Json)) await parsed.InvocationConfiguration.Error.WriteLineAsync(Line(work));
            return work.Run is { } ended ? await session.ShowAsync(ended, cancellationToken) : Show(parsed, outputs, work);
        });
        return HelpWithExamples.With(command, "lumos work", "lumos work 01JKVM --lease 10");
    }

    private static int Show(ParseResult parsed, RunOutputs outputs, WorkResult work)
    {
        if (parsed.GetValue(outputs.Json))
        {
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{{\"run_id\":\"{work.RunId}\",\"status\":\"{work.Status.ToString().ToLowerInvariant()}\",\"slices\":{work.Slices},\"refused\":{work.Refused}}}"));
        }

        return ExitCodes.Done;
    }

    private static string Line(WorkResult work) => string.Create(
        CultureInfo.InvariantCulture, $"Helped run {work.RunId} with {work.Slices} slice(s){(work.Refused > 0 ? $"; {work.Refused} came too late and were refused" : "")}{(work.Run is null ? "" : "; its process was gone, so it was finished here")}.");
}
