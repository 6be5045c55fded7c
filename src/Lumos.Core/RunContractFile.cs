using Lumos.Abstractions;
using Lumos.Core.Configuration;
using Lumos.Core.Contracts;
using Lumos.Core.Identity;

namespace Lumos.Core;

/// <summary>A run contract read from a file.</summary>
public sealed record RunContractFile
{
    private RunContractFile(RunContract contract, string baseFolder) => (Contract, BaseFolder) = (contract, baseFolder);

    /// <summary>The contract. Without a <c>run_id</c> in the file, a new one was made.</summary>
    public RunContract Contract { get; }

    /// <summary>The file's folder, from which relative locations start.</summary>
    public string BaseFolder { get; }

    /// <summary>Reads a contract; <c>.json</c> is JSON, anything else YAML.</summary>
    /// <param name="path">File.</param>
    /// <param name="time">Clock for a new run id; null for the system's.</param>
    /// <exception cref="LumosException"><c>CONTRACT_INVALID</c> with every mistake, its line and column, and what is allowed there.</exception>
    public static RunContractFile Load(string path, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var node = ConfigReader.ReadFile(path, "CONTRACT_INVALID", "run contract");
        return new(Bind(node, path, time), Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a contract from a text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="json">Whether it is JSON.</param>
    /// <param name="baseFolder">Folder from which relative locations start.</param>
    /// <param name="time">Clock for a new run id; null for the system's.</param>
    /// <exception cref="LumosException">As for <see cref="Load"/>.</exception>
    public static RunContractFile Parse(string text, bool json, string baseFolder = ".", TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(baseFolder);
        const string File = "contract";
        return new(Bind(ConfigReader.Read(text, json, File, "CONTRACT_INVALID", "run contract"), File, time), Path.GetFullPath(baseFolder));
    }

    private static RunContract Bind(ConfigNode node, string file, TimeProvider? time)
    {
        var problems = new ConfigProblems(file);
        var contract = new RunContractBinder(problems).Bind(node, () => new UlidGenerator(time ?? TimeProvider.System).Next());
        problems.ThrowIfAny("CONTRACT_INVALID", "run contract");
        return contract ?? throw new InvalidOperationException("A contract without mistakes was not made.");
    }
}
