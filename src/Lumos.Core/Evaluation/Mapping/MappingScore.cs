namespace Lumos.Core.Evaluation.Mapping;

/// <summary>How one case was answered. A figure that cannot be measured on it is null.</summary>
internal sealed record MappingScore
{
    public required MappingAnswer Answer { get; init; }

    public double? RecallAtGt { get; init; }

    public double? Mrr { get; init; }

    public double? Hit10 { get; init; }

    public double? F1 { get; init; }

    public double? AcceptedPrecision { get; init; }

    public double? TransformKind { get; init; }

    public double? ValuesReproduced { get; init; }

    public double? ExpectedCells { get; init; }

    /// <summary>Every labelled pair, with what became of it.</summary>
    public required IReadOnlyList<ScoredPair> Pairs { get; init; }

    /// <summary>Every labelled transform that is no plain renaming, with the one of the plan.</summary>
    public required IReadOnlyList<ScoredKind> Kinds { get; init; }

    /// <summary>Confidence of every judged column of the plan, and whether it is right.</summary>
    public required IReadOnlyList<(double Confidence, bool Right)> Judged { get; init; }

    /// <summary>The figures by name.</summary>
    public IEnumerable<(string Name, double? Value)> Figures() =>
    [
        ("recall_at_gt", RecallAtGt), ("mrr", Mrr), ("hit10", Hit10), ("f1", F1), ("accepted_precision", AcceptedPrecision), ("transform_kind", TransformKind),
        ("values_reproduced", ValuesReproduced), ("expected_cells", ExpectedCells), ("seconds", Answer.Spent.TotalSeconds),
    ];
}

/// <summary>One labelled pair.</summary>
/// <param name="Source">Source column of the gold.</param>
/// <param name="Target">Target column of the gold.</param>
/// <param name="Kind">Kind of the gold.</param>
/// <param name="InTop">Whether it is among the first pairs, as many as the gold has.</param>
/// <param name="Rank">Place of the target among the source column's targets, from 1; 0 when it was not ranked.</param>
/// <param name="GivenKind">Kind of the plan for that target; null when it has none.</param>
/// <param name="Ahead">What was ranked before it for that source column, at most three.</param>
/// <param name="Why">Reasons of the pair.</param>
internal sealed record ScoredPair(string Source, string Target, string Kind, bool InTop, int Rank, string? GivenKind, IReadOnlyList<string> Ahead, IReadOnlyList<string> Why);

/// <summary>One labelled transform.</summary>
/// <param name="Target">Target column.</param>
/// <param name="Wanted">Kind of the gold.</param>
/// <param name="Given">Kind of the plan; null when it has none.</param>
/// <param name="Dsl">The plan's pipeline; null when it has none.</param>
internal sealed record ScoredKind(string Target, string Wanted, string? Given, string? Dsl);
