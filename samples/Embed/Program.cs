using Lumos.Abstractions;
using Lumos.Core;

// A host program of its own: run a contract, confirm in code, and look at what became of the rows.
var file = RunContractFile.Load(args[0]);
var engine = LumosEngine.Create(new LumosOptions { StateFolder = args[1] });

var result = await engine.RunAsync(file.Contract, new RunSettings { BaseFolder = file.BaseFolder, Confirm = RunSettings.Yes });

Console.WriteLine($"{result.Status} {result.RunId}");
foreach (var table in result.Migration?.Tables ?? [])
{
    Console.WriteLine($"{table.Table}: {table.RowsIn} read, {table.RowsOut} written, {table.Collapsed} collapsed, {table.Quarantined} in quarantine");
}

return result.Status == RunStatus.Completed ? 0 : 1;
