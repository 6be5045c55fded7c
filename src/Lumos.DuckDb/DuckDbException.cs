using System.Data.Common;

namespace Lumos.DuckDb;

/// <summary>An error of the engine, with its own message and kind.</summary>
public sealed class DuckDbException : DbException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The engine's message.</param>
    /// <param name="errorType">The engine's kind of error.</param>
    /// <param name="innerException">What a managed source threw while the engine read from it; else null.</param>
    public DuckDbException(string message, DuckDbErrorType errorType, Exception? innerException = null) : base(message, innerException) =>
        ErrorType = errorType;

    /// <summary>The engine's kind of error.</summary>
    public DuckDbErrorType ErrorType { get; }

    /// <summary>Whether the same call may succeed later: a lost race between transactions, or an engine short of memory.</summary>
    public override bool IsTransient => ErrorType is DuckDbErrorType.Transaction or DuckDbErrorType.OutOfMemory;
}

/// <summary>The engine's kinds of error, as in its C API.</summary>
public enum DuckDbErrorType
{
#pragma warning disable CS1591 // The engine's own names; it documents no more than these.
    Invalid = 0,
    OutOfRange = 1,
    Conversion = 2,
    UnknownType = 3,
    Decimal = 4,
    MismatchType = 5,
    DivideByZero = 6,
    ObjectSize = 7,
    InvalidType = 8,
    Serialization = 9,
    Transaction = 10,
    NotImplemented = 11,
    Expression = 12,
    Catalog = 13,
    Parser = 14,
    Planner = 15,
    Scheduler = 16,
    Executor = 17,
    Constraint = 18,
    Index = 19,
    Statistics = 20,
    Connection = 21,
    Syntax = 22,
    Settings = 23,
    Binder = 24,
    Network = 25,
    Optimizer = 26,
    NullPointer = 27,
    Io = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Dependency = 37,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    Sequence = 41,
    InvalidConfiguration = 42,
#pragma warning restore CS1591
}
