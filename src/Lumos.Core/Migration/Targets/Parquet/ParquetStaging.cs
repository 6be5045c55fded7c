using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Targets.Parquet.Writing;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Staging of one table: a folder with one Parquet file per segment, there whole or not at all. Each batch is a row group; several are encoded at a time, of several segments.</summary>
internal sealed class ParquetStaging : IStagingTable
{
    private readonly string _target;
    private readonly string _folder;
    private readonly ColumnSchema _schema;
    private readonly GroupEncoders _encoders;

    public ParquetStaging(string target, string folder, TargetTable table, int threads)
    {
        _target = target;
        _folder = folder;
        _schema = StagedRows.SchemaOf(table);
        _encoders = new GroupEncoders(threads);
    }

    /// <summary>Staged files of a folder, in order.</summary>
    public static IReadOnlyList<string> Segments(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.parquet").Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(_folder, chunk.ToString("D18", CultureInfo.InvariantCulture) + ".parquet");
        var torn = path + ".tmp";
        try
        {
            long written;
            using (var file = new SegmentFile(torn, _schema))
            {
                await WriteAsync(file, rows, cancellationToken).ConfigureAwait(false);
                file.Complete();
                written = file.Rows;
            }

            File.Move(torn, path, overwrite: true);
            AtomicFile.SyncFolder(_folder);
            return written;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
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
        _encoders.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync(SegmentFile file, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken)
    {
        var groups = new GroupQueue(_encoders);
        await using var owned = groups.ConfigureAwait(false);
        await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false)) await groups.AddAsync(file, batch).ConfigureAwait(false);
        await groups.FlushAsync(file).ConfigureAwait(false);
    }
}
