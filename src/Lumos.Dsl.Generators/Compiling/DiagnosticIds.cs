using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>Numbers of the diagnostics. A page each in docs/dsl/diagnostics; never used again for something else.</summary>
internal static class DiagnosticIds
{
    public const string Syntax = "LUM0001";
    public const string UnknownColumn = "LUM0002";
    public const string TypeMismatch = "LUM0003";
    public const string UnknownOperation = "LUM0004";
    public const string Refused = "LUM0005";
    public const string AlwaysFails = "LUM0006";
    public const string BackendRefuses = "LUM0007";
    public const string DeadOperation = "LUM0008";
    public const string NotLiteral = "LUM0009";
    public const string PlanFile = "LUM0010";
    public const string Target = "LUM0011";
    public const string Member = "LUM0012";
    public const string MemberType = "LUM0013";
    public const string NullableTarget = "LUM0014";

    /// <summary>The number for a reject code of the language.</summary>
    public static string Of(string rejectCode) => rejectCode switch
    {
        RejectCode.Syntax or RejectCode.TooDeep => Syntax,
        RejectCode.UnknownColumn => UnknownColumn,
        RejectCode.Type or RejectCode.ImplicitCast or RejectCode.CastPair => TypeMismatch,
        RejectCode.UnknownOperation => UnknownOperation,
        RejectCode.Target or RejectCode.DuplicateTarget => Target,
        RejectCode.NullableTarget => NullableTarget,
        _ => Refused,
    };
}
