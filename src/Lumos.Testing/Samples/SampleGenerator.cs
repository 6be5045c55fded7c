namespace Lumos.Testing.Samples;

/// <summary>Makes the samples, small or large, always the same bytes for the same rows and seed.</summary>
public static class SampleGenerator
{
    /// <summary>Samples by name, in the order of the README.</summary>
    public static IReadOnlyList<string> Names { get; } = ["crm", "shop", "clinical", "merge"];

    /// <summary>Rows of the samples in the repository.</summary>
    public const long RepositoryRows = 400;

    /// <summary>Seed of the samples in the repository.</summary>
    public const long RepositorySeed = 7;

    /// <summary>Writes the source files of a sample, and under <c>expected/</c> what a run over them must end in.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">Folder to write to; made when missing.</param>
    /// <param name="rows">Rows of the main source file, before repeated ones; 1 or more.</param>
    /// <param name="seed">Seed of every choice.</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    public static SampleExpectation Write(string name, string folder, long rows = RepositoryRows, long seed = RepositorySeed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return name switch
        {
            "crm" => CrmSample.Write(folder, rows, seed),
            "shop" => ShopSample.Write(folder, rows, seed),
            "clinical" => ClinicalSample.Write(folder, rows, seed),
            "merge" => MergeSample.Write(folder, rows, seed),
            _ => throw new ArgumentException($"There is no sample '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
        };
    }
}
