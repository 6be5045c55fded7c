using System.Runtime.CompilerServices;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Edits;

/// <summary>A source of raw text whose edited rows hold what a person wrote. Where rows come from and how they are cut into batches stays the same.</summary>
/// <param name="inner">The source.</param>
/// <param name="edits">New texts by row and column.</param>
internal sealed class EditedSource(ISource inner, SortedDictionary<long, Dictionary<string, string?>> edits) : ISource, IEngineRows
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public EngineRows? Table => (inner as IEngineRows)?.Table is { } table ? table with { Edits = edits } : null;

    /// <inheritdoc/>
    public ColumnSchema Schema => inner.Schema;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in inner.ReadAsync(options, cancellationToken).ConfigureAwait(false))
        {
            var own = new Dictionary<int, Dictionary<string, string?>>();
            foreach (var (number, values) in edits)
            {
                if (PlaceOf(batch, number) is >= 0 and var place) own[place] = values;
            }

            yield return own.Count == 0 ? batch : Edit(batch, own);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>Where in a batch a row of the source is; below 0 when it is not in it.</summary>
    private static int PlaceOf(ColumnBatch batch, long number)
    {
        var origin = batch.Origin;
        if (!origin.Numbers.IsEmpty) return origin.Numbers.Span.BinarySearch(number);
        return number >= origin.FirstRow && number < origin.FirstRow + batch.RowCount ? (int)(number - origin.FirstRow) : -1;
    }

    private static ColumnBatch Edit(ColumnBatch batch, Dictionary<int, Dictionary<string, string?>> edits)
    {
        var columns = batch.Columns.Select((column, at) => edits.Values.Any(values => values.ContainsKey(batch.Schema.Fields[at].Name)) ? Edit(column, batch.Schema.Fields[at].Name, edits) : column).ToList();

        // A row that was mended is no longer too short or too long.
        return new ColumnBatch(batch.Schema, batch.RowCount, columns, batch.Origin, batch) { Issues = [.. batch.Issues.Where(issue => !edits.ContainsKey(issue.Row))], Skipped = batch.Skipped };
    }

    private static Column Edit(Column column, string name, Dictionary<int, Dictionary<string, string?>> edits)
    {
        var offsets = new int[column.Length + 1];
        var validity = new byte[(column.Length + 7) / 8];
        using var values = new MemoryStream(column.Values.Length + 64);
        for (var row = 0; row < column.Length; row++)
        {
            var isEdited = edits.TryGetValue(row, out var cells) && cells.ContainsKey(name);
            var text = isEdited ? cells![name] : null;
            if (isEdited ? text is not null : !column.IsNull(row)) validity[row >> 3] |= (byte)(1 << (row & 7));
            if (isEdited) values.Write(Encoding.UTF8.GetBytes(text ?? ""));
            else values.Write(column.GetUtf8(row));
            offsets[row + 1] = (int)values.Length;
        }

        return new Column(column.Type, column.Length, values.ToArray(), offsets, validity);
    }
}
