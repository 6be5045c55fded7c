using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Signatures;

/// <summary>Shape of a parameter's values.</summary>
internal enum ParameterKind
{
    /// <summary>One of <see cref="Parameter.Words"/>.</summary>
    Word,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of the words, or a text.</summary>
    WordOrText,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A type.</summary>
    Type,

    /// <summary>One or more texts.</summary>
    TextList,

    /// <summary>Types.</summary>
    TypeList,

    /// <summary>Texts to texts or NULL.</summary>
    Map,
}

/// <summary>One parameter of an operation.</summary>
/// <param name="Name">Its name in text and JSON.</param>
/// <param name="Kind">Shape of its values.</param>
internal sealed record Parameter(string Name, ParameterKind Kind)
{
    /// <summary>The words it may be.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>Default in the text form; null when it must be given.</summary>
    public Argument? TextDefault { get; init; }

    /// <summary>Default in vector files; null when it must be given. Canonical JSON has no defaults.</summary>
    public Argument? VectorDefault { get; init; }

    /// <summary>JSON key that wraps the text of <see cref="ParameterKind.WordOrText"/>.</summary>
    public string TextKey { get; init; } = "";

    /// <summary>Whether it may stand in the text form without its name, in the order of the signature.</summary>
    public bool Positional { get; init; }

    /// <summary>Reject code when the value is none it can have.</summary>
    public string RejectCode { get; init; } = Diagnostics.RejectCode.Argument;

    /// <summary>Reject code when it is not given and has no default.</summary>
    public string MissingCode { get; init; } = Diagnostics.RejectCode.Argument;

    /// <summary>
    /// Whether it came after the canonical form was fixed. Where it has its default it is not part of canonical JSON, so a plan that does not
    /// use it keeps its bytes and its hash.
    /// </summary>
    public bool Extension { get; init; }

    /// <summary>Whether it may be left out of an operation altogether.</summary>
    public bool Optional => VectorDefault is AbsentArgument;
}
