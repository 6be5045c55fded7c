using System.Buffers;
using System.Text;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Kernels;

/// <summary>A deterministic position automaton as a table: code points in classes no position tells apart, one successor a state and class.</summary>
internal sealed class RegexTable
{
    /// <summary>No successor. The start is never entered again, so its number is free to say so.</summary>
    public const int Dead = PositionAutomaton.Start;

    private const int AsciiPoints = 128;
    private const int MaxFirstCharacters = 512;
    private readonly ushort[] _next;
    private readonly bool[] _accepting;
    private readonly int _classes;
    private readonly ushort[] _asciiClasses = new ushort[AsciiPoints];
    private readonly int[] _lows;
    private readonly ushort[] _classOfRange;

    private RegexTable(PositionAutomaton automaton, int[] lows, ushort[] classOfRange, int classes)
    {
        (_lows, _classOfRange, _classes) = (lows, classOfRange, classes);
        for (var point = 0; point < AsciiPoints; point++) _asciiClasses[point] = classOfRange[RangeOf(point)];
        _accepting = new bool[automaton.StateCount];
        _next = new ushort[automaton.StateCount * classes];
        var sample = new int[classes];
        for (var i = lows.Length - 1; i >= 0; i--) sample[classOfRange[i]] = lows[i];
        for (var state = 0; state < automaton.StateCount; state++)
        {
            _accepting[state] = automaton.IsAccepting(state);
            for (var c = 0; c < classes; c++) _next[(state * classes) + c] = (ushort)Math.Max(Dead, automaton.Next(state, sample[c]));
        }
    }

    public static RegexTable Of(PositionAutomaton automaton)
    {
        // Unrolled counters repeat the same sets, so few of them are different.
        var sets = new List<CodePointSet>();
        for (var state = 1; state < automaton.StateCount; state++)
        {
            if (!sets.Contains(automaton.SetOf(state))) sets.Add(automaton.SetOf(state));
        }

        var bounds = new SortedSet<int> { 0 };
        foreach (var set in sets)
        {
            for (var i = 0; i < set.Count; i++)
            {
                bounds.Add(set.Low(i));
                bounds.Add(set.High(i) + 1);
            }
        }

        var lows = bounds.ToArray();
        var classOfRange = new ushort[lows.Length];
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var signature = new StringBuilder(sets.Count);
        for (var i = 0; i < lows.Length; i++)
        {
            signature.Clear();
            foreach (var set in sets) signature.Append(set.Contains(lows[i]) ? '1' : '0');
            var key = signature.ToString();
            if (!known.TryGetValue(key, out var number)) known.Add(key, number = checked((ushort)known.Count));
            classOfRange[i] = number;
        }

        return new RegexTable(automaton, lows, classOfRange, known.Count);
    }

    public bool IsAccepting(int state) => _accepting[state];

    public int Next(int state, int codePoint)
    {
        var c = codePoint < AsciiPoints ? _asciiClasses[codePoint] : _classOfRange[RangeOf(codePoint)];
        return _next[(state * _classes) + c];
    }

    /// <summary>The characters a match can begin with, or null when they are too many to look for.</summary>
    public SearchValues<char>? FirstCharacters()
    {
        var characters = new List<char>();
        for (var i = 0; i < _lows.Length; i++)
        {
            if (_next[(PositionAutomaton.Start * _classes) + _classOfRange[i]] == Dead) continue;
            var end = i + 1 < _lows.Length ? _lows[i + 1] : 0x110000;
            if (end > char.MaxValue + 1 || characters.Count + end - _lows[i] > MaxFirstCharacters) return null;
            for (var point = _lows[i]; point < end; point++) characters.Add((char)point);
        }

        return SearchValues.Create(characters.ToArray());
    }

    private int RangeOf(int codePoint)
    {
        var at = Array.BinarySearch(_lows, codePoint);
        return at >= 0 ? at : ~at - 1;
    }
}
