using System.Collections.Concurrent;
using Lumos.Abstractions;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Columns;

/// <summary>Collects chunks of the engine into batches. Its buffers come back when the batch is disposed and are used again.</summary>
internal sealed class BatchCollector
{
    private readonly ColumnSchema _schema;
    private readonly ConcurrentBag<ColumnCollector[]> _spare = [];
    private ColumnCollector[] _columns;

    public BatchCollector(ColumnSchema schema)
    {
        _schema = schema;
        _columns = Rent();
    }

    /// <summary>Adds rows of a chunk: its columns are the schema's, from the first, as many as it has of them.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="columns">How many of its columns are taken.</param>
    /// <param name="keep">Rows to take, ascending.</param>
    public void Append(DuckDbDataChunk chunk, int columns, ReadOnlySpan<int> keep)
    {
        var all = keep.Length == chunk.RowCount;
        for (var i = 0; i < columns; i++) _columns[i].Append(chunk[i], keep, all);
    }

    /// <summary>Adds whole numbers to a column the chunks do not hold.</summary>
    public void Append(int column, ReadOnlySpan<long> numbers) => _columns[column].Append(numbers);

    /// <summary>The rows so far as a batch; the next rows begin a new one.</summary>
    public ColumnBatch Take(RowOrigin origin)
    {
        var taken = _columns;
        _columns = Rent();
        return new ColumnBatch(_schema, taken[0].Rows, [.. taken.Select(static column => column.ToColumn())], origin, new Return(this, taken));
    }

    private ColumnCollector[] Rent() => _spare.TryTake(out var spare) ? spare : [.. _schema.Fields.Select(static field => new ColumnCollector(field.Type))];

    private sealed class Return(BatchCollector owner, ColumnCollector[] columns) : IDisposable
    {
        public void Dispose()
        {
            foreach (var column in columns) column.Clear();
            owner._spare.Add(columns);
        }
    }
}
