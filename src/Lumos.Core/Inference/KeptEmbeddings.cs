using System.Text.Json.Serialization;
using Lumos.Core.State;

namespace Lumos.Core.Inference;

/// <summary>Vectors a model made in this run, by the hash of model and text: a run that goes on asks nothing twice and works from the same numbers.</summary>
/// <param name="path">File in the run's work folder; it is read when the first vector is asked for.</param>
internal sealed class KeptEmbeddings(string path)
{
    private Dictionary<string, ReadOnlyMemory<float>>? _vectors;

    /// <summary>The vector of a text; null when none was made.</summary>
    public async ValueTask<ReadOnlyMemory<float>?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).TryGetValue(key, out var vector) ? vector : default(ReadOnlyMemory<float>?);

    /// <summary>Remembers vectors; they are on disk when it returns.</summary>
    public async ValueTask AddAsync(IReadOnlyList<(string Key, ReadOnlyMemory<float> Vector)> made, CancellationToken cancellationToken)
    {
        var vectors = await ReadAsync(cancellationToken).ConfigureAwait(false);
        JsonLines.Append(path, made.Select(static m => new KeptEmbedding(m.Key, VectorBytes.ToText(m.Vector))), KeptEmbeddingJson.Default.KeptEmbedding);
        foreach (var (key, vector) in made) vectors[key] = vector;
    }

    private async ValueTask<Dictionary<string, ReadOnlyMemory<float>>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_vectors is not null) return _vectors;
        Dictionary<string, ReadOnlyMemory<float>> vectors = new(StringComparer.Ordinal);
        await foreach (var kept in JsonLines.ReadAsync(path, KeptEmbeddingJson.Default.KeptEmbedding, cancellationToken).ConfigureAwait(false)) vectors[kept.Key] = Read(kept.Vector);
        return _vectors = vectors;
    }

    private ReadOnlyMemory<float> Read(string text)
    {
        try
        {
            return VectorBytes.FromText(text);
        }
        catch (FormatException exception)
        {
            throw StateErrors.Corrupt(path, "A vector of the state file cannot be read.", exception);
        }
    }
}

/// <summary>A line of the file.</summary>
internal sealed record KeptEmbedding(string Key, string Vector);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeptEmbedding))]
internal sealed partial class KeptEmbeddingJson : JsonSerializerContext;
