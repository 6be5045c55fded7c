using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Staging;

/// <summary>One transforming thread: an engine of its own in memory, and one compiled transform per table of the pass.</summary>
internal sealed class TransformWorker : IDisposable
{
    // One worker is one thread: the engine adds none of its own.
    private const string Settings = "Data Source=:memory:;threads=1;memory_limit=192MB";

    private readonly DuckDbConnection _engine = new(Settings);
    private readonly RawRelation? _raw;
    private readonly List<TableTransform> _transforms = [];

    public TransformWorker(StagingContext context, ReadPass pass, ColumnSchema schema)
    {
        try
        {
            _engine.Open();
            _raw = new RawRelation(_engine, schema);
            foreach (var table in pass.Tables)
            {
                var compiled = CompiledTransform.Compile(table, schema, RawRelation.Name);
                _transforms.Add(new TableTransform(_raw, compiled, table.Table, context.QuarantineOf(pass, table), context.Target.StagesRepeatedKeysApart));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Transforms a slice for every table.</summary>
    /// <param name="job">The slice.</param>
    /// <param name="firstChunks">Chunks each table had before this pass.</param>
    /// <param name="chunkRows">Rows per chunk.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public TransformedBatch[] Run(SliceJob job, long[] firstChunks, int chunkRows, CancellationToken cancellationToken)
    {
        _raw!.Load(job.Raw);
        var results = new TransformedBatch[_transforms.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var chunk = firstChunks[i] + job.Chunk;
            results[i] = _transforms[i].Run(job.Raw, chunk, (chunk * chunkRows) + job.FirstRowInChunk, cancellationToken);
        }

        return results;
    }

    public void Dispose()
    {
        foreach (var transform in _transforms) transform.Dispose();
        _raw?.Dispose();
        _engine.Dispose();
    }
}
