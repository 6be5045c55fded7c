namespace Lumos.Dsl.Model;

/// <summary>What <see cref="Concat"/> does with NULL.</summary>
public enum NullRule
{
    /// <summary>Any NULL makes the result NULL.</summary>
    Propagate,

    /// <summary>NULL counts as the empty text.</summary>
    Empty,

    /// <summary>NULL and its separator vanish; all NULL gives the empty text.</summary>
    Skip,
}

/// <summary>Texts one after the other, with a separator between them.</summary>
/// <param name="Operands">Texts, one or more.</param>
/// <param name="Nulls">What happens with NULL.</param>
/// <param name="Separator">Text between two operands; may be empty.</param>
public sealed record Concat(ValueList<Expression> Operands, NullRule Nulls, string Separator) : Operation
{
    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Concat;

    /// <inheritdoc/>
    public override ValueList<Expression> Inputs => Operands;

    /// <inheritdoc/>
    public override Operation WithInputs(ValueList<Expression> inputs) => this with { Operands = inputs };
}
