namespace Lumos.Abstractions;

/// <summary>Rows that can be read, in a fixed order, any number of times. Reading never changes the source.</summary>
public interface ISource : IAsyncDisposable
{
    /// <summary>Name a person would recognise: a file path, <c>schema.table</c>.</summary>
    string Name { get; }

    /// <summary>Columns every batch has.</summary>
    ColumnSchema Schema { get; }

    /// <summary>
    /// Streams the rows as batches. The same options over the same bytes give the same batches.
    /// </summary>
    /// <exception cref="LumosException">The source cannot be read; the message says where.</exception>
    IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, CancellationToken cancellationToken = default);
}

/// <summary>How much to read, and from where.</summary>
public sealed record SourceReadOptions
{
    /// <summary>Rows per batch; every batch but the last has exactly this many. A source that leaves rows out may give fewer, or none.</summary>
    /// <value>1 or more. Default 50,000.</value>
    public int BatchRows { get; init; } = 50_000;

    /// <summary>First row to read; null reads from the beginning.</summary>
    public SourcePosition? From { get; init; }

    /// <summary>Stop after this many rows; null reads to the end.</summary>
    public long? MaxRows { get; init; }
}
