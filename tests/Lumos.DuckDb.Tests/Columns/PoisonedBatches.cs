using System.Runtime.InteropServices;
using System.Text;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Tests.Columns;

/// <summary>Batches over native memory that is overwritten with 0xFF and freed the moment the engine gives a batch back.</summary>
internal sealed unsafe class PoisonedBatches(int batches, int rowsPerBatch)
{
    private int _live;

    internal int Live => _live;

    internal static IReadOnlyList<DuckDbField> Columns { get; } = [new("id", DuckDbType.BigInt), new("name", DuckDbType.Varchar)];

    internal static string Name(long id) => $"a name that is not inlined, number {id} é";

    internal IEnumerable<DuckDbBatch> All()
    {
        for (var i = 0; i < batches; i++) yield return One((long)i * rowsPerBatch);
    }

    private DuckDbBatch One(long first)
    {
        var texts = Enumerable.Range(0, rowsPerBatch).Select(row => Encoding.UTF8.GetBytes(Name(first + row))).ToArray();
        var bytes = new Native(texts.Sum(text => text.Length));
        var offsets = new int[rowsPerBatch + 1];
        var ids = new long[rowsPerBatch];
        for (var row = 0; row < rowsPerBatch; row++)
        {
            texts[row].CopyTo(bytes.GetSpan()[offsets[row]..]);
            offsets[row + 1] = offsets[row] + texts[row].Length;
            ids[row] = first + row;
        }

        Interlocked.Increment(ref _live);
        return new DuckDbBatch([DuckDbColumnData.Of(DuckDbType.BigInt, ids), DuckDbColumnData.Text(bytes.Memory, offsets)], new Owner(this, bytes));
    }

    private sealed class Owner(PoisonedBatches all, Native bytes) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref all._live);
            ((IDisposable)bytes).Dispose();
        }
    }

    private sealed class Native(int length) : System.Buffers.MemoryManager<byte>
    {
        private byte* _pointer = (byte*)NativeMemory.Alloc((nuint)length);

        public override Span<byte> GetSpan() => _pointer == null ? throw new ObjectDisposedException(nameof(Native)) : new Span<byte>(_pointer, length);

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => new(_pointer + elementIndex, default, this);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
            new Span<byte>(_pointer, length).Fill(0xFF);
            NativeMemory.Free(_pointer);
            _pointer = null;
        }
    }
}
