using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Testing;

namespace Lumos.Connectors.Postgres.Tests.Runs;

/// <summary>A folder to run whole contracts in.</summary>
internal sealed class RunFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lumos-run-").FullName;

    /// <summary>Folder of a sample of the repository.</summary>
    public static string Sample(string name) => System.IO.Path.Combine(RepositoryRoot.Find(), "samples", name);

    /// <summary>An engine with the connector; every one of this folder shares a state.</summary>
    public LumosEngine Engine(string? failpoint = null) => LumosEngine.Create(new LumosOptions
    {
        StateFolder = System.IO.Path.Combine(Path, "state"), Connectors = { new PostgresConnector() }, RetryDelay = TimeSpan.FromMilliseconds(1), Failpoint = failpoint,
    });

    /// <summary>The contract of a sample with another target.</summary>
    public static RunContract ContractOf(string sample, string target) => RunContractFile.Load(System.IO.Path.Combine(Sample(sample), "contract.yaml")).Contract is var contract
        ? contract with { Rhs = contract.Rhs with { Location = [target] } } : null!;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<RunResult> RunAsync(RunContract contract, string baseFolder) => Engine().RunAsync(contract, new RunSettings { BaseFolder = baseFolder, Confirm = RunSettings.Yes });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
