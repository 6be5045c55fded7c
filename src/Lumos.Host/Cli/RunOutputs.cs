using System.CommandLine;

namespace Lumos.Host.Cli;

/// <summary>Where and how a run's result is shown.</summary>
internal sealed class RunOutputs
{
    public Option<string> State { get; } = CommonOptions.State();

    public Option<bool> Json { get; } = CommonOptions.Json();

    public Option<string?> Report { get; } = new("--report") { Description = "Where the HTML report goes; beside the state when left out", HelpName = "file" };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress, only the result" };

    public Option<string?> Policy { get; } = new("--policy") { Description = "Policy manifest to use instead of the built-in one", HelpName = "file" };

    public Option<string[]> Thresholds { get; } = new("--thresholds") { Description = "Threshold profiles a contract may name, one file each", HelpName = "file" };

    public Option<string[]> Domains { get; } = DomainsCommand.Files();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { State, Report, Policy, Thresholds, Domains, Quiet, Json }) command.Add(option);
    }
}
