namespace Lumos.Dsl.Model;

/// <summary>Which end <see cref="Trim"/> works on.</summary>
public enum TrimSide
{
    /// <summary>Both ends.</summary>
    Both,

    /// <summary>The beginning.</summary>
    Left,

    /// <summary>The end.</summary>
    Right,
}

/// <summary>A fixed set of white space.</summary>
public enum WhitespaceSet
{
    /// <summary>U+0009 to U+000D and U+0020.</summary>
    Ascii,

    /// <summary>The 25 code points with the Unicode property White_Space.</summary>
    Unicode,
}

/// <summary>The characters <see cref="Trim"/> removes: a white-space set, or a set the author lists.</summary>
public sealed record TrimSet
{
    private TrimSet(WhitespaceSet? whitespace, string? characters) => (Whitespace, Characters) = (whitespace, characters);

    /// <summary>The white-space set; null when <see cref="Characters"/> lists the set.</summary>
    public WhitespaceSet? Whitespace { get; }

    /// <summary>The listed code points, sorted and without repetition; null when <see cref="Whitespace"/> is the set.</summary>
    public string? Characters { get; }

    /// <summary>ASCII white space.</summary>
    public static TrimSet Ascii { get; } = new(WhitespaceSet.Ascii, null);

    /// <summary>Unicode white space.</summary>
    public static TrimSet Unicode { get; } = new(WhitespaceSet.Unicode, null);

    /// <summary>The code points of <paramref name="characters"/>; order and repetition carry no meaning.</summary>
    public static TrimSet Of(string characters) => new(null, CodePoints.SortedDistinct(characters));
}

/// <summary>Removes the characters of a set from the ends of a text.</summary>
/// <param name="Input">Text.</param>
/// <param name="Side">Which end.</param>
/// <param name="Set">Characters to remove.</param>
public sealed record Trim(Expression Input, TrimSide Side, TrimSet Set) : UnaryOperation(Input)
{
    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Trim;
}
