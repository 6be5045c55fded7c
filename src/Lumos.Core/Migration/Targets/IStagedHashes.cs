namespace Lumos.Core.Migration.Targets;

/// <summary>Told about staged rows that were read back, in row order.</summary>
/// <param name="numbers">Their numbers.</param>
/// <param name="hashes">Their hashes.</param>
internal delegate void StagedRowsRead(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes);

/// <summary>Reads staged rows back from where they are stored and hashes them. Serves one thread.</summary>
internal interface IStagedHashes : IDisposable
{
    /// <summary>Reads the rows of a range of numbers.</summary>
    /// <param name="first">First number.</param>
    /// <param name="end">Number behind the last.</param>
    /// <param name="take">Told about them.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>NULLs in columns that may hold none.</returns>
    /// <exception cref="InvalidDataException">What is stored is damaged.</exception>
    long Read(long first, long end, StagedRowsRead take, CancellationToken cancellationToken);
}
