using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Text;

namespace Lumos.Dsl.Columnar.Matching;

/// <summary>
/// One deterministic automaton over UTF-8 bytes for a whole pattern. An entry of the table is a state, ready to be added to the class of the
/// next byte, with its marks in the low bits; 0 is the state nothing leads out of. Immutable and thread-safe.
/// </summary>
internal sealed unsafe class ByteAutomaton
{
    /// <summary>A match may end in this state.</summary>
    public const uint Accepts = 1;

    /// <summary>The group begins at the earliest behind the character that led here.</summary>
    public const uint BeforeGroup = 2;

    /// <summary>The character that led here belongs to the group.</summary>
    public const uint InsideGroup = 4;

    /// <summary>Many ASCII characters lead from this state to itself: <see cref="EndOfRun"/> passes them at once.</summary>
    public const uint Runs = 8;

    /// <summary>Low bits that are marks.</summary>
    public const int MarkBits = 4;

    // By high half of a byte, its bit in a row of a run's table; bytes outside ASCII have none.
    private static readonly Vector128<byte> HighBits = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);

    private readonly byte[] _classes;
    private readonly uint[] _next;
    private readonly Vector128<byte>[] _runs;
    private readonly int _shift;
    private readonly bool[] _first = GC.AllocateArray<bool>(256, pinned: true);

    /// <param name="classes">Class of each byte; pinned.</param>
    /// <param name="next">Entries by state and class; pinned.</param>
    /// <param name="start">The entry of the start state.</param>
    /// <param name="states">States, the dead one included.</param>
    public ByteAutomaton(byte[] classes, uint[] next, uint start, int states)
    {
        _classes = classes;
        _next = next;
        Start = start;
        StateCount = states;
        _shift = BitOperations.Log2((uint)(next.Length / states));
        _runs = new Vector128<byte>[states];
        for (var state = 1; state < states; state++) _runs[state] = RunOf(state);
        var firsts = 0;
        for (var value = 0; value < 256; value++)
        {
            if (next[(start >> MarkBits) + classes[value]] == 0) continue;
            _first[value] = true;
            OnlyFirst = ++firsts == 1 ? value : -1;
        }
    }

    public uint Start { get; }

    public int StateCount { get; }

    /// <summary>Number of the state an entry stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int StateOf(uint entry) => (int)(entry >> MarkBits) >> _shift;

    /// <summary>The only byte a match can begin with; -1 when there are more, or none.</summary>
    public int OnlyFirst { get; } = -1;

    public byte* Classes => (byte*)Unsafe.AsPointer(ref _classes[0]);

    public uint* Next => (uint*)Unsafe.AsPointer(ref _next[0]);

    /// <summary>By byte: whether a match can begin with it.</summary>
    public bool* First => (bool*)Unsafe.AsPointer(ref _first[0]);

    /// <summary>Where the ASCII characters end that keep the automaton in a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* EndOfRun(uint entry, byte* at, byte* end)
    {
        var table = _runs[StateOf(entry)];
        while (end - at > 0)
        {
            var length = (int)Math.Min(end - at, 32);
            var chunk = Bytes.Load32(at, length);
            var members = Vector256.Create(Members(table, chunk.GetLower()), Members(table, chunk.GetUpper()));
            var others = Vector256.Equals(members, Vector256<byte>.Zero).ExtractMostSignificantBits() & Bytes.MaskOf(length);
            if (others != 0) return at + BitOperations.TrailingZeroCount(others);
            at += length;
        }

        return at;
    }

    // Not zero where a character belongs to the run.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Members(Vector128<byte> table, Vector128<byte> text) =>
        Vector128.Shuffle(table, text & Vector128.Create((byte)0x0F)) & Vector128.Shuffle(HighBits, text >>> 4);

    // By low half of a byte, a bit for each high half with which it stays in the state.
    private Vector128<byte> RunOf(int state)
    {
        var rows = new byte[16];
        for (var value = 0; value < 0x80; value++)
        {
            if (StateOf(_next[(state << _shift) + _classes[value]]) == state) rows[value & 0x0F] |= (byte)(1 << (value >> 4));
        }

        return Vector128.Create(rows);
    }
}
