using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Staging;

/// <summary>Some rows of a source, which keep their numbers. Batches are those of the source with rows left out, so reading can go on behind each of them; nothing is read behind the last row.</summary>
/// <param name="inner">The source.</param>
/// <param name="wanted">Numbers of the rows, ascending.</param>
internal sealed class OnlyRows(ISource inner, long[] wanted) : ISource
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public ColumnSchema Schema => inner.Schema;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (wanted.Length == 0) yield break;
        var left = options.MaxRows ?? long.MaxValue;
        var rows = new List<int>();
        await foreach (var batch in inner.ReadAsync(options with { MaxRows = null }, cancellationToken).ConfigureAwait(false))
        {
            rows.Clear();
            var isBehind = Find(batch, rows, left);
            left -= rows.Count;
            using (batch)
            {
                if (rows.Count > 0) yield return RowSubset.Take(batch, CollectionsMarshal.AsSpan(rows));
            }

            if (isBehind || left == 0) yield break;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>Finds the wanted rows of a batch; whether the last of them is in it or was before it.</summary>
    private bool Find(ColumnBatch batch, List<int> rows, long most)
    {
        var isBehind = false;
        for (var row = 0; row < batch.RowCount && rows.Count < most; row++)
        {
            var number = batch.Origin.NumberOf(row);
            if (Array.BinarySearch(wanted, number) >= 0) rows.Add(row);
            isBehind |= number >= wanted[^1];
        }

        return isBehind;
    }
}
