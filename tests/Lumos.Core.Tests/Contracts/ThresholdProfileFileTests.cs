using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Tests.Contracts;

public class ThresholdProfileFileTests
{
    [Fact]
    public void Load_DottedNames_AreRead()
    {
        using var folder = new TemporaryFolder();
        var profile = ThresholdProfileFile.Load(folder.Write("tp.yaml", """
            profile_id: tp_strict
            domaining.tau_high: 0.9
            migration.batch_size: 1000
            migration.validation_checks: [row_count, unique_check]
            """));
        Assert.Equal(("tp_strict", 0.9, 0.55, 1000), (profile.ProfileId, profile.DomainingTauHigh, profile.DomainingTauLow, profile.MigrationBatchSize));
        Assert.Equal(["row_count", "unique_check"], profile.MigrationValidationChecks);
    }

    [Fact]
    public void Load_Mistakes_AreAllReported()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<LumosException>(() => ThresholdProfileFile.Load(folder.Write("tp.json", """
            { "profile_id": "x", "domaining.tau_low": 0.95, "mapping.accept_rate_min": 95, "migration.batch_size": 0, "migration.batchsize": 5, "migration.validation_checks": ["vibes"] }
            """)));
        Assert.Equal("THRESHOLD_PROFILE_INVALID", error.Reason);
        Assert.StartsWith("The threshold profile has 5 mistakes:", error.Message);
        Assert.Contains("did you mean migration.batch_size?", error.Message);
    }

    [Fact]
    public void Json_OfAProfile_HasTheDottedNamesAndReadsBack()
    {
        var profile = new ThresholdProfile { DomainingTauHigh = 0.7, MigrationValidationChecks = ["checksum"] };
        var json = CanonicalJson.Serialize(profile, ArtifactJson.Default.ThresholdProfile);
        Assert.StartsWith("{\"analysis.dup_key_rate_max\":0,\"analysis.null_rate_max\":0.02,", Encoding.UTF8.GetString(json));
        Assert.Equivalent(profile, System.Text.Json.JsonSerializer.Deserialize(json, ArtifactJson.Default.ThresholdProfile), strict: true);
    }
}
