using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>One way to make a target column.</summary>
/// <param name="Target">Target column.</param>
/// <param name="Sources">Source columns it reads.</param>
/// <param name="Expression">Pipeline over the raw columns.</param>
/// <param name="Strategy">Strategy name as in the plan.</param>
/// <param name="Score">Confidence, 0 to 1.</param>
/// <param name="Rationale">Why, without values.</param>
/// <param name="Exclusive">Whether a source column may feed only one target this way.</param>
internal sealed record Candidate(
    TargetColumnProfile Target, IReadOnlyList<SourceColumn> Sources, Expression Expression, string Strategy, double Score, IReadOnlyList<string> Rationale, bool Exclusive)
{
    /// <summary>Whether it only repeats a part of what another target has whole, so that it is worth having only where it must be or the whole is not wanted.</summary>
    public bool Spare { get; init; }
}
