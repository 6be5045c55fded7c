namespace Lumos.Dsl.Regex;

/// <summary>Why a pattern is outside the portable regular expressions (LRX).</summary>
/// <param name="Code">Stable code, such as <c>REGEX_AMBIGUOUS</c>.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Offset">Where, in code points of the pattern, from 0.</param>
/// <param name="NextStep">What to write instead, one sentence; null when there is nothing to add.</param>
/// <param name="Witness">For <c>REGEX_AMBIGUOUS</c>: a text whose last character can be read in two ways; null otherwise.</param>
public sealed record LrxReject(string Code, string Message, int Offset, string? NextStep = null, string? Witness = null);

/// <summary>Carries a <see cref="LrxReject"/> out of the parser; never leaves this folder.</summary>
internal sealed class LrxRejectException(LrxReject reject) : Exception(reject.Message)
{
    public LrxReject Reject { get; } = reject;
}
