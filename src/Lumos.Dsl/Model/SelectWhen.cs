namespace Lumos.Dsl.Model;

/// <summary>One of two values, by what a text looks like. Behind <see cref="DslFlags.SelectWhen"/>.</summary>
/// <remarks>NULL meets no condition. The value that is not chosen is not computed: it cannot fail.</remarks>
/// <param name="Tested">The text looked at.</param>
/// <param name="Then">The value where the condition holds.</param>
/// <param name="Otherwise">The value elsewhere; of the same type.</param>
/// <param name="Matches">Portable regular expression with a match in the text; null when the condition is a unit.</param>
/// <param name="Unit">Unit of which the text is a code or a common name; null when the condition is a pattern.</param>
public sealed record SelectWhen(Expression Tested, Expression Then, Expression Otherwise, string? Matches, string? Unit) : Operation
{
    /// <summary>Whether each letter of the pattern stands for both of its cases.</summary>
    public bool IgnoreCase { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.SelectWhen;

    /// <inheritdoc/>
    public override ValueList<Expression> Inputs => [Tested, Then, Otherwise];

    /// <inheritdoc/>
    public override Operation WithInputs(ValueList<Expression> inputs)
    {
        if (inputs is not { Count: 3 }) throw new ArgumentException("Exactly three inputs are needed.", nameof(inputs));
        return this with { Tested = inputs[0], Then = inputs[1], Otherwise = inputs[2] };
    }
}
