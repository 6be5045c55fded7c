using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Targets;

/// <summary>Told about staged rows that were read back, in row order.</summary>
/// <param name="numbers">Their numbers.</param>
/// <param name="hashes">Their hashes.</param>
/// <param name="keys">Hashes of their keys (<see cref="RowHasher"/> over the key columns, in the table's order); of the whole row where the table has no key.</param>
internal delegate void StagedRowsRead(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, ReadOnlySpan<ulong> keys);

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
    ValueTask<long> ReadAsync(long first, long end, StagedRowsRead take, CancellationToken cancellationToken);
}

/// <summary>Staged tables whose storage the embedded reader hashes without asking an engine.</summary>
internal interface IHashesStaged
{
    /// <summary>Opens the staged rows of a table to be hashed again, for one thread; null when only a query can read them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="late">Whether the late rows are meant, else the others.</param>
    IStagedHashes? TryOpenHashes(TablePlan table, bool late);
}
