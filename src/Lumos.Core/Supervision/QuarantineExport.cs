using System.Buffers;
using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Writes quarantined rows to a CSV file (RFC 4180, UTF-8): where each came from, why it is there, and its source columns.</summary>
internal sealed class QuarantineExport(ICatalogReader reader)
{
    private const int BlockRows = 1000;
    private static readonly string[] Facts = ["lumos_table", "lumos_source", "lumos_row", "lumos_line", "lumos_reasons", "lumos_column", "lumos_status", "lumos_all_reasons"];
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the rows with masked values.</summary>
    /// <returns>Rows written.</returns>
    public static async Task<long> WriteMaskedAsync(TextWriter output, IReadOnlyList<CatalogTable> tables, IAsyncEnumerable<QuarantineRecord> records, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(tables);
        await WriteHeaderAsync(output, columns).ConfigureAwait(false);
        long count = 0;
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await WriteAsync(output, record, columns, record.MaskedPreviewBefore.GetValueOrDefault).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    /// <summary>Writes the rows with the values of the source, which is read again.</summary>
    /// <returns>Rows written.</returns>
    /// <exception cref="LumosException">The source is no longer the one that was ingested (<c>SOURCE_CHANGED</c>).</exception>
    public async Task<long> WriteRawAsync(TextWriter output, IReadOnlyList<CatalogTable> tables, IAsyncEnumerable<QuarantineRecord> records, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(tables);
        await WriteHeaderAsync(output, columns).ConfigureAwait(false);
        long count = 0;
        var block = new List<QuarantineRecord>();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (block.Count == BlockRows || (block.Count > 0 && block[0].Source != record.Source)) await FlushAsync().ConfigureAwait(false);
            block.Add(record);
            count++;
        }

        await FlushAsync().ConfigureAwait(false);
        return count;

        async Task FlushAsync()
        {
            if (block.Count == 0) return;
            var table = tables.First(candidate => candidate.Name == block[0].Source);
            var rows = block.Select(static record => (record.Row, Offset: record.ByteOffset ?? -1)).Distinct().OrderBy(static row => row.Row).ToArray();
            var sample = new TableSample
            {
                Table = table.Name, Columns = [.. table.Columns.Select(static column => column.SourceName)], Rows = [],
                RowNumbers = [.. rows.Select(static row => row.Row)],
                ByteOffsets = rows.All(static row => row.Offset >= 0) ? [.. rows.Select(static row => row.Offset)] : [],
            };
            using var batch = await reader.ReadSampleAsync(table, sample, cancellationToken).ConfigureAwait(false);
            var places = rows.Select(static (row, i) => (row.Row, i)).ToDictionary(static pair => pair.Row, static pair => pair.i);
            foreach (var record in block)
            {
                var place = places[record.Row];
                await WriteAsync(output, record, columns, name => ValueOf(batch, name, place)).ConfigureAwait(false);
            }

            block.Clear();
        }
    }

    private static string? ValueOf(ColumnBatch batch, string name, int row)
    {
        var ordinal = batch.Schema.IndexOf(name);
        return ordinal < 0 || batch.Columns[ordinal].IsNull(row) ? null : Encoding.UTF8.GetString(batch.Columns[ordinal].GetUtf8(row));
    }

    private static string[] ColumnsOf(IReadOnlyList<CatalogTable> tables) =>
        [.. tables.SelectMany(static table => table.Columns).Select(static column => column.SourceName).Distinct(StringComparer.Ordinal)];

    private static Task WriteHeaderAsync(TextWriter output, string[] columns) => output.WriteAsync(string.Join(',', Facts.Concat(columns).Select(Quote)) + "\r\n");

    private static Task WriteAsync(TextWriter output, QuarantineRecord record, string[] columns, Func<string, string?> value)
    {
        string?[] facts =
        [
            record.Table, record.Source, record.Row.ToString(CultureInfo.InvariantCulture), record.Line?.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', record.ReasonCodes), record.Column, record.Status.ToString().ToLowerInvariant(),
            string.Join("; ", record.Reasons),
        ];
        return output.WriteAsync(string.Join(',', facts.Concat(columns.Select(value)).Select(Quote)) + "\r\n");
    }

    /// <summary>NULL is nothing between two commas; an empty text is quoted.</summary>
    private static string Quote(string? value) => value switch
    {
        null => "",
        "" => "\"\"",
        _ => value.AsSpan().ContainsAny(Special) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value,
    };
}
