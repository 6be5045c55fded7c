namespace Lumos.Core.Pii;

/// <summary>Personal data found in a text.</summary>
/// <param name="Start">Offset in UTF-16 code units.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
/// <param name="Label">What it is, such as <c>contact.email</c>.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
/// <param name="Why">The evidence in a few words, without the value.</param>
internal readonly record struct PiiFinding(int Start, int Length, string Label, double Score, string Why)
{
    /// <summary>Offset behind the last code unit.</summary>
    public int End => Start + Length;
}
