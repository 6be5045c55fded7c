namespace Lumos.Dsl.Model;

/// <summary>Type <see cref="DateParse"/> produces.</summary>
public enum DateTarget
{
    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>Day and time of day.</summary>
    Timestamp,
}

/// <summary>Reads a date or timestamp by the first format that fits the whole text.</summary>
/// <param name="Input">Text.</param>
/// <param name="Formats">Formats in order of preference, one or more.</param>
/// <param name="Target">Type of the result.</param>
/// <param name="Pivot">For two-digit years: this and above are 19yy, below are 20yy. 0 to 99 (100 makes all 20yy); null when no format has <c>YY</c>.</param>
public sealed record DateParse(Expression Input, ValueList<string> Formats, DateTarget Target, int? Pivot) : UnaryOperation(Input)
{
    /// <summary>Language of names in the formats.</summary>
    public DateLanguage Language { get; init; }

    /// <summary>What happens with digits below the microsecond.</summary>
    public FractionRule Fraction { get; init; }

    /// <summary>IANA name of the zone whose clocks the times were read from; null for UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>What becomes of a time the zone has twice.</summary>
    public AmbiguousRule Ambiguous { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.DateParse;
}
