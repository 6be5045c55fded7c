using System.CommandLine;

namespace Lumos.Host.Cli;

/// <summary><c>lumos run</c>: the whole way, from files to verified tables.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var arguments = new RunArguments();
        var outputs = new RunOutputs();
        var yes = new Option<bool>("--yes", "-y") { Description = "Confirm writing without being asked" };
        var command = new Command("run", "Runs a contract: finds out, maps, proves, checks, and moves the rows.");
        arguments.AddTo(command);
        command.Add(yes);
        outputs.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (contract, baseFolder) = arguments.Read(parsed);
            using var session = RunSession.Open(parsed, outputs, yes, baseFolder);
            return await session.ShowAsync(await session.Engine.RunAsync(contract, session.Settings, cancellationToken), cancellationToken);
        });
        return HelpWithExamples.With(command,
            "lumos run contract.yaml",
            "lumos run --from customers.csv --to target.schema.json --out warehouse.duckdb",
            "lumos run --from customers.csv --to target.schema.json --out warehouse.duckdb --load upsert --max-quarantine 1%",
            "lumos run --from 'exports/*.csv.gz' --to schema.sql --out parquet/ --yes --report report.html",
            "lumos run --from 'postgres://reader@db.example/shop' --to schema.sql --out shop.duckdb --load 'upsert, delete missing' --incremental 'orders=logical_replication'",
            "lumos run --from orders.csv --to schema.sql --out lake/ --partition-by orders=country,year --sort-by 'orders=placed_on desc' --target-file-size 128MB");
    }
}
