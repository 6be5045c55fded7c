using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>What Lumos says about one case before anybody looks at the gold.</summary>
internal sealed record MappingAnswer
{
    /// <summary>The case.</summary>
    public required MappingCase Case { get; init; }

    /// <summary>Source columns by catalog table, as the files spell them.</summary>
    public required IReadOnlyList<CatalogTable> Sources { get; init; }

    /// <summary>All pairs, best first.</summary>
    public required IReadOnlyList<MappingAnswerPair> Ranking { get; init; }

    /// <summary>The plan.</summary>
    public required MappingPlanArtifact Plan { get; init; }

    /// <summary>Rows the plan makes, by target table, in order; a row that fails is not among them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string?>>> Rows { get; init; }

    /// <summary>Time from the files to the plan.</summary>
    public required TimeSpan Spent { get; init; }
}

/// <summary>One ranked pair.</summary>
/// <param name="Table">Source table.</param>
/// <param name="Source">Source column as the file spells it.</param>
/// <param name="TargetTable">Target table.</param>
/// <param name="Target">Target column.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Explain">Gives the reasons.</param>
internal sealed record MappingAnswerPair(string Table, string Source, string TargetTable, string Target, double Score, Func<IReadOnlyList<string>> Explain);
