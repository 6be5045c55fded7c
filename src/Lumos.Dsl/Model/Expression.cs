namespace Lumos.Dsl.Model;

/// <summary>A value computed from one row: a column, a constant, or one of the twelve operations over expressions.</summary>
/// <remarks>Immutable. Equality and hash code leave <see cref="Span"/> out: two plans are equal when they mean the same.</remarks>
public abstract record Expression
{
    private protected Expression()
    {
    }

    /// <summary>Place in the text it was parsed from.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Expressions this one reads, in order.</summary>
    public abstract ValueList<Expression> Inputs { get; }

    /// <summary>Same kind and same content; the place in the text does not count.</summary>
    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.Name.Length;
}

/// <summary>A source column.</summary>
/// <param name="Name">Column name, compared by code point.</param>
public sealed record ColumnReference(string Name) : Expression
{
    /// <inheritdoc/>
    public override ValueList<Expression> Inputs => [];
}

/// <summary>A text constant. Other types are made from it with <see cref="TypeCast"/>.</summary>
/// <param name="Value">The text.</param>
public sealed record Constant(string Value) : Expression
{
    /// <inheritdoc/>
    public override ValueList<Expression> Inputs => [];
}

/// <summary>One of the twelve operations.</summary>
public abstract record Operation : Expression
{
    private protected Operation()
    {
    }

    /// <summary>Which operation.</summary>
    public abstract OperationKind Kind { get; }

    /// <summary>Where each argument that was written stands, by the name of its parameter; null when there is no text.</summary>
    internal IReadOnlyDictionary<string, SourceSpan>? Places { get; init; }

    /// <summary>Where an argument stands; the whole operation when it was not written.</summary>
    internal SourceSpan PlaceOf(string argument) => Places is not null && Places.TryGetValue(argument, out var place) ? place : Span;

    /// <summary>Same kind and same content; places in the text do not count.</summary>
    public virtual bool Equals(Operation? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>The same operation over other inputs.</summary>
    /// <exception cref="ArgumentException">The number of inputs is wrong.</exception>
    public abstract Operation WithInputs(ValueList<Expression> inputs);
}

/// <summary>An operation over exactly one expression.</summary>
/// <param name="Input">What it reads.</param>
public abstract record UnaryOperation(Expression Input) : Operation
{
    /// <inheritdoc/>
    public sealed override ValueList<Expression> Inputs => [Input];

    /// <inheritdoc/>
    public sealed override Operation WithInputs(ValueList<Expression> inputs)
    {
        if (inputs is not { Count: 1 }) throw new ArgumentException("Exactly one input is needed.", nameof(inputs));
        return this with { Input = inputs[0] };
    }
}
