using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// The rows of a source that changed: those whose value is not below where reading begins, and those that have none. Batches are those of the source with rows left out, so reading can go on behind each of
/// them, and every row keeps its number.
/// </summary>
/// <param name="inner">The source.</param>
/// <param name="column">Reads the value.</param>
/// <param name="from">Lowest value that is read.</param>
internal sealed class ChangedRows(ISource inner, WatermarkColumn column, Watermark from) : ISource
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public ColumnSchema Schema => inner.Schema;

    /// <summary>The rows of a table that its catalog entry says changed; the source itself when all of them are read.</summary>
    public static ISource Over(CatalogTable table, ISource source)
    {
        if (table.Increment is not { From: { } text, Dsl: not null }) return source;
        var from = Watermark.Parse(text) ?? throw new InvalidOperationException("The catalog holds a value that cannot be read.");
        return new ChangedRows(source, WatermarkColumn.Of(table), from);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var left = options.MaxRows ?? long.MaxValue;
        var rows = new List<int>();
        await foreach (var batch in inner.ReadAsync(options with { MaxRows = null }, cancellationToken).ConfigureAwait(false))
        {
            var values = column.Read(batch, cancellationToken);
            rows.Clear();
            for (var row = 0; row < values.Length && rows.Count < left; row++)
            {
                if (WatermarkColumn.Changed(values[row], from)) rows.Add(row);
            }

            left -= rows.Count;
            if (rows.Count == batch.RowCount)
            {
                yield return batch;
            }
            else
            {
                using (batch) yield return RowSubset.Take(batch, CollectionsMarshal.AsSpan(rows));
            }

            if (left == 0) yield break;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
