using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.State;

namespace Lumos.Core.Ledger;

/// <summary>
/// The ledger folded by run, up to one of its events. It is kept beside the ledger so that only what came since is read, and made again from the first event when that event is not where it was. It proves nothing:
/// whoever wants proof walks the chain (<see cref="LedgerVerifier"/>), which takes the kept one away.
/// </summary>
/// <param name="Sequence">Number of the event; 0 for none.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="EndByte">Byte behind it.</param>
/// <param name="Runs">The runs.</param>
internal sealed record LedgerDigest(long Sequence, string Hash, long EndByte, IReadOnlyDictionary<string, RunDigest> Runs)
{
    // What is read anew each time before it is worth writing everything again: a part of the ledger, and never less than this.
    private const long LeastBytes = 64 * 1024;
    private const int Part = 20;

    public static readonly LedgerDigest Empty = new(0, FileLedger.NoHash, 0, new SortedDictionary<string, RunDigest>(StringComparer.Ordinal));

    /// <summary>Folds the ledger to its end.</summary>
    /// <param name="paths">State.</param>
    /// <param name="kept">What was folded before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<LedgerDigest> ReadAsync(StatePaths paths, LedgerDigest kept, CancellationToken cancellationToken)
    {
        var digest = kept;
        var runs = new SortedDictionary<string, RunDigest>(kept.Runs.ToDictionary(), StringComparer.Ordinal);
        await foreach (var (line, first, end) in JsonLines.ReadAsync(paths.Ledger, kept.EndByte, LedgerJson.Default.LedgerLine, cancellationToken).ConfigureAwait(false))
        {
            runs[line.RunId] = RunDigest.Fold(runs.GetValueOrDefault(line.RunId), line.ToEvent(), digest.Sequence + 1, first);
            digest = digest with { Sequence = digest.Sequence + 1, Hash = line.Hash ?? "", EndByte = end };
        }

        digest = digest with { Runs = runs };
        if (digest.EndByte - kept.EndByte > Math.Max(LeastBytes, digest.EndByte / Part)) Keep(paths, digest);
        return digest;
    }

    /// <summary>Byte of the ledger before which there is no event of a run.</summary>
    public long FirstByteOf(string runId) => Runs.TryGetValue(runId, out var run) ? run.FirstByte : EndByte;

    /// <summary>Takes the kept one away.</summary>
    public static void Forget(StatePaths paths)
    {
        try
        {
            File.Delete(paths.LedgerDigest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Who may only read the state leaves it to the next.
        }
    }

    /// <summary>The one that is kept; an empty one when there is none.</summary>
    public static LedgerDigest Read(StatePaths paths)
    {
        try
        {
            return File.Exists(paths.LedgerDigest) && JsonSerializer.Deserialize(File.ReadAllBytes(paths.LedgerDigest), LedgerJson.Default.LedgerDigest) is { EndByte: > 0, Runs: not null } kept ? kept : Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return Empty;
        }
    }

    /// <summary>Whether the ledger has its event where it was.</summary>
    public bool IsPartOf(StatePaths paths)
    {
        try
        {
            using var ledger = new FileStream(paths.Ledger, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (EndByte == 0 || ledger.Length < EndByte) return false;
            ledger.Position = EndByte - 1;
            return ledger.ReadByte() == '\n' && JsonSerializer.Deserialize(JsonLines.LastLine(ledger, EndByte), LedgerJson.Default.LedgerLine) is { } line && line.Hash == Hash && line.Sequence == Sequence;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    private static void Keep(StatePaths paths, LedgerDigest digest)
    {
        try
        {
            AtomicFile.Write(paths.LedgerDigest, CanonicalJson.Serialize(digest, LedgerJson.Default.LedgerDigest), durable: false);
        }
        catch (Exception exception) when (exception is LumosException or IOException or UnauthorizedAccessException)
        {
            // Who may only read the state reads more each time.
        }
    }
}
