using Lumos.Abstractions;
using Lumos.Core;

// A host program of its own: run a contract, confirm in code, and look at what became of the rows.
var contract = await RunContractFile.ReadAsync(args[0]);
await using var engine = LumosEngine.Create(new LumosOptions { StateFolder = args[1] });

var result = await engine.RunAsync(contract, new RunCallbacks
{
    Confirm = (request, _) => ValueTask.FromResult(true),
});

Console.WriteLine($"{result.Outcome} {result.RunId}");
foreach (var table in result.Artifacts.Migration?.Tables ?? [])
{
    Console.WriteLine($"{table.Table}: {table.RowsIn} read, {table.RowsOut} written, {table.Collapsed} collapsed, {table.Quarantined} in quarantine");
}

return result.Outcome == RunOutcome.Finished ? 0 : 1;
