using System.CommandLine;

namespace Lumos.Host.Cli;

/// <summary><c>lumos plan</c>: everything up to migration; nothing is written to the target.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var arguments = new RunArguments();
        var outputs = new RunOutputs();
        var command = new Command("plan", "Does everything up to moving rows; the target is not touched.");
        arguments.AddTo(command);
        outputs.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (contract, baseFolder) = arguments.Read(parsed);
            using var session = RunSession.Open(parsed, outputs, yes: null, baseFolder);
            return await session.ShowAsync(await session.Engine.PlanAsync(contract, session.Settings, cancellationToken), cancellationToken);
        });
        return HelpWithExamples.With(command,
            "lumos plan contract.yaml",
            "lumos plan --from customers.csv --to target.schema.json --out warehouse.duckdb --mode metadata_only");
    }
}
