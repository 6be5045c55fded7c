namespace Lumos.Dsl.Regex;

/// <summary>Positions of a pattern (counters unrolled) and, for each, what a backtracking engine tries next, in its order.</summary>
internal sealed class PriorityPositions
{
    /// <summary>Stands among successors for the end of the match.</summary>
    public const int Accept = -1;

    private readonly List<CodePointSet> _sets = [CodePointSet.All];
    private readonly List<int> _offsets = [0];
    private readonly List<Choice> _after = [];
    private readonly (int First, int End)[] _groups;

    private PriorityPositions(int groups) => _groups = new (int, int)[groups + 1];

    /// <summary>By state, the characters that lead into it; state 0 is the start.</summary>
    public IReadOnlyList<CodePointSet> Sets => _sets;

    /// <exception cref="LrxRejectException">Too many positions.</exception>
    public static PriorityPositions Of(LrxSyntax syntax)
    {
        var result = new PriorityPositions(syntax.GroupCount);
        result._after.Add(new Choice());
        result._after[0].Options.Add(result.Add(syntax.Root, new Choice { Position = Accept }));
        return result;
    }

    /// <summary>What is tried after a state, most wanted first.</summary>
    public List<int> SuccessorsOf(int state)
    {
        var result = new List<int>();
        var seen = new HashSet<Choice>();
        Visit(_after[state]);
        return result;

        void Visit(Choice choice)
        {
            if (!seen.Add(choice)) return;
            if (choice.Position != 0 && !result.Contains(choice.Position)) result.Add(choice.Position);
            foreach (var option in choice.Options) Visit(option);
        }
    }

    /// <summary>0 before the group, 1 inside it, 2 after it.</summary>
    public int RegionOf(int state, int group) => state == 0 || state < _groups[group].First ? 0 : state < _groups[group].End ? 1 : 2;

    /// <summary>Where in the pattern a state stands, in code points.</summary>
    public int OffsetOf(int state) => _offsets[state];

    // Positions are numbered from left to right, so a node is entered before what follows it exists: 'then' is filled in later.
    private Choice Add(LrxNode node, Choice then)
    {
        switch (node)
        {
            case LrxSet set:
                if (_sets.Count > PositionAutomaton.MaxPositions) throw new LrxRejectException(new LrxReject(LrxCodes.TooLarge, "The pattern has too many positions.", set.Offset));
                _sets.Add(set.Members);
                _offsets.Add(set.Offset);
                _after.Add(then);
                return new Choice { Position = _sets.Count - 1 };
            case LrxGroup group:
                var first = _sets.Count;
                var inner = Add(group.Item, then);
                _groups[group.Number] = (first, _sets.Count);
                return inner;
            case LrxSequence sequence:
                var entries = sequence.Items.Select(_ => new Choice()).ToArray();
                for (var i = 0; i < entries.Length; i++) entries[i].Options.Add(Add(sequence.Items[i], i + 1 < entries.Length ? entries[i + 1] : then));
                return entries.Length == 0 ? then : entries[0];
            case LrxAlternation alternation:
                return Choice.Of(alternation.Branches.Select(branch => Add(branch, then)).ToArray());
            case LrxRepeat repeat:
                return AddRepeat(repeat, then);
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    private Choice AddRepeat(LrxRepeat repeat, Choice then)
    {
        var start = new Choice();
        var at = start;
        for (var i = 0; i < repeat.Min; i++)
        {
            var next = new Choice();
            at.Options.Add(Add(repeat.Item, next));
            at = next;
        }

        if (repeat.Max is not { } max)
        {
            // After the last required copy the loop may go on; with none required it may be entered.
            var again = new Choice();
            Decide(again, repeat, Add(repeat.Item, again), then);
            at.Options.Add(again);
            return start;
        }

        for (var i = repeat.Min; i < max; i++)
        {
            var next = new Choice();
            Decide(at, repeat, Add(repeat.Item, next), then);
            at = next;
        }

        at.Options.Add(then);
        return start;
    }

    private static void Decide(Choice at, LrxRepeat repeat, Choice inside, Choice then)
    {
        at.Options.Add(repeat.IsLazy ? then : inside);
        at.Options.Add(repeat.IsLazy ? inside : then);
    }

    /// <summary>A position, or options in order. Filled in while the pattern is walked.</summary>
    private sealed class Choice
    {
        public int Position { get; init; }

        public List<Choice> Options { get; } = [];

        public static Choice Of(Choice[] options)
        {
            var choice = new Choice();
            choice.Options.AddRange(options);
            return choice;
        }
    }
}
