using System.Globalization;
using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Supervision;

namespace Lumos.Core.State;

/// <summary>Checkpoints and quarantine of the embedded state: append-only lines, and one file per quarantined chunk.</summary>
internal sealed class FileRunState(StatePaths paths) : IRunState
{
    private readonly Lock _gate = new();

    public async ValueTask<IReadOnlyList<CheckpointRecord>> GetCheckpointsAsync(string runId, StageName stage, CancellationToken cancellationToken = default)
    {
        var latest = new Dictionary<(string, long), CheckpointRecord>();
        await foreach (var record in JsonLines.ReadAsync(paths.Checkpoints(runId), ArtifactJson.Default.CheckpointRecord, cancellationToken).ConfigureAwait(false))
        {
            if (record.Stage == stage) latest[(record.Table, record.ChunkId)] = record;
        }

        return [.. latest.Values.OrderBy(static record => record.Table, StringComparer.Ordinal).ThenBy(static record => record.ChunkId)];
    }

    public ValueTask PutCheckpointAsync(CheckpointRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) JsonLines.Append(paths.Checkpoints(record.RunId), [record], ArtifactJson.Default.CheckpointRecord);
        return ValueTask.CompletedTask;
    }

    public ValueTask PutQuarantineAsync(
        string runId, string table, long chunkId, IReadOnlyList<QuarantineRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(paths.Quarantine(runId), FolderOf(table), string.Create(CultureInfo.InvariantCulture, $"{chunkId:D10}.jsonl"));
        if (records.Count == 0)
        {
            try
            {
                if (File.Exists(path)) File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw StateErrors.Unwritable(path, exception);
            }

            return ValueTask.CompletedTask;
        }

        using var buffer = new MemoryStream();
        foreach (var record in records)
        {
            buffer.Write(CanonicalJson.Serialize(record, ArtifactJson.Default.QuarantineRecord));
            buffer.WriteByte((byte)'\n');
        }

        AtomicFile.Write(path, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<QuarantineRecord> ReadQuarantineAsync(
        string runId, string? table = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var folder = paths.Quarantine(runId);
        if (!Directory.Exists(folder)) yield break;

        var decided = new Dictionary<(string Table, string Source, long Row), QuarantineStatus>();
        await foreach (var decision in JsonLines
            .ReadAsync(paths.QuarantineDecisions(runId), ArtifactJson.Default.QuarantineDecision, cancellationToken).ConfigureAwait(false))
        {
            decided[(decision.Table, decision.Source, decision.Row)] = decision.Status;
        }

        var tables = table is null
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[Path.Combine(folder, FolderOf(table))];
        foreach (var tableFolder in tables)
        {
            if (!Directory.Exists(tableFolder)) continue;
            foreach (var file in Directory.GetFiles(tableFolder, "*.jsonl").Order(StringComparer.Ordinal))
            {
                await foreach (var record in JsonLines.ReadAsync(file, ArtifactJson.Default.QuarantineRecord, cancellationToken).ConfigureAwait(false))
                {
                    yield return decided.TryGetValue((record.Table, record.Source, record.Row), out var status) ? record with { Status = status } : record;
                }
            }
        }
    }

    public ValueTask DecideQuarantineAsync(IReadOnlyList<QuarantineDecision> decisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var run in decisions.GroupBy(static decision => decision.RunId, StringComparer.Ordinal))
            {
                JsonLines.Append(paths.QuarantineDecisions(run.Key), run, ArtifactJson.Default.QuarantineDecision);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Table names may hold anything; folder names may not.</summary>
    private static string FolderOf(string table) => Uri.EscapeDataString(table).Replace(".", "%2E", StringComparison.Ordinal);
}
