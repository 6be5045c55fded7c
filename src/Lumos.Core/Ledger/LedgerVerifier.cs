using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.State;

namespace Lumos.Core.Ledger;

/// <summary>Walks the chain and finds the first event that is not the one that was written.</summary>
internal static class LedgerVerifier
{
    /// <summary>Checks the whole ledger; needs no lock.</summary>
    public static async ValueTask<LedgerVerification> VerifyAsync(StatePaths paths, CancellationToken cancellationToken = default)
    {
        LedgerDigest.Forget(paths);
        var head = await ReadHeadAsync(paths, cancellationToken).ConfigureAwait(false);
        var expected = FileLedger.NoHash;
        long sequence = 0;
        var headSeen = head is null || head.Sequence == 0;
        await foreach (var (number, text) in JsonLines.ReadLinesAsync(paths.Ledger, cancellationToken).ConfigureAwait(false))
        {
            if (Inspect(text, sequence + 1, expected, out var line) is { } problem)
            {
                if (problem == LedgerProblem.Missing && await OccursLaterAsync(paths, number, sequence + 1, cancellationToken).ConfigureAwait(false))
                {
                    problem = LedgerProblem.Reordered;
                }

                return new LedgerVerification(false, sequence, expected, number, problem);
            }

            sequence = line!.Sequence;
            expected = line.Hash!;
            if (head is null || sequence != head.Sequence) continue;
            if (expected != head.Hash) return new LedgerVerification(false, sequence - 1, line.PreviousHash, number, LedgerProblem.Rewritten);
            headSeen = true;
        }

        // The head is written with every event: where there are several and no head, the end may have been cut. Where runs are and no ledger, all of it was.
        if (head is null && (sequence > 1 || (sequence == 0 && HasRuns(paths)))) headSeen = false;
        return headSeen
            ? new LedgerVerification(true, sequence, expected, null, LedgerProblem.None)
            : new LedgerVerification(false, sequence, expected, sequence + 1, LedgerProblem.Missing);
    }

    private static bool HasRuns(StatePaths paths) =>
        Directory.Exists(paths.Runs) && Directory.EnumerateDirectories(paths.Runs).Any(run => File.Exists(paths.Summary(Path.GetFileName(run))));

    private static LedgerProblem? Inspect(string text, long expectedSequence, string expectedPrevious, out LedgerLine? line)
    {
        line = null;
        try
        {
            line = JsonSerializer.Deserialize(text, LedgerJson.Default.LedgerLine);
        }
        catch (JsonException)
        {
            return LedgerProblem.Tampered;
        }

        // The hash first: an event whose own content was changed is reported as that, whatever its place claims to be.
        if (line?.Hash is null || line.ComputeHash() != line.Hash || !IsCanonical(line, text)) return LedgerProblem.Tampered;
        if (line.Sequence > expectedSequence) return LedgerProblem.Missing;
        if (line.Sequence < expectedSequence) return LedgerProblem.Reordered;
        return line.PreviousHash == expectedPrevious ? null : LedgerProblem.Rewritten;
    }

    private static async ValueTask<bool> OccursLaterAsync(StatePaths paths, long after, long sequence, CancellationToken cancellationToken)
    {
        await foreach (var (number, text) in JsonLines.ReadLinesAsync(paths.Ledger, cancellationToken).ConfigureAwait(false))
        {
            if (number <= after) continue;
            try
            {
                if (JsonSerializer.Deserialize(text, LedgerJson.Default.LedgerLine)?.Sequence == sequence) return true;
            }
            catch (JsonException)
            {
                // Only the first problem is reported.
            }
        }

        return false;
    }

    private static bool IsCanonical(LedgerLine line, string text) =>
        CanonicalJson.Serialize(line, LedgerJson.Default.LedgerLine).AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(text));

    private static async ValueTask<LedgerHead?> ReadHeadAsync(StatePaths paths, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(paths.LedgerHead, cancellationToken).ConfigureAwait(false), LedgerJson.Default.LedgerHead);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Without it a cut end would go unseen; the caller says so.
            return null;
        }
    }
}
