using System.Runtime.InteropServices;

namespace Lumos.Core.Migration.Verification;

/// <summary>What is remembered of one row of a table, to find it again by.</summary>
/// <param name="Key">Hash of its key, or of the whole row where the table has none.</param>
/// <param name="Hash">Hash of the row.</param>
/// <param name="Row">Number of the row.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct RowMark(ulong Key, ulong Hash, long Row);

/// <summary>
/// Collects the marks of rows in any order, parted by the first bits of their keys, so that each part can be sorted in memory. Keeps a block of each part in
/// memory and the full ones in a file, so that memory does not grow with the rows. Serves one thread.
/// </summary>
/// <param name="folder">Folder for that file; made when it is needed.</param>
/// <param name="name">Begins the name of the file.</param>
internal sealed class RowMarks(string folder, string name) : IDisposable
{
    /// <summary>Bits of the key that choose a part.</summary>
    public const int PartBits = 6;

    /// <summary>Parts.</summary>
    public const int Parts = 1 << PartBits;

    // 192 KB of each part, 12 MB in all.
    private const int BlockMarks = 8192;

    private readonly RowMark[]?[] _marks = new RowMark[]?[Parts];
    private readonly int[] _counts = new int[Parts];
    private readonly List<long>[] _blocks = [.. Enumerable.Range(0, Parts).Select(static _ => new List<long>())];
    private readonly ScratchFile _file = new(Path.Combine(folder, name + ".tmp"));

    /// <summary>Marks collected.</summary>
    public long Count { get; private set; }

    /// <summary>Adds rows.</summary>
    public void Add(ReadOnlySpan<long> numbers, ReadOnlySpan<ulong> hashes, ReadOnlySpan<ulong> keys)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var part = (int)(keys[i] >> (64 - PartBits));
            var marks = _marks[part];
            var count = _counts[part];
            if (marks is null || count == marks.Length)
            {
                marks = MakeRoom(part);
                count = _counts[part];
            }

            marks[count] = new RowMark(keys[i], hashes[i], numbers[i]);
            _counts[part] = count + 1;
        }

        Count += numbers.Length;
    }

    /// <summary>Marks of a part.</summary>
    public long CountOf(int part) => ((long)_blocks[part].Count * BlockMarks) + _counts[part];

    /// <summary>Copies the marks of a part.</summary>
    public void CopyTo(int part, Span<RowMark> into)
    {
        foreach (var block in _blocks[part])
        {
            _file.Read(MemoryMarshal.AsBytes(into[..BlockMarks]), block);
            into = into[BlockMarks..];
        }

        _marks[part].AsSpan(0, _counts[part]).CopyTo(into);
    }

    public void Dispose() => _file.Dispose();

    private RowMark[] MakeRoom(int part)
    {
        const int first = 256;
        if (_marks[part] is not { } full) return _marks[part] = new RowMark[first];
        if (full.Length == BlockMarks)
        {
            _blocks[part].Add(_file.Append(MemoryMarshal.AsBytes(full.AsSpan())));
            _counts[part] = 0;
            return full;
        }

        Array.Resize(ref full, BlockMarks);
        return _marks[part] = full;
    }
}
