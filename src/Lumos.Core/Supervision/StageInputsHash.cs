using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Supervision;

/// <summary>Identity of what a stage works from: a stage is not run twice for the same one.</summary>
internal static class StageInputsHash
{
    /// <param name="stage">Stage.</param>
    /// <param name="rulesHash">Hash over contract, policy and thresholds.</param>
    /// <param name="inputs">Hashes of the artifacts it reads, in their order.</param>
    public static string Of(StageName stage, string rulesHash, IReadOnlyList<string> inputs)
    {
        var text = new StringBuilder();
        text.Append(stage).Append('\n').Append(rulesHash);
        foreach (var input in inputs) text.Append('\n').Append(input);
        return CanonicalJson.Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Hash over the rules of a run.</summary>
    public static string RulesOf(string contractHash, string policyHash, string thresholdsHash) =>
        CanonicalJson.Hash(Encoding.UTF8.GetBytes($"{contractHash}\n{policyHash}\n{thresholdsHash}"));
}
