using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;

namespace Lumos.Core.State;

/// <summary>
/// The right to write to a state folder, held by one process at a time. The system gives it back when the process dies, so
/// a kill leaves nothing to clean up. Readers need no lock.
/// </summary>
internal sealed class StateLock : IDisposable
{
    // Somebody who looks whether the lock is held holds it for a moment himself.
    private const int Tries = 200;

    private readonly FileStream _stream;

    private StateLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="LumosException"><c>STATE_LOCKED</c> names who holds it; <c>STATE_UNWRITABLE</c> when the folder cannot be written.</exception>
    public static StateLock Take(StatePaths paths, TimeProvider time, string purpose)
    {
        var taken = new StateLock(Open(paths));
        try
        {
            var me = new LockHolder(Environment.ProcessId, Environment.MachineName, time.GetUtcNow().UtcDateTime, purpose);
            AtomicFile.Write(paths.Holder, JsonSerializer.SerializeToUtf8Bytes(me, LockJson.Default.LockHolder), durable: false);
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        return taken;
    }

    private static FileStream Open(StatePaths paths)
    {
        var wait = default(SpinWait);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(paths.Root);
                return new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw StateErrors.Unwritable(paths.Root, exception);
            }
            catch (IOException exception)
            {
                if (StateErrors.IsDiskFull(exception)) throw StateErrors.Unwritable(paths.Root, exception);
                if (IsHeld(paths)) throw Held(paths, exception);
                if (attempt == Tries || !File.Exists(paths.Lock)) throw StateErrors.Unwritable(paths.Root, exception);
                wait.SpinOnce();
            }
        }
    }

    private static LumosException Held(StatePaths paths, IOException cause)
    {
        var holder = ReadHolder(paths);
        return new LumosException(
            ErrorCode.DeterministicFailure, "STATE_LOCKED",
            holder is null
                ? "Another process is using this state folder."
                : $"Process {holder.Pid} on {holder.Machine} is using this state folder since {holder.Since:yyyy-MM-dd HH:mm:ss}Z ({holder.Purpose}).",
            new ErrorLocation(File: paths.Root), "Wait until it is done, or use another state folder; reading (status, show, ledger) works meanwhile.", cause);
    }

    /// <summary>Who holds the lock now; null when no one does.</summary>
    public static LockHolder? FindHolder(StatePaths paths) => IsHeld(paths) ? ReadHolder(paths) ?? new LockHolder(0, "unknown", default, "unknown") : null;

    public void Dispose() => _stream.Dispose();

    private static bool IsHeld(StatePaths paths)
    {
        if (!File.Exists(paths.Lock)) return false;
        try
        {
            using var probe = new FileStream(paths.Lock, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static LockHolder? ReadHolder(StatePaths paths)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(paths.Holder), LockJson.Default.LockHolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Who holds a state folder.</summary>
internal sealed record LockHolder(int Pid, string Machine, DateTime Since, string Purpose);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class LockJson : JsonSerializerContext;
