using System.Runtime.CompilerServices;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest.Json;

/// <summary>The values of a list that stands in the records of another one, as text columns: where each belongs, its place in its list, and what it holds. Resumes by row.</summary>
/// <param name="file">The file, which was looked through before.</param>
/// <param name="list">The list of records.</param>
/// <param name="steps">The way to the list from its records, one or more.</param>
/// <param name="columns">Columns of the values.</param>
internal sealed class JsonNestedSource(SourceFile file, JsonList list, IReadOnlyList<JsonStep> steps, JsonColumns columns) : ISource, INumberedRecords
{
    public string Name => file.Location;

    public ColumnSchema Schema => columns.Schema;

    public IReadOnlyList<long> Counts => CountsOf(list.Records, steps);

    public IReadOnlyList<long> Before { get; set; } = new long[steps.Count + 1];

    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchRows, 1);
        var window = await JsonSource.OpenAsync(file, list, null, cancellationToken).ConfigureAwait(false);
        await using var _ = window.ConfigureAwait(false);
        var cursor = new JsonCursor(file, list, window);
        var walk = new JsonNestedWalk(file.Location, steps, columns, options, Before);
        while (!walk.IsFull)
        {
            var length = cursor.Next();
            if (length == 0 || (length < 0 && window.AtEnd)) break;
            if (length < 0)
            {
                await window.FillAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            walk.Add(window.Bytes[..length], window.Line);
            window.Advance(length);
            while (walk.Ready.TryDequeue(out var batch)) yield return batch;
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (walk.Rest() is { } rest) yield return rest;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A single value in place of a list counts as one, so that numbers are never given twice.
    private static List<long> CountsOf(JsonShape records, IReadOnlyList<JsonStep> steps)
    {
        List<long> counts = [records.Count];
        JsonShape? at = records;
        foreach (var step in steps)
        {
            var there = at is null ? null : JsonKeys.ShapeAt(at, step.Keys);
            counts.Add((there?.Items?.Count ?? 0) + (there?.Objects ?? 0) + (there?.Scalars ?? 0));
            at = there?.Items;
        }

        return counts;
    }
}
