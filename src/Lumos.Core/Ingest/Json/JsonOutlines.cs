using System.Collections.Concurrent;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>Keeps what was found in JSON files, so that a file is looked through once in a process and not for each time one of its tables is opened. Thread-safe.</summary>
internal sealed class JsonOutlines
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(string Path, string? Table, string Format), (SourceVerifier.FileStamp Stamp, JsonOutline Outline)> _known = [];

    /// <summary>What is in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="stamp">Its stamp from before it is read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<JsonOutline> OfAsync(SourceFile file, SourceVerifier.FileStamp stamp, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var key = (file.Path, file.Table, file.Format);
        if (_known.TryGetValue(key, out var known) && known.Stamp == stamp) return known.Outline;
        var outline = await JsonOutline.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        if (_known.Count >= Most) _known.Clear();
        if (SourceVerifier.FileStamp.Of(file.Path) == stamp) _known[key] = (stamp, outline);
        return outline;
    }
}
