using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>What the process returns, by class of the error taxonomy; documented in docs/cli.md.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A defect of Lumos itself.</summary>
    public const int Unexpected = 1;

    /// <summary>The command line could not be read.</summary>
    public const int Usage = 2;

    /// <summary>Bad input or contract: doing it again gives the same.</summary>
    public const int BadInput = 3;

    public const int PolicyBlock = 4;

    public const int DslReject = 5;

    /// <summary>Something outside failed in a way that may pass.</summary>
    public const int Transient = 6;

    public const int QuarantineRequired = 7;

    /// <summary>The run waits for a person.</summary>
    public const int Held = 8;

    /// <summary>A check such as <c>ledger verify</c> or <c>eval --min</c> did not hold.</summary>
    public const int CheckFailed = 9;

    /// <summary>Interrupted; the run can be resumed.</summary>
    public const int Cancelled = 130;

    public static int Of(ErrorCode code) => code switch
    {
        ErrorCode.PolicyBlock => PolicyBlock,
        ErrorCode.DslReject => DslReject,
        ErrorCode.QuarantineRequired => QuarantineRequired,
        _ when ErrorTaxonomy.ClassOf(code) == ErrorClass.Transient => Transient,
        _ => BadInput,
    };
}
