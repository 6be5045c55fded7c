namespace Lumos.Core;

/// <summary>What a verification says of a table.</summary>
public enum VerificationOutcome
{
    /// <summary>Every row the run wrote is there as it was written, and of a whole table no other.</summary>
    Same,

    /// <summary>It is not.</summary>
    Differs,

    /// <summary>It cannot be told; the message says why.</summary>
    NotComparable,
}

/// <summary>Where a row was read from.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Row">0-based row in it.</param>
public sealed record RowPlace(string Source, long Row);

/// <summary>A table of a run, compared with the rows that are in the target now.</summary>
public sealed record TableVerification
{
    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>What came out.</summary>
    public required VerificationOutcome Outcome { get; init; }

    /// <summary>Rows the run wrote.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that are there.</summary>
    public long RowsFound { get; init; }

    /// <summary>Chunks of the manifest.</summary>
    public required int Chunks { get; init; }

    /// <summary>The first chunk that differs, from 0; null for none.</summary>
    public int? FirstChunk { get; init; }

    /// <summary>Chunks that differ.</summary>
    public int DifferingChunks { get; init; }

    /// <summary>Rows of the run that are gone; null when the marks of the rows are not here.</summary>
    public long? Missing { get; init; }

    /// <summary>Rows of the run whose key has other values now.</summary>
    public long? Changed { get; init; }

    /// <summary>Rows of a whole table that the run did not write.</summary>
    public long? Extra { get; init; }

    /// <summary>Where the first row that is gone or changed came from; null when it is not known.</summary>
    public RowPlace? FirstRow { get; init; }

    /// <summary>Runs of the same state that wrote the table since and stand, the latest last; empty where they explain nothing.</summary>
    public IReadOnlyList<string> LaterRuns { get; init; } = [];

    /// <summary>One sentence; null when all is as it was.</summary>
    public string? Message { get; init; }
}

/// <summary>A run, compared with its target.</summary>
/// <param name="RunId">Run.</param>
/// <param name="RootHash">Hash over the manifests of its tables.</param>
/// <param name="Tables">Its tables.</param>
public sealed record RunVerification(string RunId, string RootHash, IReadOnlyList<TableVerification> Tables)
{
    /// <summary>Whether every table is as the run wrote it.</summary>
    public bool IsSame => Tables.All(static table => table.Outcome == VerificationOutcome.Same);
}
