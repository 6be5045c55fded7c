namespace Lumos.Dsl.Vectors;

/// <summary>How a vector ended.</summary>
public enum VectorVerdict
{
    /// <summary>The answer is the expected one.</summary>
    Passed,

    /// <summary>The answer is another one.</summary>
    Failed,

    /// <summary>The backend refuses what the language allows; an honest answer, but not the expected one.</summary>
    Refused,
}

/// <summary>A vector and the answer it got.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Actual">The answer.</param>
/// <param name="Verdict">How they compare.</param>
public sealed record VectorResult(DslVector Vector, VectorOutcome Actual, VectorVerdict Verdict)
{
    /// <summary>One line for people: id, operation, arguments, expected, actual.</summary>
    public override string ToString()
        => $"{Vector.Id} {Vector.Operation} {Vector.Args.GetRawText()} over ({string.Join(", ", Vector.Inputs.Select(input => input is null ? "NULL" : $"\"{input}\""))}): expected {Vector.Expected}, got {Actual}";
}
