using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Staging;

/// <summary>One transforming thread: a transform per table of the pass, and an engine of its own in memory where one of them asks for it.</summary>
internal sealed class TransformWorker : IDisposable
{
    // One worker is one thread: the engine adds none of its own.
    private const string Settings = "Data Source=:memory:;threads=1;memory_limit=192MB";

    private readonly DuckDbConnection? _engine;
    private readonly RawRelation? _raw;
    private readonly List<ITableTransform> _transforms = [];

    public TransformWorker(TransformSetup setup, ReadPass pass, ColumnSchema schema)
    {
        try
        {
            var programs = setup.Programs[pass.Index];
            if (programs.Any(program => program.NeedsEngine))
            {
                _engine = new DuckDbConnection(Settings);
                _engine.Open();
                _raw = new RawRelation(_engine, schema);
            }

            foreach (var program in programs) _transforms.Add(program.Start(_raw, setup.QuarantineOf(pass, program.Table), setup.KeysApart));
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
    /// <param name="cancellationToken">Stops the work.</param>
    public TransformedBatch[] Run(SliceJob job, long[] firstChunks, int chunkRows, CancellationToken cancellationToken)
    {
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
        _engine?.Dispose();
    }
}
