namespace Lumos.Dsl.Regex;

/// <summary>Makes nodes in the form a person would write: counts in place of copies, classes in place of alternatives, endings taken out.</summary>
internal static class LrxBuild
{
    /// <summary>Matches the empty text.</summary>
    public static LrxSequence Empty { get; } = new([], 0);

    public static bool IsEmpty(LrxNode node) => node is LrxSequence { Items.Count: 0 };

    public static LrxNode Sequence(params LrxNode[] nodes)
    {
        var items = new List<LrxNode>();
        foreach (var node in nodes.SelectMany(Flatten)) Append(items, node);
        return items.Count == 1 ? items[0] : new LrxSequence(items, items.Count == 0 ? 0 : items[0].Offset);
    }

    public static LrxNode Optional(LrxNode node) => node switch
    {
        _ when node.IsNullable => node,
        LrxRepeat { Min: 1 } repeat => repeat with { Min = 0 },
        _ => new LrxRepeat(node, 0, 1, node.Offset),
    };

    public static LrxNode Star(LrxNode node) => node is LrxRepeat { Min: 1, Max: null } repeat ? repeat with { Min = 0 } : new LrxRepeat(node, 0, null, node.Offset);

    /// <summary>One of several nodes. No two of them can begin with the same character, so their order does not matter.</summary>
    public static LrxNode OneOf(IReadOnlyList<LrxNode> nodes)
    {
        var branches = new List<LrxNode>();
        var sets = nodes.OfType<LrxSet>().Select(set => set.Members).ToList();
        if (sets.Count > 0) branches.Add(new LrxSet(CodePointSet.Union(sets), 0));
        foreach (var node in nodes)
        {
            if (node is not LrxSet && !branches.Exists(known => Key(known) == Key(node))) branches.Add(node);
        }

        if (branches.Count == 1) return branches[0];
        var items = branches.ConvertAll(branch => Flatten(branch).ToList());
        var ending = CommonEnding(items);
        if (ending == 0) return new LrxAlternation(branches, 0);

        var heads = items.ConvertAll(list => Sequence(list.Take(list.Count - ending).ToArray()));
        var full = heads.FindAll(head => !IsEmpty(head));
        var head = OneOf(full);
        if (full.Count < heads.Count) head = Optional(head);
        return Sequence([head, .. items[0].Skip(items[0].Count - ending)]);
    }

    /// <summary>Without capturing groups.</summary>
    public static LrxNode WithoutGroups(LrxNode node) => node switch
    {
        LrxGroup group => WithoutGroups(group.Item),
        LrxSequence sequence => new LrxSequence(sequence.Items.Select(WithoutGroups).ToArray(), node.Offset),
        LrxAlternation alternation => new LrxAlternation(alternation.Branches.Select(WithoutGroups).ToArray(), node.Offset),
        LrxRepeat repeat => repeat with { Item = WithoutGroups(repeat.Item) },
        _ => node,
    };

    public static bool Contains(LrxNode node, int group) => node switch
    {
        LrxGroup inner => inner.Number == group || Contains(inner.Item, group),
        LrxSequence sequence => sequence.Items.Any(item => Contains(item, group)),
        LrxAlternation alternation => alternation.Branches.Any(branch => Contains(branch, group)),
        LrxRepeat repeat => Contains(repeat.Item, group),
        _ => false,
    };

    /// <summary>Whether a node has more than a number of sets.</summary>
    public static bool IsLongerThan(int sets, LrxNode node) => Left(sets, node) < 0;

    private static int Left(int sets, LrxNode node)
    {
        switch (node)
        {
            case LrxSet: return sets - 1;
            case LrxGroup group: return Left(sets, group.Item);
            case LrxRepeat repeat: return Left(sets, repeat.Item);
            case LrxSequence sequence: return All(sequence.Items);
            case LrxAlternation alternation: return All(alternation.Branches);
            default: return sets;
        }

        int All(IReadOnlyList<LrxNode> nodes)
        {
            for (var i = 0; i < nodes.Count && sets >= 0; i++) sets = Left(sets, nodes[i]);
            return sets;
        }
    }

    /// <summary>Items of a sequence; another node is its own only item.</summary>
    public static IEnumerable<LrxNode> Flatten(LrxNode node) => node is LrxSequence sequence ? sequence.Items.SelectMany(Flatten) : [node];

    /// <summary>Equal for nodes that are written the same.</summary>
    public static string Key(LrxNode node) => LrxPrinter.Print(node);

    private static void Append(List<LrxNode> items, LrxNode node)
    {
        // x x* is x+, and (ab)(ab)* is (ab)+.
        if (node is LrxRepeat { Item: LrxSequence body } loop && body.Items.Count <= items.Count)
        {
            var start = items.Count - body.Items.Count;
            if (loop.Min < LrxParser.MaxRepeat && Enumerable.Range(0, body.Items.Count).All(i => Key(items[start + i]) == Key(body.Items[i])))
            {
                items.RemoveRange(start, body.Items.Count);
                Append(items, loop with { Min = loop.Min + 1, Max = loop.Max + 1 });
                return;
            }
        }

        if (items.Count > 0 && !IsGrouped(node) && Merge(items[^1], node) is { } merged) items[^1] = merged;
        else items.Add(node);
    }

    private static LrxRepeat? Merge(LrxNode left, LrxNode right)
    {
        if (IsGrouped(left)) return null;
        var (item, min, max) = left is LrxRepeat first ? (first.Item, first.Min, first.Max) : (left, 1, 1);
        var (other, otherMin, otherMax) = right is LrxRepeat second ? (second.Item, second.Min, second.Max) : (right, 1, 1);
        if (min + otherMin > LrxParser.MaxRepeat || max + otherMax > LrxParser.MaxRepeat) return null;
        return Key(item) == Key(other) ? new LrxRepeat(item, min + otherMin, max + otherMax, left.Offset) : null;
    }

    private static bool IsGrouped(LrxNode node) => node switch
    {
        LrxGroup => true,
        LrxSequence sequence => sequence.Items.Any(IsGrouped),
        LrxAlternation alternation => alternation.Branches.Any(IsGrouped),
        LrxRepeat repeat => IsGrouped(repeat.Item),
        _ => false,
    };

    private static int CommonEnding(List<List<LrxNode>> items)
    {
        var count = 0;
        while (items.TrueForAll(list => list.Count > count && Key(list[list.Count - 1 - count]) == Key(items[0][items[0].Count - 1 - count]))) count++;
        return count;
    }
}
