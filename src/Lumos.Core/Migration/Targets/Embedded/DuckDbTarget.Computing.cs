using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <remarks>Rows computed by the engine itself.</remarks>
internal sealed partial class DuckDbTarget : IComputesRows
{
    private readonly List<string> _attached = [];

    /// <inheritdoc/>
    public string Attach(string path)
    {
        var place = _attached.IndexOf(path);
        if (place < 0)
        {
            place = _attached.Count;
            _connection.Execute($"ATTACH {EngineSql.Text(path)} AS {NameOf(place)} (READ_ONLY)");
            _attached.Add(path);
        }

        return NameOf(place);

        static string NameOf(int place) => $"lumos_source_{EngineSql.Number(place)}";
    }

    /// <inheritdoc/>
    public void Compute(string runId, TargetTable table, long segment, string sql, CancellationToken cancellationToken)
    {
        var segments = new DuckDbSegments(runId, table.Name);
        SetThreads(_threads);
        try
        {
            using var transaction = _connection.BeginTransaction();
            _connection.Execute(segments.Forget(segment));
            using (var command = _connection.CreateCommand($"INSERT INTO {StagingTable(runId, table.Name)} SELECT *, {EngineSql.Number(segment)} FROM ({sql})"))
            using (var done = command.ExecuteColumns(cancellationToken)) _connection.Execute(segments.Register(segment, done.RowsChanged));
            transaction.Commit();
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    /// <inheritdoc/>
    public string Computed(string runId, string table) => StagingTable(runId, table);

    /// <inheritdoc/>
    public ColumnBatch Collect(string sql, ColumnSchema schema, RowOrigin origin, CancellationToken cancellationToken)
    {
        var collector = new BatchCollector(schema);
        int[] every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];
        using var command = _connection.CreateCommand(sql);
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read) collector.Append(read, schema.Fields.Count, every.AsSpan(0, read.RowCount));
        }

        return collector.Take(origin);
    }
}
