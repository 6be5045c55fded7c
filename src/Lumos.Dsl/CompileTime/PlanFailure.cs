using Lumos.Dsl.Model;

namespace Lumos.Dsl.CompileTime;

/// <summary>Why generated code could not map a row. The default value means it could.</summary>
/// <param name="Target">Target column that could not be computed.</param>
/// <param name="OperationIndex">
/// Which operation of its pipeline failed, counted from 0 in the order they run; -1 when no operation did: a source value does not fit its declared type,
/// or NULL reached a member that cannot hold it.
/// </param>
/// <param name="Operation">Which operation; meaningless when <paramref name="OperationIndex"/> is -1.</param>
/// <param name="Error">Why; <see cref="ValueErrors.None"/> for a NULL that has no place.</param>
public readonly record struct PlanFailure(string? Target, int OperationIndex, OperationKind Operation, ValueErrors Error)
{
    /// <summary>Code of a NULL in a member that cannot hold it.</summary>
    public const string NullCode = "E_NULL";

    /// <summary>Whether there is a failure at all.</summary>
    public bool IsFailure => Target is not null;

    /// <summary>The error's code, such as <c>E_CAST</c>; empty without a failure.</summary>
    public string Code => Target is null ? "" : Error == ValueErrors.None ? NullCode : ValueErrorCodes.CodeOf(Error);

    /// <summary>Column, code and operation for a person; never the value itself.</summary>
    public override string ToString() => Target is null ? "no failure"
        : OperationIndex < 0 ? $"{Target}: {Code}"
        : $"{Target}: {Code} in operation {OperationIndex + 1}, {OperationNames.NameOf(Operation)}";
}
