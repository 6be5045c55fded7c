using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Policy;

namespace Lumos.Core.Supervision;

/// <summary>Identity of the rules a run is held to.</summary>
internal static class RulesHash
{
    public static string Of(PolicyManifest manifest) => CanonicalJson.Hash(Encoding.UTF8.GetBytes(PolicyManifestLoader.ToCanonicalJson(manifest)));

    public static string Of(ThresholdProfile thresholds) => CanonicalJson.HashOf(thresholds, ArtifactJson.Default.ThresholdProfile);
}
