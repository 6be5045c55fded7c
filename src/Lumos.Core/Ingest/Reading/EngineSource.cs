using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Any relation the engine reads, as batches of text columns in the engine's insertion order. Resumes by row number.</summary>
internal sealed class EngineSource : ISource, IEngineRows
{
    private readonly EngineRelation _relation;
    private readonly string _select;
    private IReadOnlyList<string> _nanoseconds = [];

    private EngineSource(EngineRelation relation, string select, ColumnSchema schema) => (_relation, _select, Schema) = (relation, select, schema);

    public string Name => _relation.Location;

    public EngineRows? Table { get; private init; }

    public ColumnSchema Schema { get; }

    /// <summary>Finds out the columns of a relation.</summary>
    /// <exception cref="LumosException">The engine cannot read it.</exception>
    public static Task<EngineSource> OpenAsync(EngineRelation relation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(relation);
        return Task.Run(() => Open(relation, cancellationToken), cancellationToken);
    }

    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchRows, 1);
        var first = options.From?.Row ?? 0;
        var sql = _select;
        if (options.MaxRows is { } most) sql += FormattableString.Invariant($" LIMIT {most}");
        if (first > 0) sql += FormattableString.Invariant($" OFFSET {first}");
        using var connection = Guard(_relation.Open);
        using var command = connection.CreateCommand(sql);
        using var result = await GuardAsync(() => command.ExecuteColumnsAsync(cancellationToken)).ConfigureAwait(false);
        var rows = new TextBatchBuilder(Schema);
        while (await GuardAsync(() => result.ReadChunkAsync(cancellationToken)).ConfigureAwait(false) is { } chunk)
        {
            using (chunk)
            {
                for (var at = 0; at < chunk.RowCount;)
                {
                    at += Copy(chunk, at, options.BatchRows - rows.Rows, rows);
                    if (rows.Rows < options.BatchRows) continue;
                    yield return rows.Take(Name, first, new SourcePosition(first + options.BatchRows));
                    first += options.BatchRows;
                }
            }
        }

        if (rows.Rows > 0 || first == (options.From?.Row ?? 0)) yield return rows.Take(Name, first, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A note for each column of moments that hold more than the six digits of a second a timestamp keeps.</summary>
    public Task<IReadOnlyList<IngestNote>> CutNanosecondsAsync(CancellationToken cancellationToken) =>
        _nanoseconds.Count == 0 ? Task.FromResult<IReadOnlyList<IngestNote>>([]) : Task.Run(() => CutNanoseconds(cancellationToken), cancellationToken);

    private IReadOnlyList<IngestNote> CutNanoseconds(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = _relation.Open();
            var counts = string.Join(", ", _nanoseconds.Select(static column => $"count(*) FILTER (WHERE epoch_ns({EngineText.Identifier(column)}) % 1000 <> 0)"));
            using var command = connection.CreateCommand($"SELECT {counts} FROM {_relation.Sql}");
            using var reader = command.ExecuteReader();
            cancellationToken.ThrowIfCancellationRequested();
            if (!reader.Read()) return [];
            return [.. _nanoseconds.Select((column, i) => (Column: column, Cells: reader.GetInt64(i))).Where(static count => count.Cells > 0).Select(static count => new IngestNote
            {
                Code = "NANOSECONDS_CUT",
                Message = $"Column '{count.Column}': moments have nanoseconds; a timestamp keeps six digits of a second, the others are cut.",
                Count = count.Cells,
            })];
        }
        catch (DuckDbException e)
        {
            throw EngineErrors.Of(e, _relation);
        }
    }

    private static EngineSource Open(EngineRelation relation, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = relation.Open();
            var from = relation.Sql;
            var columns = Describe(connection, from, cancellationToken);
            var texts = EngineProjection.Of(columns);
            var select = "SELECT " + string.Join(", ", texts.Select(t => t.Sql)) + " FROM " + from;
            return new EngineSource(relation, select, new ColumnSchema([.. texts.Select(t => new ColumnField(t.Name, ColumnType.Text))])) 
            {
                _nanoseconds = [.. columns.Where(static column => column.Type.Kind == DuckDbType.TimestampNs).Select(static column => column.Name)],
                Table = relation.Table is null ? null : new EngineRows(relation.File.Path, relation.Sql, [.. texts.Select(static t => t.Sql)]),
            };
        }
        catch (DuckDbException e)
        {
            throw EngineErrors.Of(e, relation);
        }
    }

    private static IReadOnlyList<DuckDbField> Describe(DuckDbConnection connection, string from, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand($"SELECT * FROM {from} LIMIT 0");
        using var result = command.ExecuteColumns(cancellationToken);
        return result.Columns;
    }

    // Rows of a chunk column by column would need one pass per column over the builder; chunks are small enough to stay in cache.
    private static int Copy(DuckDbDataChunk chunk, int start, int most, TextBatchBuilder rows)
    {
        var count = Math.Min(most, chunk.RowCount - start);
        rows.AddRows(count, (column, add) =>
        {
            var vector = chunk[column];
            for (var row = start; row < start + count; row++)
            {
                if (vector.IsNull(row)) add.AddNull();
                else add.Add(vector.GetBytes(row));
            }
        });
        return count;
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (DuckDbException e)
        {
            throw EngineErrors.Of(e, _relation);
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (DuckDbException e)
        {
            throw EngineErrors.Of(e, _relation);
        }
    }
}
