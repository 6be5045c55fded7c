using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.State;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Staging of one table: a folder with one Parquet file per chunk, there whole or not at all.</summary>
internal sealed class ParquetStaging : IStagingTable
{
    private readonly DuckDbConnection _engine;
    private readonly string _target;
    private readonly string _folder;
    private readonly string _relation;
    private readonly IDisposable _registration;
    private IAsyncEnumerable<ColumnBatch>? _rows;
    private CancellationToken _cancellation;
    private long _written;

    public ParquetStaging(DuckDbConnection engine, string target, string folder, TargetTable table)
    {
        _engine = engine;
        _target = target;
        _folder = folder;
        _relation = "lumos_rows_" + table.Name;
        var fields = table.Columns.Select(column => new DuckDbField(column.Name, EngineColumns.TypeOf(column.Type))).ToList();
        _registration = engine.RegisterSource(_relation, new DuckDbBatchSource(fields, Batches));
    }

    /// <summary>Staged files of a folder, in order.</summary>
    public static IReadOnlyList<string> Segments(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.parquet").Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(_folder, chunk.ToString("D18", CultureInfo.InvariantCulture) + ".parquet");
        _rows = rows;
        _cancellation = cancellationToken;
        _written = 0;
        try
        {
            // The engine pulls the rows on a thread of its own, which waits for them.
            await Task.Factory.StartNew(() => Write(path, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            return _written;
        }
        catch (Exception exception) when (exception is DuckDbException or IOException or UnauthorizedAccessException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (exception.InnerException is LumosException or OperationCanceledException) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException);
            throw EngineErrors.Writing(_target, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default)
    {
        var chunks = new Dictionary<long, long>();
        foreach (var path in Segments(_folder))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            chunks[long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)] = ParquetFooter.RowsOf(ParquetFooter.Read(file).Metadata);
        }

        return ValueTask.FromResult<IReadOnlyDictionary<long, long>>(chunks);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _registration.Dispose();
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Forces a file's bytes to disk.</summary>
    internal static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.Flush(flushToDisk: true);
    }

    private void Write(string path, CancellationToken cancellationToken)
    {
        var torn = path + ".tmp";
        using (var command = _engine.CreateCommand($"COPY (SELECT * FROM {EngineSql.Name(_relation)}) TO {EngineSql.Text(torn)} (FORMAT PARQUET)"))
        using (command.ExecuteColumns(cancellationToken))
        {
        }

        Sync(torn);
        File.Move(torn, path, overwrite: true);
        AtomicFile.SyncFolder(_folder);
    }

    private IEnumerable<DuckDbBatch> Batches()
    {
        var rows = _rows!.GetAsyncEnumerator(_cancellation);
        try
        {
            while (rows.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
                _written += rows.Current.RowCount;
                if (rows.Current.RowCount > 0) yield return new DuckDbBatch(EngineColumns.Of(rows.Current));
            }
        }
        finally
        {
            rows.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
