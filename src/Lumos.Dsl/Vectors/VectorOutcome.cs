namespace Lumos.Dsl.Vectors;

/// <summary>What a vector expects, or what a backend answered: exactly one of value, error and reject.</summary>
/// <param name="Value">Canonical text of the value; null is NULL, when there is neither an error nor a reject.</param>
/// <param name="Error">Runtime error code, such as <c>E_CAST</c>.</param>
/// <param name="Reject">Compile-time reject code, such as <c>CAST_PAIR</c>.</param>
/// <remarks>
/// Canonical text: text as it is, int64 in decimal digits, decimal with exactly its scale and a digit before the point, bool as true or false,
/// date as YYYY-MM-DD, timestamp as YYYY-MM-DD HH:mm:ss.SSSSSS.
/// </remarks>
public sealed record VectorOutcome(string? Value, string? Error = null, string? Reject = null)
{
    /// <summary>The outcome for people.</summary>
    public override string ToString() => Reject is not null ? $"reject {Reject}" : Error is not null ? $"error {Error}" : Value is null ? "NULL" : $"value \"{Value}\"";
}
