namespace Lumos.Dsl.Regex;

/// <summary>A deterministic pattern to write in place of one that is not.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Group">The number the extracted group has in it.</param>
/// <param name="IsExact">Whether it gives the same match and group on every text, and engines agree on the original.</param>
/// <param name="DiffersOn">A text on which the two differ; null when none is known.</param>
internal sealed record LrxRewrite(string Pattern, int Group, bool IsExact, string? DiffersOn)
{
    /// <summary>Whether a comparison is good enough. Who writes a lazy repetition does not ask for the longest match.</summary>
    public static bool MeansTheSame(LrxComparison comparison, bool hasLazy) => comparison == LrxComparison.Same || (comparison == LrxComparison.SameWhenFirstWins && hasLazy);

    /// <summary>The rewritten pattern, parsed.</summary>
    public required LrxSyntax Syntax { get; init; }
}

/// <summary>
/// Looks for a deterministic pattern that means what another one means, or what its author most likely meant. Nothing it builds is trusted:
/// each candidate is parsed again and compared with the original over all texts.
/// </summary>
internal sealed class LrxRewriter
{
    private const int MaxStates = 150;
    private const int MaxPositions = 600;
    private const int MaxWindow = 40;
    private const int MaxAttempts = 60;

    private readonly LrxSyntax _syntax;
    private readonly int _group;
    private readonly bool _hasLazy;
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private LrxRewrite? _best;
    private int _attempts;

    private LrxRewriter(LrxSyntax syntax, int group)
    {
        _syntax = syntax;
        _group = group;
        _hasLazy = HasLazy(syntax.Root);
    }

    /// <summary>The best rewriting found, or null.</summary>
    /// <param name="syntax">A pattern that is not deterministic, or outside LRX in what the wide parser reads.</param>
    /// <param name="group">The extracted group; every match passes it exactly once.</param>
    public static LrxRewrite? Find(LrxSyntax syntax, int group)
    {
        try
        {
            return PriorityPositions.Of(syntax).Sets.Count > MaxPositions ? null : new LrxRewriter(syntax, group).Find();
        }
        catch (LrxRejectException)
        {
            return null;
        }
    }

    private LrxRewrite? Find()
    {
        foreach (var candidate in Candidates())
        {
            if (Try(candidate, candidate)) break;
        }

        return _best;
    }

    private IEnumerable<LrxNode> Candidates()
    {
        if (!_hasLazy) yield return Local(_syntax.Root);
        if (Try(LrxNarrowing.Narrow(_syntax.Root, CodePointSet.Dot), LrxNarrowing.Narrow(_syntax.Root, CodePointSet.All))) yield break;
        foreach (var candidate in FirstMatch()) yield return candidate;
        if (!_hasLazy) yield return Local(LrxNarrowing.Narrow(_syntax.Root, CodePointSet.All));
    }

    /// <summary>Whether the candidate settles the search.</summary>
    /// <param name="root">What to compare.</param>
    /// <param name="shown">What to offer when it does not mean the same: the same but for what it does at line breaks.</param>
    private bool Try(LrxNode root, LrxNode shown)
    {
        if (Parse(root) is not var (pattern, syntax, number)) return false;
        var meaning = LrxEquivalence.Compare(_syntax, _group, syntax, number, out var differsOn);
        if (meaning == LrxComparison.Unknown) return false;
        var exact = LrxRewrite.MeansTheSame(meaning, _hasLazy);
        if (!exact && !ReferenceEquals(root, shown) && Parse(shown) is var (other, otherSyntax, otherNumber)) (pattern, syntax, number) = (other, otherSyntax, otherNumber);
        if (_best is null || exact) _best = new LrxRewrite(pattern, number, exact, differsOn) { Syntax = syntax };
        return exact;
    }

    private (string Pattern, LrxSyntax Syntax, int Group)? Parse(LrxNode root)
    {
        var pattern = LrxPrinter.Print(_syntax with { Root = root }, _group, out var number);
        if (!_tried.Add(pattern)) return null;
        try
        {
            var syntax = LrxParser.Parse(pattern);
            if (PositionAutomatonBuilder.Build(syntax).FindConflict() is not null || LrxPattern.FindOptional(syntax.Root, number, optional: false) is not null) return null;
            return (pattern, syntax, number);
        }
        catch (LrxRejectException)
        {
            return null;
        }
    }

    // Rewrites the smallest parts that are not deterministic on their own, leaving the rest as it was written.
    private LrxNode Local(LrxNode node)
    {
        var inside = node switch
        {
            LrxGroup group => group with { Item = Local(group.Item) },
            LrxSequence sequence => LocalSequence(sequence),
            LrxAlternation alternation => alternation with { Branches = alternation.Branches.Select(Local).ToArray() },
            LrxRepeat repeat => repeat with { Item = Local(repeat.Item) },
            _ => node,
        };
        return inside is LrxSet or LrxSequence || MayNotTouch(inside) || (IsInLrx(inside) && IsDeterministic(inside)) ? inside : Language(inside) ?? inside;
    }

    private LrxNode LocalSequence(LrxSequence sequence)
    {
        var items = sequence.Items.Select(Local).ToList();
        for (var width = 2; width <= items.Count && items.Count <= MaxWindow; width++)
        {
            for (var start = 0; start + width <= items.Count; start++)
            {
                var window = new LrxSequence(items.GetRange(start, width), items[start].Offset);
                if (MayNotTouch(window) || IsDeterministic(window) || Language(window) is not { } language) continue;
                items.RemoveRange(start, width);
                items.Insert(start, language);
                (width, start) = (2, -1);
                if (items.Count < width) break;
            }
        }

        return sequence with { Items = items };
    }

    private bool MayNotTouch(LrxNode node) => _group > 0 && LrxBuild.Contains(node, _group);

    private static bool IsInLrx(LrxNode node) => node switch
    {
        LrxAlternation alternation => !alternation.IsNullable,
        LrxRepeat repeat => !repeat.Item.IsNullable,
        _ => true,
    };

    private static bool IsDeterministic(LrxNode node) => PositionAutomatonBuilder.Build(new LrxSyntax(LrxBuild.WithoutGroups(node), false, false, 0)).FindConflict() is null;

    private LrxNode? Language(LrxNode node)
    {
        if (++_attempts > MaxAttempts) return null;
        var positions = PriorityPositions.Of(new LrxSyntax(LrxBuild.WithoutGroups(node), false, true, 0));
        if (positions.Sets.Count is < 2 or > MaxPositions) return null;
        var alphabet = SymbolAlphabet.Of(positions.Sets.Skip(1));
        var dfa = Dfa.OfLanguage(new PriorityAutomaton(positions, 0, alphabet, anchoredEnd: true), alphabet.Count);
        if (dfa is null || dfa.StateCount > MaxStates) return null;
        var states = Enumerable.Range(0, dfa.StateCount).ToArray();
        return DeterministicForm.Of(GraphOf(dfa, alphabet.Count, states, states.Where(dfa.IsFinal)), Dfa.Start, alphabet);
    }

    // Writes the automaton of the first match down again, in up to three parts: before the group, the group, after it.
    private IEnumerable<LrxNode> FirstMatch()
    {
        var positions = PriorityPositions.Of(_syntax);
        var alphabet = SymbolAlphabet.Of(positions.Sets.Skip(1));
        var dfa = Dfa.OfFirstMatch(new PriorityAutomaton(positions, _group, alphabet, _syntax.AnchoredEnd), alphabet.Count, _syntax.AnchoredEnd);
        if (dfa is null || dfa.StateCount > MaxStates) yield break;
        if (_group == 0)
        {
            var states = Enumerable.Range(0, dfa.StateCount).ToArray();
            if (DeterministicForm.Of(GraphOf(dfa, alphabet.Count, states, states.Where(dfa.IsFinal)), Dfa.Start, alphabet) is { } whole) yield return whole;
            yield break;
        }

        if (new GroupSplit(dfa, alphabet).Parts() is not var (before, group, after)) yield break;
        var items = LrxBuild.Flatten(_syntax.Root).ToArray();
        var at = Array.FindIndex(items, item => item is LrxGroup known && known.Number == _group);
        if (at >= 0)
        {
            // Keep what was written wherever that works.
            LrxNode[] written = [new LrxSequence(items.Take(at).ToArray(), 0), ((LrxGroup)items[at]).Item, new LrxSequence(items.Skip(at + 1).ToArray(), 0)];
            LrxNode[] made = [before, group, after];
            foreach (var kept in new[] { 3, 6, 5, 1, 2, 4 })
            {
                var parts = Enumerable.Range(0, 3).Select(i => (kept >> i & 1) != 0 ? written[i] : made[i]).ToArray();
                yield return Join(parts[0], parts[1], parts[2]);
            }
        }

        yield return Join(before, group, after);
    }

    private LrxSequence Join(LrxNode before, LrxNode group, LrxNode after)
        => new([.. LrxBuild.Flatten(before), new LrxGroup(group, _group, 0), .. LrxBuild.Flatten(after)], 0);

    internal static DeterministicForm.Graph GraphOf(Dfa dfa, int symbols, IEnumerable<int> states, IEnumerable<int> finals)
    {
        var kept = new HashSet<int>(states);
        var edges = new Dictionary<int, SortedDictionary<int, int>>();
        foreach (var state in kept)
        {
            var row = new SortedDictionary<int, int>();
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                if (dfa.Next(state, symbol) is >= 0 and var target && kept.Contains(target)) row.Add(symbol, target);
            }

            edges.Add(state, row);
        }

        return new(edges, [.. finals]);
    }

    private static bool HasLazy(LrxNode node) => node switch
    {
        LrxGroup group => HasLazy(group.Item),
        LrxSequence sequence => sequence.Items.Any(HasLazy),
        LrxAlternation alternation => alternation.Branches.Any(HasLazy),
        LrxRepeat repeat => repeat.IsLazy || HasLazy(repeat.Item),
        _ => false,
    };
}
