namespace Lumos.Dsl.Model;

/// <summary>Where a piece of a plan stands in its text. Nodes that were not parsed from text have <see cref="None"/>.</summary>
/// <param name="Line">1-based line; 0 when there is no text.</param>
/// <param name="Column">1-based position in the line, in UTF-16 code units as editors count.</param>
/// <param name="Start">0-based position in the whole text, in UTF-16 code units.</param>
/// <param name="Length">UTF-16 code units.</param>
public readonly record struct SourceSpan(int Line, int Column, int Start, int Length)
{
    /// <summary>No text to point at.</summary>
    public static SourceSpan None => default;

    /// <summary>Whether there is text to point at.</summary>
    public bool IsKnown => Line > 0;

    /// <summary>From the start of this span to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => this with { Length = Math.Max(Length, last.Start + last.Length - Start) };
}
