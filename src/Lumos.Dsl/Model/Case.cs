namespace Lumos.Dsl.Model;

/// <summary>Direction of <see cref="Case"/>.</summary>
public enum CaseMode
{
    /// <summary>To upper case.</summary>
    Upper,

    /// <summary>To lower case.</summary>
    Lower,

    /// <summary>The first character of every word to upper case, the others to lower case.</summary>
    Title,
}

/// <summary>Letters <see cref="Case"/> knows.</summary>
public enum CaseAlphabet
{
    /// <summary>A to Z and a to z only.</summary>
    Ascii,

    /// <summary>The one-to-one mappings of the Lumos case table, and ß to SS.</summary>
    Unicode,
}

/// <summary>Maps letters to upper, lower or title case, without a locale.</summary>
/// <param name="Input">Text.</param>
/// <param name="Mode">Direction.</param>
/// <param name="Alphabet">Letters that change.</param>
public sealed record Case(Expression Input, CaseMode Mode, CaseAlphabet Alphabet) : UnaryOperation(Input)
{
    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Case;
}
