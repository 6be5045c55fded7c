using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets;

/// <summary>Staged rows that the embedded engine reads.</summary>
/// <param name="engine">The session; disposed with this.</param>
internal abstract class EngineStagedTables(DuckDbConnection engine) : IStagedTables
{
    /// <summary>The session.</summary>
    public DuckDbConnection Engine => engine;

    /// <inheritdoc/>
    public virtual bool HasRepeatedKeysApart => false;

    /// <inheritdoc/>
    public abstract string Staged(string table);

    /// <inheritdoc/>
    public virtual string Main(string table) => Staged(table);

    /// <inheritdoc/>
    public virtual string? Late(string table) => null;

    /// <inheritdoc/>
    public abstract ValueTask<string?> ExistingAsync(string table, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public virtual ValueTask<string?> FinalAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(null);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<RowCheck>> ChecksAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<RowCheck>>([]);

    /// <inheritdoc/>
    public ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        using var command = engine.CreateCommand(sql);
        using var result = command.ExecuteColumns(cancellationToken);
        return ValueTask.FromResult(result.RowsChanged);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ColumnBatch> QueryAsync(string sql, ColumnSchema schema, CancellationToken cancellationToken = default) =>
        Read(engine, sql, schema, cancellationToken).ToAsyncEnumerable();

    /// <inheritdoc/>
    public IAsyncEnumerable<ColumnBatch> ReadAsync(string relation, ColumnSchema schema, long first, long end, CancellationToken cancellationToken = default) =>
        ReadApart(
            $"SELECT {EngineSql.Names(schema.Fields.Select(field => field.Name))} FROM {relation} WHERE {StagedTableNames.RowColumn} >= {EngineSql.Number(first)} AND {StagedTableNames.RowColumn} < {EngineSql.Number(end)}",
            schema, cancellationToken).ToAsyncEnumerable();

    public ValueTask DisposeAsync()
    {
        engine.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads a query as batches of about the size of the engine's chunks.</summary>
    internal static IEnumerable<ColumnBatch> Read(DuckDbConnection engine, string sql, ColumnSchema schema, CancellationToken cancellationToken)
    {
        var collector = new BatchCollector(schema);
        int[] every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];
        using var command = engine.CreateCommand(sql);
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read) collector.Append(read, schema.Fields.Count, every.AsSpan(0, read.RowCount));
            yield return collector.Take(new RowOrigin("", 0));
        }
    }

    private IEnumerable<ColumnBatch> ReadApart(string sql, ColumnSchema schema, CancellationToken cancellationToken)
    {
        using var session = engine.Duplicate();
        foreach (var batch in Read(session, sql, schema, cancellationToken)) yield return batch;
    }
}
