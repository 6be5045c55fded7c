using System.Buffers;
using System.Runtime.InteropServices;
using Lumos.Core.Migration.Targets;
using Microsoft.Win32.SafeHandles;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Remembers numbers and hashes of the rows this process staged into one staging table, in their order, so that rows a target proves to be as they were written need not be read back to be named. In a file,
/// 24 bytes a row and no values, which is gone with the process. One thread adds; several may replay when it is done.
/// </summary>
/// <param name="path">Where the file is made.</param>
internal sealed class RowLog(string path) : IDisposable
{
    private readonly List<Part> _parts = [];
    private SafeFileHandle? _file;
    private long _end;

    /// <summary>Rows that were added together.</summary>
    private readonly record struct Part(long First, long Offset, int Rows, int Nulls);

    /// <summary>First row number this process staged; all that follow it did too.</summary>
    public long From { get; private set; } = long.MaxValue;

    /// <summary>Forgets everything; rows are staged from a number on.</summary>
    public void Begin(long first)
    {
        if (first > From) return;
        _parts.Clear();
        _end = 0;
        From = first;
    }

    /// <summary>Adds rows.</summary>
    /// <param name="numbers">Their numbers, ascending.</param>
    /// <param name="hashes">Their hashes.</param>
    /// <param name="keys">Hashes of their keys; of the rows where the table has no key.</param>
    /// <param name="nulls">NULLs among them in columns that may hold none.</param>
    public void Add(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, ReadOnlySpan<ulong> keys, int nulls)
    {
        if (numbers.IsEmpty) return;
        _file ??= Open();
        _parts.Add(new Part(numbers[0], _end, numbers.Length, nulls));
        Write(MemoryMarshal.AsBytes(numbers));
        Write(MemoryMarshal.AsBytes(hashes[..numbers.Length]));
        Write(MemoryMarshal.AsBytes(keys[..numbers.Length]));
    }

    /// <summary>Tells about the rows of a range of numbers, as <see cref="IStagedHashes"/> does.</summary>
    public long Replay(long first, long end, StagedRowsRead take)
    {
        long nulls = 0;
        foreach (var part in _parts)
        {
            if (part.First < first || part.First >= end) continue;
            var words = ArrayPool<ulong>.Shared.Rent(part.Rows * 3);
            try
            {
                var all = words.AsSpan(0, part.Rows * 3);
                Read(MemoryMarshal.AsBytes(all), part.Offset);
                take(MemoryMarshal.Cast<ulong, long>(all[..part.Rows]), all[part.Rows..(part.Rows * 2)], all[(part.Rows * 2)..]);
            }
            finally
            {
                ArrayPool<ulong>.Shared.Return(words);
            }

            nulls += part.Nulls;
        }

        return nulls;
    }

    public void Dispose() => _file?.Dispose();

    private SafeFileHandle Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);

        // Where a file without a name can stay open, not even a process that is killed leaves it behind.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file!, bytes, _end);
        _end += bytes.Length;
    }

    private void Read(Span<byte> bytes, long offset)
    {
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(_file!, bytes[read..], offset + read);
            if (count == 0) throw new EndOfStreamException(path);
            read += count;
        }
    }
}
