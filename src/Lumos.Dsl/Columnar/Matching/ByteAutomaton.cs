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

    /// <summary>Low bits that are marks.</summary>
    public const int MarkBits = 3;

    private readonly byte[] _classes;
    private readonly uint[] _next;
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
        var stride = next.Length / states;
        States = new int[next.Length];
        for (var i = 0; i < next.Length; i++) States[i] = i / stride;
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

    /// <summary>Number of the state an entry stands for, by its place in the table.</summary>
    public int[] States { get; }

    /// <summary>The only byte a match can begin with; -1 when there are more, or none.</summary>
    public int OnlyFirst { get; } = -1;

    public byte* Classes => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _classes[0]);

    public uint* Next => (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _next[0]);

    /// <summary>By byte: whether a match can begin with it.</summary>
    public bool* First => (bool*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _first[0]);
}
