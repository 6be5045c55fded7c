using System.Buffers;
using System.Runtime.InteropServices;

namespace Lumos.Core.Migration.Verification;

/// <summary>What is remembered of one row of a table, to find it again by.</summary>
/// <param name="Key">Hash of its key, or of the whole row where the table has none.</param>
/// <param name="Hash">Hash of the row.</param>
/// <param name="Row">Number of the row.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct RowMark(ulong Key, ulong Hash, long Row);

/// <summary>
/// Collects the marks of rows in any order, parted by the first bits of their keys, so that each part can be sorted in memory. Keeps some millions in
/// memory and the rest in files. Serves one thread.
/// </summary>
/// <param name="folder">Folder for those files; made when it is needed, and the files removed in the end.</param>
/// <param name="name">Begins their names.</param>
internal sealed class RowMarks(string folder, string name) : IDisposable
{
    /// <summary>Bits of the key that choose a part.</summary>
    public const int PartBits = 6;

    /// <summary>Parts.</summary>
    public const int Parts = 1 << PartBits;

    private const int MostInMemory = 2_000_000;

    private readonly RowMark[]?[] _marks = new RowMark[]?[Parts];
    private readonly int[] _counts = new int[Parts];
    private readonly long[] _spilled = new long[Parts];
    private int _inMemory;

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
            if (marks is null || count == marks.Length) marks = Grow(part);
            marks[count] = new RowMark(keys[i], hashes[i], numbers[i]);
            _counts[part] = count + 1;
        }

        Count += numbers.Length;
        _inMemory += numbers.Length;
        if (_inMemory >= MostInMemory) Spill();
    }

    /// <summary>Marks of a part.</summary>
    public long CountOf(int part) => _spilled[part] + _counts[part];

    /// <summary>Copies the marks of a part.</summary>
    public void CopyTo(int part, Span<RowMark> into)
    {
        if (_spilled[part] > 0)
        {
            using var file = File.OpenHandle(PathOf(part));
            var bytes = MemoryMarshal.AsBytes(into[..(int)_spilled[part]]);
            for (var read = 0; read < bytes.Length;)
            {
                var count = RandomAccess.Read(file, bytes[read..], read);
                if (count == 0) throw new EndOfStreamException(PathOf(part));
                read += count;
            }
        }

        _marks[part].AsSpan(0, _counts[part]).CopyTo(into[(int)_spilled[part]..]);
    }

    public void Dispose()
    {
        for (var part = 0; part < Parts; part++)
        {
            if (_marks[part] is { } marks) ArrayPool<RowMark>.Shared.Return(marks);
            _marks[part] = null;
            if (_spilled[part] > 0) File.Delete(PathOf(part));
            _spilled[part] = 0;
        }
    }

    private string PathOf(int part) => Path.Combine(folder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{part:D2}.tmp"));

    private RowMark[] Grow(int part)
    {
        var old = _marks[part];
        var grown = ArrayPool<RowMark>.Shared.Rent(old is null ? 256 : old.Length * 2);
        if (old is not null)
        {
            old.CopyTo(grown, 0);
            ArrayPool<RowMark>.Shared.Return(old);
        }

        return _marks[part] = grown;
    }

    private void Spill()
    {
        Directory.CreateDirectory(folder);
        for (var part = 0; part < Parts; part++)
        {
            if (_counts[part] == 0) continue;
            using var file = new FileStream(PathOf(part), _spilled[part] == 0 ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(MemoryMarshal.AsBytes(_marks[part].AsSpan(0, _counts[part])));
            _spilled[part] += _counts[part];
            _counts[part] = 0;
        }

        _inMemory = 0;
    }
}
