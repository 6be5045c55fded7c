using Lumos.Abstractions;

namespace Lumos.Dsl.Model;

/// <summary>Writes a date or timestamp by a format.</summary>
/// <param name="Input">date or timestamp.</param>
/// <param name="Format">Format, such as <c>DD MON YYYY</c>.</param>
/// <param name="InputType">Declared type of the input; null when it is inferred.</param>
public sealed record DateFormat(Expression Input, string Format, ColumnType? InputType) : UnaryOperation(Input)
{
    /// <summary>Language of names in the format.</summary>
    public DateLanguage Language { get; init; }

    /// <summary>IANA name of the zone whose clocks the moment in UTC is written by; null for UTC.</summary>
    public string? Zone { get; init; }

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.DateFormat;
}
