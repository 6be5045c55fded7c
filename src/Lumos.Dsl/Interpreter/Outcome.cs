using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>What an operation gives for one row: a value (null is NULL) or an error.</summary>
internal readonly record struct Outcome(object? Value, ValueErrors Error = ValueErrors.None)
{
    public static Outcome Null => default;

    public static Outcome Fail(ValueErrors error) => new(null, error);
}
