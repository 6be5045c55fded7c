using Microsoft.Win32.SafeHandles;

namespace Lumos.Core.Migration;

/// <summary>A file for what does not stay in memory, made when something is first put into it and gone with the process. One thread appends; several may read when it is done.</summary>
/// <param name="path">Where the file is made.</param>
internal sealed class ScratchFile(string path) : IDisposable
{
    private SafeFileHandle? _file;
    private long _end;

    /// <summary>Appends bytes.</summary>
    /// <returns>Where they begin.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _file ??= Open();
        var start = _end;
        RandomAccess.Write(_file, bytes, start);
        _end += bytes.Length;
        return start;
    }

    /// <summary>Reads bytes that were appended.</summary>
    public void Read(Span<byte> bytes, long offset)
    {
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(_file!, bytes[read..], offset + read);
            if (count == 0) throw new EndOfStreamException(path);
            read += count;
        }
    }

    /// <summary>Forgets everything; the next bytes take the place of the first.</summary>
    public void Clear() => _end = 0;

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private SafeFileHandle Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);

        // Where a file without a name can stay open, not even a process that is killed leaves it behind.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
