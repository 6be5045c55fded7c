namespace Lumos.Dsl.Regex;

/// <summary>A node of a parsed pattern. <paramref name="Offset"/> counts code points of the pattern from 0.</summary>
internal abstract record LrxNode(int Offset)
{
    /// <summary>Whether the node matches the empty string.</summary>
    public abstract bool IsNullable { get; }
}

/// <summary>One code point out of a set: a literal, a class or <c>.</c>.</summary>
internal sealed record LrxSet(CodePointSet Members, int Offset) : LrxNode(Offset)
{
    public override bool IsNullable => false;
}

/// <summary>Items one after the other; no items match the empty string.</summary>
internal sealed record LrxSequence(IReadOnlyList<LrxNode> Items, int Offset) : LrxNode(Offset)
{
    public override bool IsNullable => Items.All(item => item.IsNullable);
}

/// <summary>Two or more alternatives; in LRX none of them is nullable.</summary>
internal sealed record LrxAlternation(IReadOnlyList<LrxNode> Branches, int Offset) : LrxNode(Offset)
{
    public override bool IsNullable => Branches.Any(branch => branch.IsNullable);
}

/// <summary>Repetition of a node; in LRX greedy and of one that is not nullable. <paramref name="Max"/> is null when unbounded.</summary>
internal sealed record LrxRepeat(LrxNode Item, int Min, int? Max, int Offset) : LrxNode(Offset)
{
    /// <summary>Whether it takes as little as it can.</summary>
    public bool IsLazy { get; init; }

    public override bool IsNullable => Min == 0 || Item.IsNullable;
}

/// <summary>A capturing group, numbered from 1.</summary>
internal sealed record LrxGroup(LrxNode Item, int Number, int Offset) : LrxNode(Offset)
{
    public override bool IsNullable => Item.IsNullable;
}
