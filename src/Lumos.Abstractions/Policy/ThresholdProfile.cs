namespace Lumos.Abstractions;

/// <summary>Thresholds of the gates (section 29). In JSON the fields are the table's dotted names.</summary>
public sealed record ThresholdProfile
{
    /// <summary>Stable identifier. Default <c>tp_default_v1</c>.</summary>
    public string ProfileId { get; init; } = "tp_default_v1";

    /// <summary>Score from which a domain is assigned without asking. Default 0.82.</summary>
    public double DomainingTauHigh { get; init; } = 0.82;

    /// <summary>Score below which a domain is unknown. Default 0.55.</summary>
    public double DomainingTauLow { get; init; } = 0.55;

    /// <summary>Share of sample rows that must succeed to accept a mapping. Default 0.95.</summary>
    public double MappingAcceptRateMin { get; init; } = 0.95;

    /// <summary>How far below the acceptance rate still counts as near. Default 0.03.</summary>
    public double MappingNearMatchWindow { get; init; } = 0.03;

    /// <summary>Largest share of NULL in a required column. Default 0.02.</summary>
    public double AnalysisNullRateMax { get; init; } = 0.02;

    /// <summary>Largest share of rows with a key another row has too. Default 0.</summary>
    public double AnalysisDupKeyRateMax { get; init; }

    /// <summary>Rows per migration chunk. Default 50,000.</summary>
    public int MigrationBatchSize { get; init; } = 50_000;

    /// <summary>Validations that must hold before promotion. Default row_count, checksum, fk_check.</summary>
    public IReadOnlyList<string> MigrationValidationChecks { get; init; } = ["row_count", "checksum", "fk_check"];

    /// <summary>Token ceiling of domaining. Default 150,000.</summary>
    public int BudgetsDomainingTokens { get; init; } = 150_000;

    /// <summary>Token ceiling of mapping. Default 250,000.</summary>
    public int BudgetsMappingTokens { get; init; } = 250_000;
}
