using System.Runtime.CompilerServices;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Identity;
using Lumos.Core.State;

namespace Lumos.Core.Ledger;

/// <summary>
/// The ledger as one append-only file of canonical JSON lines. An event is on disk when <see cref="AppendAsync"/> returns. One writer at
/// a time (the holder of the state's lock), any number of readers meanwhile.
/// </summary>
internal sealed class FileLedger(StatePaths paths, TimeProvider time, UlidGenerator ids) : ILedger
{
    public static readonly string NoHash = new('0', 64);

    private readonly Lock _gate = new();
    private LedgerHead? _head;
    private ((DateTime, long) Stamp, LedgerDigest Digest)? _kept;

    public ValueTask<LedgerEvent> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            try
            {
                Directory.CreateDirectory(paths.Root);
                using var stream = new FileStream(
                    paths.Ledger, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                var head = _head ??= FindHead(stream);
                var line = LedgerLine.From(entry, ids.Next(), head.Sequence + 1, Now(), head.Hash);
                JsonLines.Append(stream, [line], LedgerJson.Default.LedgerLine);
                _head = new LedgerHead(line.Sequence, line.Hash!);
                AtomicFile.Write(paths.LedgerHead, JsonSerializer.SerializeToUtf8Bytes(_head, LedgerJson.Default.LedgerHead), durable: false);
                return new(line.ToEvent());
            }
            catch (Exception exception) when (StateErrors.IsRefusal(exception))
            {
                _head = null;
                throw StateErrors.Unwritable(paths.Ledger, exception);
            }
        }
    }

    public async IAsyncEnumerable<LedgerEvent> ReadAsync(string? runId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var lines = runId is null
            ? JsonLines.ReadAsync(paths.Ledger, LedgerJson.Default.LedgerLine, cancellationToken)
            : JsonLines.ReadAsync(paths.Ledger, runId, LedgerJson.Default.LedgerLine, Kept().FirstByteOf(runId), cancellationToken);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            if (runId is null || line.RunId == runId) yield return line.ToEvent();
        }
    }

    /// <summary>The ledger folded by run; only what came since it was folded last is read.</summary>
    public Task<LedgerDigest> DigestAsync(CancellationToken cancellationToken = default) => LedgerDigest.ReadAsync(paths, Kept(), cancellationToken);

    private LedgerDigest Kept()
    {
        var file = new FileInfo(paths.LedgerDigest);
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        lock (_gate)
        {
            if (_kept is not { } known || known.Stamp != stamp) _kept = known = (stamp, LedgerDigest.Read(paths));
            return known.Digest.IsPartOf(paths) ? known.Digest : LedgerDigest.Empty;
        }
    }

    /// <summary>The clock, to the microsecond and never behind a text form that other tools can hold.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    private LedgerHead FindHead(FileStream stream)
    {
        var end = JsonLines.CutTornLine(stream);
        if (end == 0) return new LedgerHead(0, NoHash);
        var text = JsonLines.LastLine(stream, end);
        try
        {
            var line = JsonSerializer.Deserialize(text, LedgerJson.Default.LedgerLine);
            if (line?.Hash is { } hash && hash == line.ComputeHash()) return new LedgerHead(line.Sequence, hash);
        }
        catch (JsonException exception)
        {
            throw StateErrors.Corrupt(paths.Ledger, "The last event of the ledger cannot be read.", exception);
        }

        throw StateErrors.Corrupt(paths.Ledger, "The last event of the ledger was changed.");
    }
}
