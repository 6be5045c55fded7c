using System.Collections.Concurrent;
using Lumos.Core.Ingest.Json;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>
/// Makes sure that a file is still the one ingested. The full SHA-256 is computed once per process and file; after that, size and last
/// write time standing still are enough. Thread-safe.
/// </summary>
internal sealed class SourceVerifier
{
    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>What was found in JSON files.</summary>
    public JsonOutlines Outlines { get; } = new();

    private sealed record Seen(string Sha256, FileStamp Stamp);

    /// <summary>What changes when a file is written.</summary>
    internal readonly record struct FileStamp(long Bytes, long WrittenTicks)
    {
        public static FileStamp Of(string path)
        {
            var info = new FileInfo(path);
            return info.Exists ? new(info.Length, info.LastWriteTimeUtc.Ticks) : default;
        }
    }

    /// <summary>Remembers a hash that was just computed, when the file stood still meanwhile.</summary>
    /// <param name="path">Path.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="before">Stamp from before reading.</param>
    public void Remember(string path, string sha256, FileStamp before)
    {
        if (FileStamp.Of(path) == before) _seen[path] = new Seen(sha256, before);
    }

    /// <summary>Checks a file.</summary>
    /// <param name="path">Path to open.</param>
    /// <param name="location">Name for the message.</param>
    /// <param name="bytes">Size it had.</param>
    /// <param name="sha256">Hash it had.</param>
    /// <param name="cancellationToken">Stops hashing.</param>
    /// <exception cref="Lumos.Abstractions.LumosException"><c>SOURCE_CHANGED</c>.</exception>
    public async ValueTask<FileStamp> VerifyAsync(string path, string location, long bytes, string sha256, CancellationToken cancellationToken)
    {
        var stamp = FileStamp.Of(path);
        if (!File.Exists(path)) throw IngestErrors.Gone(location);
        if (stamp.Bytes != bytes) throw IngestErrors.Changed(location);
        if (_seen.TryGetValue(path, out var seen) && seen.Stamp == stamp && seen.Sha256 == sha256) return stamp;
        try
        {
            using var hash = new FileHash(path);
            var (actual, _) = await hash.FinishAsync(cancellationToken).ConfigureAwait(false);
            if (actual != sha256) throw IngestErrors.Changed(location);
            Remember(path, actual, stamp);
            return stamp;
        }
        catch (UnauthorizedAccessException e)
        {
            throw IngestErrors.FileUnreadable(location, e);
        }
        catch (IOException e)
        {
            throw IngestErrors.Read(location, e);
        }
    }

    /// <summary>Checks that a file did not change while it was read.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException"><c>SOURCE_CHANGED</c>.</exception>
    public static void CheckStill(string path, string location, FileStamp stamp)
    {
        if (FileStamp.Of(path) != stamp) throw IngestErrors.Changed(location);
    }
}
