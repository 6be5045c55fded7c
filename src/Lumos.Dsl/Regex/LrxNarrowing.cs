namespace Lumos.Dsl.Regex;

/// <summary>
/// Keeps what is repeated apart from what follows it: <c>.*-</c> becomes <c>[^-]*-</c>, and where the follower contains all of it,
/// <c>\s*[^,]+</c> becomes <c>\s*[^\s,][^,]*</c>. Often what was meant; whether it means the same is for <see cref="LrxEquivalence"/> to say.
/// </summary>
internal static class LrxNarrowing
{
    /// <param name="root">A pattern's tree.</param>
    /// <param name="dot">What stands for <c>.</c> when something is taken out of it: with or without the line feed.</param>
    public static LrxNode Narrow(LrxNode root, CodePointSet dot) => Narrow(root, [], dot);

    // 'then' is what follows, nearest first, as far as it can begin there.
    private static LrxNode Narrow(LrxNode node, List<LrxNode> then, CodePointSet dot)
    {
        switch (node)
        {
            case LrxGroup group:
                return group with { Item = Narrow(group.Item, then, dot) };
            case LrxSequence sequence:
                var items = sequence.Items.ToList();
                for (var i = items.Count - 1; i >= 0; i--)
                {
                    items[i] = Narrow(items[i], [.. items.Skip(i + 1), .. then], dot);
                    KeepOut(items, i);
                }

                return sequence with { Items = items };
            case LrxRepeat { Item: LrxSet set } repeat when repeat.Max != 1 || repeat.IsLazy:
                var next = FirstOf(then);
                var left = (set.Members.Equals(CodePointSet.Dot) && set.Members.Overlaps(next) ? dot : set.Members).Except(next);
                if (repeat.IsLazy && then.Count == 0) return LrxBuild.IsEmpty(Fewest(repeat)) ? node : Fewest(repeat);
                return !set.Members.Overlaps(next) || !IsWorthKeeping(left.Intersect(set.Members)) ? repeat with { IsLazy = false } : repeat with { Item = set with { Members = left }, IsLazy = false };
            default:
                return node;
        }
    }

    // \s without all that . takes would be the line feed alone, which nobody means.
    private static bool IsWorthKeeping(CodePointSet set) => set.Overlaps(CodePointSet.Range(0x20, 0x10FFFF));

    private static LrxNode Fewest(LrxRepeat repeat) => repeat.Min == 0 ? LrxBuild.Empty : repeat with { Max = repeat.Min, IsLazy = false };

    // What follows a repetition may not begin with a character the repetition would have taken.
    private static void KeepOut(List<LrxNode> items, int at)
    {
        if (LastLoop(items[at]) is not { } taken) return;
        for (var i = at + 1; i < items.Count; i++)
        {
            if (FirstOf([items[i]]).Overlaps(taken) && Without(items[i], taken) is { } kept) items[i] = kept;
            if (!items[i].IsNullable) break;
        }
    }

    private static CodePointSet? LastLoop(LrxNode node) => node switch
    {
        LrxRepeat { Item: LrxSet set, Max: null } => set.Members,
        LrxGroup group => LastLoop(group.Item),
        LrxSequence { Items: [.., var last] } => LastLoop(last),
        _ => null,
    };

    private static LrxNode? Without(LrxNode node, CodePointSet taken)
    {
        switch (node)
        {
            case LrxSet set:
                var left = set.Members.Except(taken);
                return left.IsEmpty ? null : set with { Members = left };
            case LrxGroup group:
                return Without(group.Item, taken) is { } inner ? group with { Item = inner } : null;
            case LrxRepeat repeat when Without(repeat.Item, taken) is { } first:
                var rest = repeat with { Min = Math.Max(0, repeat.Min - 1), Max = repeat.Max - 1 };
                var all = rest.Max == 0 ? first : new LrxSequence([first, rest], node.Offset);
                return repeat.Min == 0 ? new LrxRepeat(all, 0, 1, node.Offset) : all;
            case LrxSequence sequence when sequence.Items.Count > 0 && Without(sequence.Items[0], taken) is { } head:
                return sequence with { Items = [head, .. sequence.Items.Skip(1)] };
            case LrxAlternation alternation:
                var branches = alternation.Branches.Select(branch => FirstOf([branch]).Overlaps(taken) ? Without(branch, taken) : branch).ToArray();
                return branches.All(branch => branch is not null) ? alternation with { Branches = branches! } : null;
            default:
                return null;
        }
    }

    private static CodePointSet FirstOf(IEnumerable<LrxNode> nodes)
    {
        var sets = new List<CodePointSet>();
        foreach (var node in nodes)
        {
            sets.Add(node switch
            {
                LrxSet set => set.Members,
                LrxGroup group => FirstOf([group.Item]),
                LrxSequence sequence => FirstOf(sequence.Items),
                LrxAlternation alternation => CodePointSet.Union(alternation.Branches.Select(branch => FirstOf([branch]))),
                LrxRepeat repeat => FirstOf([repeat.Item]),
                _ => throw new InvalidOperationException($"Unknown node {node.GetType().Name}."),
            });
            if (!node.IsNullable) break;
        }

        return CodePointSet.Union(sets);
    }
}
