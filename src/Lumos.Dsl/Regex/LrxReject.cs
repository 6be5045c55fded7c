namespace Lumos.Dsl.Regex;

/// <summary>Why a pattern is outside the portable regular expressions (LRX).</summary>
/// <param name="Code">Stable code, such as <c>REGEX_AMBIGUOUS</c>.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Offset">Where, in code points of the pattern, from 0.</param>
/// <param name="NextStep">What to write instead, one sentence; null when there is nothing to add.</param>
/// <param name="Witness">For <c>REGEX_AMBIGUOUS</c>: a text whose last character can be read in two ways; null otherwise.</param>
public sealed record LrxReject(string Code, string Message, int Offset, string? NextStep = null, string? Witness = null)
{
    /// <summary>A portable pattern to write instead; null when none is known.</summary>
    public string? Rewrite { get; init; }

    /// <summary>The number the extracted group has in <see cref="Rewrite"/>.</summary>
    public int RewriteGroup { get; init; }

    /// <summary>Whether <see cref="Rewrite"/> is proven to give the same match and group on every text.</summary>
    public bool RewriteIsExact { get; init; }

    /// <summary>The pattern on one line and carets under the places in question on the next; null when there is nothing to show.</summary>
    public string? Picture { get; init; }
}

/// <summary>Carries a <see cref="LrxReject"/> out of the parser; never leaves this folder.</summary>
internal sealed class LrxRejectException(LrxReject reject) : Exception(reject.Message)
{
    public LrxReject Reject { get; } = reject;
}
