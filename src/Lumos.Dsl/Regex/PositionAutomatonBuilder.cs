namespace Lumos.Dsl.Regex;

/// <summary>Builds the position automaton from a tree, unrolling counters: <c>x{2,4}</c> is <c>xx(?:x(?:x)?)?</c>.</summary>
internal sealed class PositionAutomatonBuilder
{
    private readonly List<CodePointSet> _sets = [CodePointSet.All];
    private readonly List<int> _offsets = [0];
    private readonly List<List<int>> _successors = [[]];
    private readonly (int First, int End)[] _groups;

    private PositionAutomatonBuilder(int groupCount) => _groups = new (int, int)[groupCount + 1];

    /// <exception cref="LrxRejectException">More than <see cref="PositionAutomaton.MaxPositions"/> positions.</exception>
    public static PositionAutomaton Build(LrxSyntax syntax)
    {
        var builder = new PositionAutomatonBuilder(syntax.GroupCount);
        var whole = builder.Add(syntax.Root);
        builder._groups[0] = (1, builder._sets.Count);
        builder._successors[PositionAutomaton.Start].AddRange(whole.First);
        var accepting = new bool[builder._sets.Count];
        accepting[PositionAutomaton.Start] = whole.IsNullable;
        foreach (var last in whole.Last) accepting[last] = true;
        return new PositionAutomaton(builder._sets.ToArray(), builder._offsets.ToArray(), builder._successors.Select(s => s.Distinct().ToArray()).ToArray(), accepting, builder._groups);
    }

    private Part Add(LrxNode node)
    {
        switch (node)
        {
            case LrxSet set:
                return AddPosition(set);
            case LrxGroup group:
                var first = _sets.Count;
                var inner = Add(group.Item);
                _groups[group.Number] = (first, _sets.Count);
                return inner;
            case LrxSequence sequence:
                var all = Part.Empty;
                foreach (var item in sequence.Items) all = Concat(all, Add(item));
                return all;
            case LrxAlternation alternation:
                var branches = alternation.Branches.Select(Add).ToList();
                return new Part(branches.Any(b => b.IsNullable), branches.SelectMany(b => b.First).ToList(), branches.SelectMany(b => b.Last).ToList());
            case LrxRepeat repeat:
                return AddRepeat(repeat);
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    private Part AddPosition(LrxSet set)
    {
        if (_sets.Count > PositionAutomaton.MaxPositions)
            throw new LrxRejectException(new LrxReject(LrxCodes.TooLarge, $"With its counters unrolled the pattern has more than {PositionAutomaton.MaxPositions} positions.", set.Offset, "Use smaller counts."));
        _sets.Add(set.Members);
        _offsets.Add(set.Offset);
        _successors.Add([]);
        List<int> self = [_sets.Count - 1];
        return new Part(false, self, self);
    }

    private Part AddRepeat(LrxRepeat repeat)
    {
        var all = Part.Empty;
        if (repeat.Max is not { } max)
        {
            for (var i = 1; i < repeat.Min; i++) all = Concat(all, Add(repeat.Item));
            var loop = Add(repeat.Item);
            Connect(loop.Last, loop.First);
            return Concat(all, loop with { IsNullable = repeat.Min == 0 });
        }

        for (var i = 0; i < repeat.Min; i++) all = Concat(all, Add(repeat.Item));
        if (max == repeat.Min) return all;

        // (x(x(x)?)?)? : a copy can be entered only from the one before it, and the match may end after any of them.
        var copies = new List<Part>();
        for (var i = repeat.Min; i < max; i++) copies.Add(Add(repeat.Item));
        for (var i = 1; i < copies.Count; i++) Connect(copies[i - 1].Last, copies[i].First);
        return Concat(all, new Part(true, copies[0].First, copies.SelectMany(c => c.Last).ToList()));
    }

    private Part Concat(Part left, Part right)
    {
        Connect(left.Last, right.First);
        return new Part(
            left.IsNullable && right.IsNullable,
            left.IsNullable ? [.. left.First, .. right.First] : left.First,
            right.IsNullable ? [.. left.Last, .. right.Last] : right.Last);
    }

    private void Connect(List<int> from, List<int> to)
    {
        foreach (var state in from) _successors[state].AddRange(to);
    }

    private sealed record Part(bool IsNullable, List<int> First, List<int> Last)
    {
        public static Part Empty { get; } = new(true, [], []);
    }
}
