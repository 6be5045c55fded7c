using Lumos.Abstractions;

namespace Lumos.Core.State;

/// <summary>What the file system says, in the words of the taxonomy.</summary>
internal static class StateErrors
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int UnixNoSpace = 28;
    private const int UnixQuota = 122;

    public static LumosException Unwritable(string path, Exception cause) => IsDiskFull(cause)
        ? new LumosException(ErrorCode.DeterministicFailure, "STATE_DISK_FULL", "The disk that holds the state is full.",
            new ErrorLocation(File: path), "Free some space, then resume the run: what was finished is kept.", cause)
        : new LumosException(ErrorCode.DeterministicFailure, "STATE_UNWRITABLE", "The state cannot be written.",
            new ErrorLocation(File: path), "Give write permission on the state folder, or choose another one.", cause);

    public static LumosException Unreadable(string path, Exception cause) => new(
        ErrorCode.DeterministicFailure, "STATE_UNREADABLE", "The state cannot be read.", new ErrorLocation(File: path),
        "Give read permission on the state folder, or name the right one.", cause);

    public static LumosException Corrupt(string path, string what, Exception? cause = null) => new(
        ErrorCode.DeterministicFailure, "STATE_CORRUPT", what, new ErrorLocation(File: path),
        "Run 'lumos ledger verify' and restore the file from a backup, or start anew in an empty state folder.", cause);

    /// <summary>Whether the system refused to write. Of a file that grows beyond what the file system allows the runtime makes an argument error.</summary>
    public static bool IsRefusal(Exception cause) => cause is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    public static bool IsDiskFull(Exception cause) => cause is IOException && cause.HResult is WindowsDiskFull or UnixNoSpace or UnixQuota;
}
