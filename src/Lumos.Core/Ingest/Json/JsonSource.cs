using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>The records of one list of a JSON file, as text columns. Resumes by offset, or by row where the file is compressed or UTF-16.</summary>
/// <param name="file">The file, which was looked through before.</param>
/// <param name="list">Which of its lists.</param>
/// <param name="columns">Columns of its records.</param>
internal sealed class JsonSource(SourceFile file, JsonList list, JsonColumns columns) : ISource, INumberedRecords
{
    public string Name => file.Location;

    public ColumnSchema Schema => columns.Schema;

    public IReadOnlyList<long> Counts => [list.Records.Count];

    public IReadOnlyList<long> Before { get; set; } = [0];

    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchRows, 1);
        var start = options.From?.Row ?? 0;
        var window = await OpenAsync(file, list, options.From, cancellationToken).ConfigureAwait(false);
        await using var _ = window.ConfigureAwait(false);
        var (number, first, most) = (window.CanSeek && options.From is { ByteOffset: > 0 } ? start : 0, start, options.MaxRows ?? long.MaxValue);
        var cursor = new JsonCursor(file, list, window);
        var record = new JsonRecord(columns);
        var rows = new TextBatchBuilder(Schema);
        while (number - start < most)
        {
            var length = cursor.Next();
            if (length < 0 && window.AtEnd) break;
            if (length < 0)
            {
                await window.FillAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (length == 0) break;
            if (number >= start)
            {
                record.AddTo(window.Bytes[..length], Before[0] + number + 1, rows);
                rows.EndRow(window.CanSeek ? window.Offset : -1, window.Line);
            }

            number++;
            window.Advance(length);
            if (rows.Rows < options.BatchRows) continue;
            yield return Take(rows, record, first, new SourcePosition(number, window.CanSeek ? window.Offset : 0, window.Line));
            first = number;
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (rows.Rows > 0 || first == start) yield return Take(rows, record, first, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens the file at the first record of a list, or where reading goes on.</summary>
    internal static async ValueTask<JsonWindow> OpenAsync(SourceFile file, JsonList list, SourcePosition? from, CancellationToken cancellationToken)
    {
        var window = await JsonWindow.OpenAsync(file, from is { ByteOffset: > 0 } ? from : new SourcePosition(0, list.Start, list.StartLine), cancellationToken).ConfigureAwait(false);
        while (window.Offset < list.Start)
        {
            if (window.Bytes.IsEmpty)
            {
                if (window.AtEnd) throw IngestErrors.Changed(file.Location);
                await window.FillAsync(cancellationToken).ConfigureAwait(false);
            }

            window.Advance((int)Math.Min(window.Bytes.Length, list.Start - window.Offset));
        }

        return window;
    }

    private ColumnBatch Take(TextBatchBuilder rows, JsonRecord record, long first, SourcePosition? next)
    {
        var batch = rows.Take(Name, first, next);
        var issues = record.TakeIssues();
        return issues.Count == 0 ? batch : new ColumnBatch(batch.Schema, batch.RowCount, batch.Columns, batch.Origin, batch) { Issues = issues };
    }
}
