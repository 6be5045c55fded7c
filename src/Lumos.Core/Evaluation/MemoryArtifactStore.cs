using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Evaluation;

/// <summary>Artifacts of one case, kept as they are: an evaluation leaves no state behind.</summary>
internal sealed class MemoryArtifactStore : IArtifactStore
{
    private readonly Dictionary<string, IArtifact> _artifacts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<ArtifactRef> PutAsync<T>(T artifact, CancellationToken cancellationToken = default) where T : class, IArtifact
    {
        ArgumentNullException.ThrowIfNull(artifact);
        var hash = CanonicalJson.Hash(System.Text.Encoding.UTF8.GetBytes(artifact.Header.Kind + ":" + _artifacts.Count));
        _artifacts[hash] = artifact;
        return new(new ArtifactRef(artifact.Header.Kind, hash, artifact.Header.FormatVersion));
    }

    /// <inheritdoc/>
    public ValueTask<T> GetAsync<T>(string hash, CancellationToken cancellationToken = default) where T : class, IArtifact => new((T)_artifacts[hash]);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetBytesAsync(string hash, CancellationToken cancellationToken = default) => throw new NotSupportedException("Nothing is written.");
}
