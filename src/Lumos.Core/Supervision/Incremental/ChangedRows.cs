using System.Runtime.CompilerServices;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision.Incremental;

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
        await foreach (var batch in inner.ReadAsync(options with { MaxRows = null }, cancellationToken).ConfigureAwait(false))
        {
            var values = column.Read(batch, cancellationToken);
            var rows = Enumerable.Range(0, batch.RowCount).Where(row => WatermarkColumn.Changed(values[row], from)).ToArray();
            if (rows.Length > left) rows = rows[..(int)left];
            left -= rows.Length;
            if (rows.Length == batch.RowCount)
            {
                yield return batch;
            }
            else
            {
                using (batch) yield return Take(batch, rows);
            }

            if (left == 0) yield break;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static ColumnBatch Take(ColumnBatch batch, int[] rows)
    {
        var places = rows.Select(static (row, place) => (row, place)).ToDictionary(static pair => pair.row, static pair => pair.place);
        var (offsets, lines) = (batch.Origin.ByteOffsets, batch.Origin.Lines);
        var origin = batch.Origin with
        {
            FirstRow = rows.Length == 0 ? batch.Origin.FirstRow : batch.Origin.NumberOf(rows[0]),
            ByteOffsets = offsets.IsEmpty ? default : Array.ConvertAll(rows, row => offsets.Span[row]),
            Lines = lines.IsEmpty ? default : Array.ConvertAll(rows, row => lines.Span[row]),
            Numbers = Array.ConvertAll(rows, batch.Origin.NumberOf),
        };
        return new ColumnBatch(batch.Schema, rows.Length, [.. batch.Columns.Select(one => Take(one, rows))], origin)
        {
            Issues = [.. batch.Issues.Where(issue => places.ContainsKey(issue.Row)).Select(issue => issue with { Row = places[issue.Row] })], Skipped = batch.Skipped,
        };
    }

    // Raw rows are texts.
    private static Column Take(Column column, int[] rows)
    {
        var offsets = new int[rows.Length + 1];
        var validity = new byte[(rows.Length + 7) / 8];
        using var values = new MemoryStream();
        for (var place = 0; place < rows.Length; place++)
        {
            if (!column.IsNull(rows[place])) validity[place >> 3] |= (byte)(1 << (place & 7));
            values.Write(column.GetUtf8(rows[place]));
            offsets[place + 1] = (int)values.Length;
        }

        return new Column(column.Type, rows.Length, values.ToArray(), offsets, validity);
    }
}
