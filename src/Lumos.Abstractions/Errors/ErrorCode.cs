namespace Lumos.Abstractions;

/// <summary>The closed error taxonomy (founding document, section 31). Retry and fallback follow from the code alone.</summary>
public enum ErrorCode
{
    /// <summary>Violates policy, PII rules or role permissions. Never retried.</summary>
    PolicyBlock,

    /// <summary>A transform is not in the language, or a backend cannot express it exactly. Never retried.</summary>
    DslReject,

    /// <summary>A provider's health probe failed. Retried, then falls back.</summary>
    ProviderUnhealthy,

    /// <summary>Too many requests; retried with back-off.</summary>
    RateLimit,

    /// <summary>A deadline passed. Retried, then falls back.</summary>
    Timeout,

    /// <summary>A quota is used up; retried after a delay, may change lane or provider.</summary>
    QuotaExhausted,

    /// <summary>Something outside failed in a way that may pass (I/O, server error).</summary>
    TransientError,

    /// <summary>Bad input or contract: doing it again gives the same result.</summary>
    DeterministicFailure,

    /// <summary>A migration validation failed; rows must go to quarantine before promotion.</summary>
    QuarantineRequired,
}

/// <summary>Whether doing the same thing again can help.</summary>
public enum ErrorClass
{
    /// <summary>The same input gives the same failure.</summary>
    Deterministic,

    /// <summary>May succeed when tried again.</summary>
    Transient,
}
