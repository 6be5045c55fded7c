using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Lumos.Core.State;

/// <summary>Files that are there whole or not at all: written beside, forced to disk, then renamed into place.</summary>
internal static partial class AtomicFile
{
    private static int _counter;

    // A container gives every process the same number, so the moment it started tells one from the one before.
    private static readonly string Own = string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}{Started()}-");

    /// <summary>Suffix of a file that was being written when the process died. Safe to delete while no one else writes.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes the file; an older one of this name is replaced in one step.</summary>
    /// <param name="path">File.</param>
    /// <param name="bytes">Content.</param>
    /// <param name="durable">Whether it must survive a power cut too; a kill it survives anyway.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool durable = true)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = string.Create(
            CultureInfo.InvariantCulture, $"{path}{Own}{Interlocked.Increment(ref _counter)}{TemporarySuffix}");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(bytes);
                if (durable) stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            if (durable) SyncFolder(folder);
        }
        catch (Exception exception) when (StateErrors.IsRefusal(exception))
        {
            Discard(temporary);
            throw StateErrors.Unwritable(path, exception);
        }
    }

    /// <summary>Removes what processes were writing under a folder when they died. Only the writer of the folder may do it; its own files are left alone.</summary>
    public static void Sweep(string root)
    {
        if (!Directory.Exists(root)) return;
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(root, "*" + TemporarySuffix, all))
        {
            if (Written().Match(Path.GetFileName(file)) is { Success: true } match && match.Value != Own) Discard(file);
        }
    }

    /// <summary>Makes a rename in the folder survive a power cut where the system needs that said.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    // Process and dash of a name this class gave; a temporary file of anyone else has none.
    [GeneratedRegex(@"\.[0-9]+-(?=[0-9]+\.tmp$)", RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    private static long Started()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime().Ticks;
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
