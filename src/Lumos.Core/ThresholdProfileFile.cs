using Lumos.Abstractions;
using Lumos.Core.Configuration;

namespace Lumos.Core;

/// <summary>Reads threshold profiles from files.</summary>
public static class ThresholdProfileFile
{
    private static readonly string[] Checks = ["row_count", "checksum", "fk_check", "unique_check", "null_check"];

    /// <summary>Reads a profile; <c>.json</c> is JSON, anything else YAML. Fields are the dotted names of the founding document, such as <c>domaining.tau_high</c>.</summary>
    /// <exception cref="LumosException"><c>THRESHOLD_PROFILE_INVALID</c> with every mistake, its line and column.</exception>
    public static ThresholdProfile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        const string Reason = "THRESHOLD_PROFILE_INVALID";
        const string What = "threshold profile";
        var problems = new ConfigProblems(path);
        var profile = Bind(new ConfigObject(ConfigReader.ReadFile(path, Reason, What), "", problems));
        problems.ThrowIfAny(Reason, What);
        return profile;
    }

    private static ThresholdProfile Bind(ConfigObject node)
    {
        var standard = new ThresholdProfile();
        var profile = new ThresholdProfile
        {
            ProfileId = node.Text("profile_id", required: true) ?? standard.ProfileId,
            DomainingTauHigh = Share(node, "domaining.tau_high") ?? standard.DomainingTauHigh,
            DomainingTauLow = Share(node, "domaining.tau_low") ?? standard.DomainingTauLow,
            MappingAcceptRateMin = Share(node, "mapping.accept_rate_min") ?? standard.MappingAcceptRateMin,
            MappingNearMatchWindow = Share(node, "mapping.near_match_window") ?? standard.MappingNearMatchWindow,
            AnalysisNullRateMax = Share(node, "analysis.null_rate_max") ?? standard.AnalysisNullRateMax,
            AnalysisDupKeyRateMax = Share(node, "analysis.dup_key_rate_max") ?? standard.AnalysisDupKeyRateMax,
            MigrationBatchSize = (int)(node.Integer("migration.batch_size", 1, 10_000_000) ?? standard.MigrationBatchSize),
            MigrationValidationChecks = node.Texts("migration.validation_checks") ?? standard.MigrationValidationChecks,
            BudgetsDomainingTokens = (int)(node.Integer("budgets.domaining.tokens", 0, int.MaxValue) ?? standard.BudgetsDomainingTokens),
            BudgetsMappingTokens = (int)(node.Integer("budgets.mapping.tokens", 0, int.MaxValue) ?? standard.BudgetsMappingTokens),
        };
        if (profile.DomainingTauLow > profile.DomainingTauHigh) node.Report("domaining.tau_low", "it is above domaining.tau_high.");
        if (profile.MigrationValidationChecks.FirstOrDefault(check => !Checks.Contains(check)) is { } unknown)
        {
            node.Report("migration.validation_checks", $"there is no check '{unknown}'; known are {string.Join(", ", Checks)}.");
        }

        node.Done();
        return profile;
    }

    private static double? Share(ConfigObject node, string key)
    {
        var value = node.Number(key, 0);
        if (value > 1) node.Report(key, "a share from 0 to 1 is wanted.");
        return (double?)value;
    }
}
