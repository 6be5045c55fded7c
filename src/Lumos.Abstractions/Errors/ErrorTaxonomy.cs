namespace Lumos.Abstractions;

/// <summary>The one place that says what an <see cref="ErrorCode"/> means for retry and fallback (section 31).</summary>
public static class ErrorTaxonomy
{
    /// <summary>The class of a code.</summary>
    public static ErrorClass ClassOf(ErrorCode code) => code switch
    {
        ErrorCode.ProviderUnhealthy or ErrorCode.RateLimit or ErrorCode.Timeout
            or ErrorCode.QuotaExhausted or ErrorCode.TransientError => ErrorClass.Transient,
        _ => ErrorClass.Deterministic,
    };

    /// <summary>Whether the failed step may be tried again.</summary>
    public static bool MayRetry(ErrorCode code) => ClassOf(code) == ErrorClass.Transient;

    /// <summary>Whether another provider may be tried.</summary>
    public static bool MayFallBack(ErrorCode code) => ClassOf(code) == ErrorClass.Transient;

    /// <summary>The spelling used in artifacts, the ledger and HTTP answers, such as <c>POLICY_BLOCK</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is not in the taxonomy.</exception>
    public static string NameOf(ErrorCode code) => code switch
    {
        ErrorCode.PolicyBlock => "POLICY_BLOCK",
        ErrorCode.DslReject => "DSL_REJECT",
        ErrorCode.ProviderUnhealthy => "PROVIDER_UNHEALTHY",
        ErrorCode.RateLimit => "RATE_LIMIT",
        ErrorCode.Timeout => "TIMEOUT",
        ErrorCode.QuotaExhausted => "QUOTA_EXHAUSTED",
        ErrorCode.TransientError => "TRANSIENT_ERROR",
        ErrorCode.DeterministicFailure => "DETERMINISTIC_FAILURE",
        ErrorCode.QuarantineRequired => "QUARANTINE_REQUIRED",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };
}
