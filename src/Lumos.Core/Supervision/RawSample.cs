using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>The raw values of one table's sample, by source column name. Lives in memory only: nothing of it may reach an artifact unmasked.</summary>
internal sealed class RawSample
{
    private readonly Dictionary<string, string?[]> _columns;

    private RawSample(Dictionary<string, string?[]> columns, int rows) => (_columns, RowCount) = (columns, rows);

    /// <summary>Rows whose reference to a joined table finds no row there, or several: place in the sample, code, and referring column.</summary>
    public IReadOnlyList<RowIssue> Unmatched { get; private init; } = [];

    private IReadOnlyList<long> RowNumbers { get; init; } = [];

    /// <summary>Place of a row of the sample in its source, 0-based.</summary>
    public long PlaceOf(int row) => row < RowNumbers.Count ? RowNumbers[row] : row;

    /// <summary>A sample of no rows, as in metadata_only.</summary>
    public static RawSample Empty { get; } = new([], 0);

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>Values of a column; empty when the sample does not have it.</summary>
    public IReadOnlyList<string?> this[string sourceName] => _columns.TryGetValue(sourceName, out var values) ? values : [];

    /// <summary>Takes values that are already text, for instance from a test.</summary>
    public static RawSample From(IReadOnlyDictionary<string, string?[]> columns) =>
        new(new Dictionary<string, string?[]>(columns, StringComparer.Ordinal), columns.Count == 0 ? 0 : columns.Values.Max(static c => c.Length));

    /// <summary>Reads the rows a sample names from the snapshot.</summary>
    public static async Task<RawSample> ReadAsync(ICatalogReader reader, CatalogTable table, TableSample sample, CancellationToken cancellationToken)
    {
        using var batch = await reader.ReadSampleAsync(table, sample, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string?[]> columns = new(StringComparer.Ordinal);
        for (var c = 0; c < batch.Columns.Count; c++)
        {
            var column = batch.Columns[c];
            if (column.Type.Kind != ColumnKind.Text) throw new InvalidOperationException("A raw sample has text columns only.");
            var values = new string?[batch.RowCount];
            for (var row = 0; row < values.Length; row++) values[row] = column.IsNull(row) ? null : Encoding.UTF8.GetString(column.GetUtf8(row));
            columns[batch.Schema.Fields[c].Name] = values;
        }

        return new RawSample(columns, batch.RowCount) { RowNumbers = sample.RowNumbers, Unmatched = [.. batch.Issues.Where(static issue => issue.Code is JoinedTables.NoMatch or JoinedTables.Ambiguous)] };
    }

    /// <summary>Reads the samples of all tables, by table name; tables without a sample are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, RawSample>> ReadAllAsync(ICatalogReader reader, CatalogArtifact catalog, SamplePackArtifact? pack, CancellationToken cancellationToken)
    {
        Dictionary<string, RawSample> samples = new(StringComparer.Ordinal);
        foreach (var sample in pack?.Tables ?? [])
        {
            if (catalog.Tables.FirstOrDefault(t => t.Name == sample.Table) is { } table) samples[table.Name] = await ReadAsync(reader, table, sample, cancellationToken).ConfigureAwait(false);
        }

        return samples;
    }
}
