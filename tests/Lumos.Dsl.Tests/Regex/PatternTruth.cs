using System.Text.RegularExpressions;
using Lumos.Dsl.Regex;
using NetRegex = System.Text.RegularExpressions.Regex;

namespace Lumos.Dsl.Tests.Regex;

/// <summary>
/// Labels a pattern by trying short texts, shortest first, without any of the code that decides about patterns: leftmost-first is .NET's own
/// engine, leftmost-longest and the set of all readings are written down from the definitions. The text on which <see cref="LrxAmbiguity"/> claims
/// a difference is tried too, since it may be too long to come up.
/// </summary>
internal sealed class PatternTruth
{
    public const string OneReading = "one_reading";
    public const string SameResult = "same_result";
    public const string EnginesDiffer = "engines_differ";
    public const string Lazy = "lazy";

    private const int MaxTexts = 300;
    private const int MaxLength = 16;

    private readonly LrxSyntax _syntax;
    private readonly int _group;
    private readonly NetRegex _net;
    private readonly PositionAutomaton _automaton;
    private string _text = "";

    private PatternTruth(string pattern, int group)
    {
        _syntax = LrxParser.Parse(pattern, wide: true);
        _group = group;
        var body = _syntax.AnchoredStart ? pattern[1..] : pattern;
        if (_syntax.AnchoredEnd) body = body[..^1];
        _net = new NetRegex("\\G(?:" + body + ")" + (_syntax.AnchoredEnd ? "\\z" : ""), RegexOptions.ECMAScript);
        _automaton = PositionAutomatonBuilder.Build(_syntax);
    }

    /// <summary>The label.</summary>
    public static string Of(string pattern, int group) => pattern.Contains("*?", StringComparison.Ordinal) || pattern.Contains("+?", StringComparison.Ordinal) ? Lazy : new PatternTruth(pattern, group).Label();

    private string Label()
    {
        var label = OneReading;
        foreach (var text in LrxAmbiguity.Classify(_syntax, _group).Text is { } claimed ? Texts().Append(claimed) : Texts())
        {
            _text = text;
            var readings = Ends(_syntax.Root, [(0, -1, -1)]).Where(reading => !_syntax.AnchoredEnd || reading.End == text.Length).Distinct().ToArray();
            var match = _net.Match(text);
            Assert.True(match.Success == readings.Length > 0, $"{_net} on \"{text}\"");
            if (readings.Length == 0) continue;
            var end = readings.Max(reading => reading.End);
            var longest = Longest(end);
            if (match.Length != end || match.Groups[_group].Value != longest) return EnginesDiffer;
            if (readings.Count(reading => reading.End == end) > 1 && _group > 0) label = SameResult;
        }

        return label;
    }

    // Prefixes of texts that match, one character for each class of characters the pattern cannot tell apart.
    private IEnumerable<string> Texts()
    {
        var alphabet = Alphabet();
        var queue = new Queue<(string Text, int[] States)>();
        queue.Enqueue(("", [PositionAutomaton.Start]));
        for (var seen = 1; queue.Count > 0;)
        {
            var (text, states) = queue.Dequeue();
            yield return text;
            if (text.Length == MaxLength) continue;
            foreach (var c in alphabet)
            {
                var next = states.SelectMany(state => _automaton.Successors(state).ToArray()).Where(state => _automaton.SetOf(state).Contains(c)).Distinct().ToArray();
                if (next.Length == 0 || seen == MaxTexts) continue;
                seen++;
                queue.Enqueue((text + c, next));
            }
        }
    }

    private char[] Alphabet()
    {
        var sets = Enumerable.Range(1, _automaton.StateCount - 1).Select(_automaton.SetOf).ToArray();
        var pool = Enumerable.Range(0x20, 0x5F).Concat([0x09, 0x0A, 0x0D]).Concat(sets.Where(set => set.Single is > 0x7F and < 0xFFFF).Select(set => set.Single)).Select(point => (char)point);
        return [.. pool.GroupBy(c => string.Concat(sets.Select(set => set.Contains(c) ? '1' : '0'))).Where(group => group.Key.Contains('1', StringComparison.Ordinal)).Select(group => group.First())];
    }

    private HashSet<(int End, int From, int To)> Ends(LrxNode node, HashSet<(int End, int From, int To)> starts)
    {
        switch (node)
        {
            case LrxSet set:
                return [.. starts.Where(s => s.End < _text.Length && set.Members.Contains(_text[s.End])).Select(s => (s.End + 1, s.From, s.To))];
            case LrxGroup group when group.Number == _group:
                return [.. starts.SelectMany(s => Ends(group.Item, [s]).Select(e => (e.End, s.End, e.End)))];
            case LrxGroup group:
                return Ends(group.Item, starts);
            case LrxSequence sequence:
                return sequence.Items.Aggregate(starts, (at, item) => Ends(item, at));
            case LrxAlternation alternation:
                return [.. alternation.Branches.SelectMany(branch => Ends(branch, starts))];
            case LrxRepeat repeat:
                var all = new HashSet<(int End, int From, int To)>(repeat.Min == 0 ? starts : []);
                var now = starts;
                for (var i = 1; i <= Math.Min(repeat.Max ?? int.MaxValue, _text.Length + repeat.Min) && now.Count > 0; i++)
                {
                    now = Ends(repeat.Item, now);
                    if (i >= repeat.Min) all.UnionWith(now);
                }

                return all;
            default:
                throw new InvalidOperationException();
        }
    }

    // POSIX: the longest match, and in it each part from the left as long as it can be.
    private string Longest(int end) => _group == 0 ? _text[..end] : Pick(_syntax.Root, 0, end) ?? throw new InvalidOperationException();

    private string? Pick(LrxNode node, int start, int end)
    {
        switch (node)
        {
            case LrxGroup group:
                return group.Number == _group ? _text[start..end] : Pick(group.Item, start, end);
            case LrxSequence sequence:
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    var rest = new LrxSequence(sequence.Items.Skip(i + 1).ToArray(), 0);
                    var to = Reach(sequence.Items[i], start).OrderDescending().First(e => Reach(rest, e).Contains(end));
                    if (Pick(sequence.Items[i], start, to) is { } found) return found;
                    start = to;
                }

                return null;
            default:
                return null;
        }
    }

    private IEnumerable<int> Reach(LrxNode node, int start) => Ends(node, [(start, -1, -1)]).Select(e => e.End);
}
