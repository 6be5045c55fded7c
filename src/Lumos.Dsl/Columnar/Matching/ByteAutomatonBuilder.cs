using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Columnar.Matching;

/// <summary>
/// Turns the position automaton of a pattern, which reads code points and is deterministic, into one that reads UTF-8 bytes: a character of
/// several bytes passes states of its own, shared between all characters that go on in the same way.
/// </summary>
internal sealed class ByteAutomatonBuilder
{
    private const int Dead = 0;

    // A state that this many ASCII characters do not leave is passed many characters at a time.
    private const int MinRun = 4;

    private readonly PositionAutomaton _automaton;
    private readonly (int First, int End) _group;
    private readonly List<int[]> _rows = [new int[256]];
    private readonly List<uint> _marks = [0];
    private readonly Dictionary<int, int> _stateOf = [];
    private readonly Queue<int> _open = new();
    private readonly Dictionary<(int Bytes, int Target), int> _uniform = [];
    private readonly Dictionary<string, int> _tails = new(StringComparer.Ordinal);

    private ByteAutomatonBuilder(PositionAutomaton automaton, int group)
    {
        _automaton = automaton;
        _group = automaton.Groups[group];
    }

    /// <summary>The automaton of a pattern that keeps track of one group.</summary>
    public static ByteAutomaton Build(LrxPattern pattern, int group) => new ByteAutomatonBuilder(pattern.Automaton, group).Build();

    private ByteAutomaton Build()
    {
        var start = StateOf(PositionAutomaton.Start);
        while (_open.TryDequeue(out var position)) Fill(position);
        for (var state = 1; state < _rows.Count; state++)
        {
            if (_rows[state].AsSpan(0, 0x80).Count(state) >= MinRun) _marks[state] |= ByteAutomaton.Runs;
        }

        var classes = GC.AllocateArray<byte>(256, pinned: true);
        var columns = ClassesOf(classes);
        var shift = 0;
        while (1 << shift < columns.Count) shift++;
        var next = GC.AllocateArray<uint>(_rows.Count << shift, pinned: true);
        for (var state = 0; state < _rows.Count; state++)
        {
            for (var column = 0; column < columns.Count; column++) next[(state << shift) + column] = Entry(_rows[state][columns[column]]);
        }

        return new ByteAutomaton(classes, next, Entry(start), _rows.Count);

        uint Entry(int state) => state == Dead ? 0 : ((uint)state << shift << ByteAutomaton.MarkBits) | _marks[state];
    }

    // Bytes that do the same in every state are one class; returns a byte of each.
    private List<int> ClassesOf(byte[] classes)
    {
        var members = new List<int>();
        var byColumn = new Dictionary<string, int>(StringComparer.Ordinal);
        var column = new char[_rows.Count * 2];
        for (var value = 0; value < 256; value++)
        {
            for (var state = 0; state < _rows.Count; state++)
            {
                column[state * 2] = (char)(_rows[state][value] & 0xFFFF);
                column[(state * 2) + 1] = (char)(_rows[state][value] >> 16);
            }

            var key = new string(column);
            if (!byColumn.TryGetValue(key, out var known))
            {
                known = members.Count;
                byColumn.Add(key, known);
                members.Add(value);
            }

            classes[value] = (byte)known;
        }

        return members;
    }

    private int StateOf(int position)
    {
        if (_stateOf.TryGetValue(position, out var known)) return known;
        var marks = _automaton.IsAccepting(position) ? ByteAutomaton.Accepts : 0;
        if (position < _group.First) marks |= ByteAutomaton.BeforeGroup;
        else if (position < _group.End) marks |= ByteAutomaton.InsideGroup;
        var state = Add(new int[256], marks);
        _stateOf.Add(position, state);
        _open.Enqueue(position);
        return state;
    }

    private int Add(int[] row, uint marks)
    {
        _rows.Add(row);
        _marks.Add(marks);
        return _rows.Count - 1;
    }

    private void Fill(int position)
    {
        var ranges = new List<CodeRange>();
        foreach (var successor in _automaton.Successors(position))
        {
            var set = _automaton.SetOf(successor);
            var target = StateOf(successor);
            for (var i = 0; i < set.Count; i++) ranges.Add(new CodeRange(set.Low(i), set.High(i), target));
        }

        var row = _rows[_stateOf[position]];
        foreach (var range in ranges)
        {
            for (var point = range.Low; point <= Math.Min(range.High, 0x7F); point++) row[point] = range.Target;
        }

        ranges.RemoveAll(range => range.High < 0x80);
        if (ranges.Count == 0) return;
        for (var lead = 0xC2; lead <= 0xF4; lead++)
        {
            var (bits, bytes, smallest) = lead < 0xE0 ? (lead & 0x1F, 1, 0x80) : lead < 0xF0 ? (lead & 0x0F, 2, 0x800) : (lead & 0x07, 3, 0x10000);
            row[lead] = Tail(Clip(ranges, smallest, 0x10FFFF), bits << (6 * bytes), bytes);
        }
    }

    // The state in which this many bytes of a character are still to come, all its characters being low and the ones after it.
    private int Tail(List<CodeRange> ranges, int low, int bytes)
    {
        var size = 1 << (6 * bytes);
        ranges = Clip(ranges, low, low + size - 1);
        if (ranges.Count == 0) return Dead;
        if (ranges is [var all] && all.Low == low && all.High == low + size - 1) return Uniform(bytes, all.Target);

        var row = new int[256];
        var step = size >> 6;
        for (var i = 0; i < 64; i++)
        {
            var first = low + (i * step);
            row[0x80 + i] = bytes > 1 ? Tail(ranges, first, bytes - 1) : Clip(ranges, first, first) is [var one] ? one.Target : Dead;
        }

        return Share(row);
    }

    // Whatever comes in the remaining bytes, the character leads to one state.
    private int Uniform(int bytes, int target)
    {
        if (bytes == 0) return target;
        if (_uniform.TryGetValue((bytes, target), out var known)) return known;
        var after = Uniform(bytes - 1, target);
        var row = new int[256];
        for (var i = 0x80; i < 0xC0; i++) row[i] = after;
        return _uniform[(bytes, target)] = Share(row);
    }

    private int Share(int[] row)
    {
        var key = string.Join(',', row.AsSpan(0x80, 64).ToArray());
        if (_tails.TryGetValue(key, out var known)) return known;
        return _tails[key] = Add(row, 0);
    }

    private static List<CodeRange> Clip(List<CodeRange> ranges, int low, int high)
    {
        var clipped = new List<CodeRange>();
        foreach (var range in ranges)
        {
            if (range.Low <= high && range.High >= low) clipped.Add(range with { Low = Math.Max(range.Low, low), High = Math.Min(range.High, high) });
        }

        return clipped;
    }

    /// <summary>Code points that lead to one state.</summary>
    private readonly record struct CodeRange(int Low, int High, int Target);
}
