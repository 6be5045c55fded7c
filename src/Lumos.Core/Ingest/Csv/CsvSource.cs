using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Dialects;

namespace Lumos.Core.Ingest.Csv;

/// <summary>
/// A table of a delimited text file as batches of text columns: an unquoted empty field is NULL, a quoted one the empty string. Every row is
/// kept; what is odd about one is said in <see cref="ColumnBatch.Issues"/>, and every byte that is in no row in <see cref="ColumnBatch.Skipped"/>.
/// </summary>
/// <remarks>Reads may run side by side. A table without rows gives one empty batch, so that its skipped ranges are not lost.</remarks>
public sealed class CsvSource : ISource
{
    private readonly CsvInput _input;
    private readonly CsvDialect _dialect;

    /// <summary>A source over a layout, as the sniffer found it or as the caller states it.</summary>
    /// <param name="input">The file.</param>
    /// <param name="layout">How to read it; its main table is the one read.</param>
    /// <param name="maxRecordBytes">Longest record accepted, in bytes of UTF-8; 1,024 or more.</param>
    public CsvSource(CsvInput input, CsvLayout layout, int maxRecordBytes = 256 << 20)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecordBytes, 1024);
        _input = input;
        Layout = layout;
        MaxRecordBytes = maxRecordBytes;
        _dialect = CsvDialect.From(layout);
        Schema = new ColumnSchema([.. layout.Table.ColumnNames.Select(static name => new ColumnField(name, ColumnType.Text))]);
    }

    /// <inheritdoc/>
    public string Name => _input.Name;

    /// <inheritdoc/>
    public ColumnSchema Schema { get; }

    /// <summary>How the file is read.</summary>
    public CsvLayout Layout { get; }

    /// <summary>Longest record accepted, in bytes of UTF-8.</summary>
    public int MaxRecordBytes { get; }

    /// <summary>Sniffs a file and opens its main table.</summary>
    /// <exception cref="LumosException">The file is missing, unreadable, empty, binary or damaged.</exception>
    public static async ValueTask<CsvSource> OpenAsync(CsvInput input, CsvSniffOptions? options = null, CancellationToken cancellationToken = default) =>
        new(input, await CsvSniffer.SniffAsync(input, options, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    /// <exception cref="LumosException">The file cannot be read, or a record is longer than <see cref="MaxRecordBytes"/>.</exception>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchRows, 1);
        var start = options.From ?? new SourcePosition(0, Layout.Table.DataStart, Layout.Table.DataStartLine);
        var bytes = await CsvByteReader.OpenAsync(_input, new CsvEncoding(Layout.Encoding, 0), start.ByteOffset, cancellationToken).ConfigureAwait(false);
        await using var _ = bytes.ConfigureAwait(false);
        var capacity = (int)Math.Min(options.BatchRows, Math.Max(1, options.MaxRows ?? long.MaxValue));
        using var builder = new CsvBatchBuilder(Name, Schema, capacity, _dialect, start.Row);
        using var reader = new CsvRowReader(Name, bytes, _dialect, Layout.Table, MaxRecordBytes, builder, start);
        if (options.From is null) Report(builder, note => note.ByteEnd <= Layout.Table.DataStart);
        var left = options.MaxRows ?? long.MaxValue;
        while (true)
        {
            var next = await reader.FillAsync(cancellationToken).ConfigureAwait(false);
            if (next is null) Report(builder, note => note.ByteStart >= Layout.Table.DataStart && note.ByteEnd > Layout.Table.DataStart);
            left -= builder.Rows;
            if (builder.Rows > 0 || start.Row == builder.FirstRow) yield return builder.Take(next);
            if (next is null || left <= 0) yield break;
            builder.RowLimit = (int)Math.Min(capacity, left);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Report(CsvBatchBuilder builder, Func<CsvNote, bool> wanted)
    {
        foreach (var note in Layout.Table.Notes)
        {
            if (wanted(note)) builder.Skip(note.Reason, note.FirstLine, note.LastLine, note.ByteStart, note.ByteEnd);
        }
    }
}
