using Lumos.Abstractions;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>A value in generated code.</summary>
/// <param name="Value">Expression or variable: a span for text, a scaled long for a decimal; the type's default while NULL.</param>
/// <param name="Null">Variable that says it is NULL; null when it never is.</param>
/// <param name="Origin">Expression for the string a text may be cut from; null when there is none.</param>
/// <param name="Type">Its type in the language.</param>
internal sealed record Emitted(string Value, string? Null, string? Origin, ColumnType Type);
