namespace Lumos.Core.Analysis.Cells;

/// <summary>A cell that looks wrong.</summary>
/// <param name="Row">0-based data row.</param>
/// <param name="Column">Position of the column.</param>
/// <param name="Kind">What gave it away.</param>
/// <param name="Score">0 to 1: how often cells like it are wrong.</param>
/// <param name="Why">The reason, without cell values.</param>
/// <param name="Correct">What should stand there; null when that is not known. Empty for NULL.</param>
internal sealed record Suspicion(int Row, int Column, SuspicionKind Kind, double Score, string Why, string? Correct = null);

/// <summary>What gave a wrong cell away.</summary>
internal enum SuspicionKind
{
    /// <summary>A spelling of NULL, or a number or date that stands for it.</summary>
    Disguise,

    /// <summary>Empty where the others are filled.</summary>
    Missing,

    /// <summary>Written in another way than the others.</summary>
    Format,

    /// <summary>Damaged text: broken encoding, white space around it.</summary>
    Damage,

    /// <summary>A slip of the keyboard.</summary>
    Typo,

    /// <summary>Not a valid value of what the column holds.</summary>
    Invalid,

    /// <summary>A number or date far away from all others.</summary>
    Outlier,

    /// <summary>Disagrees with rows that should agree.</summary>
    Dependency,

    /// <summary>Breaks a rule between columns: an order, a sum, a product, a composition.</summary>
    Rule,

    /// <summary>Holds what belongs into another column.</summary>
    Misplaced,
}
