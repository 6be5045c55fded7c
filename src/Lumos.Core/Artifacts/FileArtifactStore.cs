using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Artifacts;

/// <summary>Artifacts as files named by their hash: <c>artifacts/ab/abcdef….json</c>. Safe to share between threads and processes.</summary>
internal sealed class FileArtifactStore(string folder, IJsonTypeInfoResolver? resolver = null) : IArtifactStore
{
    private readonly JsonSerializerOptions _options = resolver is null
        ? ArtifactJson.Default.Options
        : new JsonSerializerOptions(ArtifactJson.Default.Options) { TypeInfoResolver = JsonTypeInfoResolver.Combine(ArtifactJson.Default, resolver) };

    public ValueTask<ArtifactRef> PutAsync<T>(T artifact, CancellationToken cancellationToken = default) where T : class, IArtifact
    {
        ArgumentNullException.ThrowIfNull(artifact);
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = CanonicalJson.Serialize(artifact, TypeOf<T>());
        var hash = CanonicalJson.Hash(bytes);
        if (!IsIntact(hash, bytes)) AtomicFile.Write(PathOf(hash), bytes);
        return new(new ArtifactRef(artifact.Header.Kind, hash, artifact.Header.FormatVersion));
    }

    public async ValueTask<T> GetAsync<T>(string hash, CancellationToken cancellationToken = default) where T : class, IArtifact
    {
        var bytes = await GetBytesAsync(hash, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, TypeOf<T>())
                ?? throw new JsonException("The artifact is null.");
        }
        catch (JsonException exception)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "ARTIFACT_KIND", $"The artifact is not a {typeof(T).Name}.",
                new ErrorLocation(Key: hash), "Ask for the kind the ledger names beside the hash.", exception);
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetBytesAsync(string hash, CancellationToken cancellationToken = default)
    {
        var path = PathOf(hash);
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "ARTIFACT_MISSING", "There is no artifact under this hash.",
                new ErrorLocation(Key: hash), "Check the hash and the state folder; a resumed run makes a missing artifact again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StateErrors.Unreadable(path, exception);
        }

        if (CanonicalJson.Hash(bytes) != hash)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "ARTIFACT_TAMPERED", "The artifact's bytes are not the ones its hash names.",
                new ErrorLocation(File: path), "Restore the file from a backup, or delete it and resume the run to make it again.");
        }

        return bytes;
    }

    /// <summary>Whether the artifact is there; its bytes are not checked.</summary>
    public bool Contains(string hash) => File.Exists(PathOf(hash));

    private static bool IsHash(string hash) => hash.Length == 64 && !hash.AsSpan().ContainsAnyExcept("0123456789abcdef");

    private string PathOf(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (!IsHash(hash)) throw new ArgumentException("An artifact is named by 64 lower-case hex digits.", nameof(hash));
        return Path.Combine(folder, hash[..2], hash + ".json");
    }

    private bool IsIntact(string hash, ReadOnlySpan<byte> bytes)
    {
        var path = PathOf(hash);
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private JsonTypeInfo<T> TypeOf<T>() => _options.TryGetTypeInfo(typeof(T), out var type)
        ? (JsonTypeInfo<T>)type
        : throw new ArgumentException($"{typeof(T).Name} is not an artifact type this store knows.", nameof(T));
}
