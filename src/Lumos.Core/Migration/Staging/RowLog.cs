using System.Buffers;
using System.Runtime.InteropServices;
using Lumos.Core.Migration.Targets;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Remembers numbers and hashes of the rows this process staged into one staging table, in their order, so that rows a target proves to be as they were written need not be read back to be named. In a file,
/// 24 bytes a row and no values, which is gone with the process. One thread adds; several may replay when it is done.
/// </summary>
/// <param name="path">Where the file is made.</param>
internal sealed class RowLog(string path) : IDisposable
{
    private readonly List<Part> _parts = [];
    private readonly ScratchFile _file = new(path);

    /// <summary>Rows that were added together.</summary>
    private readonly record struct Part(long First, long Offset, int Rows, int Nulls);

    /// <summary>First row number this process staged; all that follow it did too.</summary>
    public long From { get; private set; } = long.MaxValue;

    /// <summary>Forgets everything; rows are staged from a number on.</summary>
    public void Begin(long first)
    {
        if (first > From) return;
        _parts.Clear();
        _file.Clear();
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
        _parts.Add(new Part(numbers[0], _file.Append(MemoryMarshal.AsBytes(numbers)), numbers.Length, nulls));
        _file.Append(MemoryMarshal.AsBytes(hashes[..numbers.Length]));
        _file.Append(MemoryMarshal.AsBytes(keys[..numbers.Length]));
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
                _file.Read(MemoryMarshal.AsBytes(all), part.Offset);
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

    public void Dispose() => _file.Dispose();
}
