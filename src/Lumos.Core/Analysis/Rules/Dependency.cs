namespace Lumos.Core.Analysis.Rules;

/// <summary>One column decides another, apart from errors: rows that agree in the first agree in the second.</summary>
/// <param name="From">Position of the deciding column.</param>
/// <param name="To">Position of the decided column.</param>
/// <param name="Strength">How much better than chance, 0 to 1: the share of disagreement it explains, corrected for the number of groups (mu+).</param>
/// <param name="Noise">Share of rows in groups that differ from their group.</param>
/// <param name="Groups">Groups of two rows or more.</param>
internal sealed record Dependency(int From, int To, double Strength, double Noise, int Groups)
{
    /// <summary>Whether the deciding column names a thing of which most of the table tells.</summary>
    public bool FromThing { get; init; }
}
