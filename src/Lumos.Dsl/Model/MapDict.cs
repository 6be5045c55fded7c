namespace Lumos.Dsl.Model;

/// <summary>One line of a <see cref="MapDict"/>.</summary>
/// <param name="Key">Text looked for, compared by code point.</param>
/// <param name="Value">Text it becomes; null for NULL.</param>
public sealed record MapEntry(string Key, string? Value);

/// <summary>What kind of answer <see cref="MapDict"/> gives for a text that is no key.</summary>
public enum MissingKind
{
    /// <summary>The result is NULL.</summary>
    Null,

    /// <summary>The row fails with <see cref="ValueErrors.MapMissing"/>.</summary>
    Error,

    /// <summary>The text stays as it is.</summary>
    Keep,

    /// <summary>A fixed text.</summary>
    Default,
}

/// <summary>What <see cref="MapDict"/> does with a text that is no key.</summary>
public sealed record MissingRule
{
    private MissingRule(MissingKind kind, string? defaultValue) => (Kind, DefaultValue) = (kind, defaultValue);

    /// <summary>Kind of answer.</summary>
    public MissingKind Kind { get; }

    /// <summary>The fixed text of <see cref="MissingKind.Default"/>, else null.</summary>
    public string? DefaultValue { get; }

    /// <summary>NULL.</summary>
    public static MissingRule Null { get; } = new(MissingKind.Null, null);

    /// <summary>The row fails.</summary>
    public static MissingRule Error { get; } = new(MissingKind.Error, null);

    /// <summary>The text stays.</summary>
    public static MissingRule Keep { get; } = new(MissingKind.Keep, null);

    /// <summary>A fixed text.</summary>
    public static MissingRule Default(string value) => new(MissingKind.Default, value ?? throw new ArgumentNullException(nameof(value)));
}

/// <summary>Replaces texts by looking them up in a table.</summary>
/// <param name="Input">Text.</param>
/// <param name="Map">Table with unique keys.</param>
/// <param name="OnMissing">What happens with a text that is no key.</param>
/// <param name="OnNull">Text that NULL becomes; null keeps NULL.</param>
public sealed record MapDict(Expression Input, ValueList<MapEntry> Map, MissingRule OnMissing, string? OnNull) : UnaryOperation(Input)
{
    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.MapDict;
}
