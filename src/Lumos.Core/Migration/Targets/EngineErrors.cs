using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets;

/// <summary>What the engine and the file system say about a target, in the words of the taxonomy.</summary>
internal static class EngineErrors
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int UnixNoSpace = 28;
    private const int UnixQuota = 122;

    public static LumosException Opening(string path, Exception cause)
    {
        if (Says(cause, "lock")) return MigrationErrors.TargetLocked(path, cause);
        if (Says(cause, "not a valid DuckDB") || Says(cause, "serialized by a newer") || Says(cause, "Corrupt")) return MigrationErrors.TargetNotDatabase(path, cause);
        return Writing(path, cause);
    }

    public static LumosException Writing(string path, Exception cause) => cause switch
    {
        LumosException known => known,
        _ when IsDiskFull(cause) => MigrationErrors.TargetDiskFull(path, cause),
        DuckDbException { ErrorType: DuckDbErrorType.OutOfMemory } => MigrationErrors.EngineMemory(path, cause),
        _ => MigrationErrors.TargetUnwritable(path, cause),
    };

    /// <summary>The batches; what the engine finds damaged on the way is said so.</summary>
    public static IEnumerable<ColumnBatch> Reading(string path, IEnumerable<ColumnBatch> batches)
    {
        using var reader = batches.GetEnumerator();
        while (true)
        {
            try
            {
                if (!reader.MoveNext()) yield break;
            }
            catch (DuckDbException exception) when (!IsShortage(exception) && exception.ErrorType != DuckDbErrorType.Interrupt)
            {
                throw MigrationErrors.TargetUnreadable(path, exception);
            }

            yield return reader.Current;
        }
    }

    /// <summary>Whether the engine ran out of disk or memory, which can happen at any statement.</summary>
    public static bool IsShortage(DuckDbException cause) => IsDiskFull(cause) || cause.ErrorType == DuckDbErrorType.OutOfMemory;

    private static bool IsDiskFull(Exception cause) =>
        (cause is IOException && cause.HResult is WindowsDiskFull or UnixNoSpace or UnixQuota) || Says(cause, "No space left") || Says(cause, "Disk quota") || Says(cause, "disk is full");

    private static bool Says(Exception cause, string text) => cause is DuckDbException && cause.Message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
