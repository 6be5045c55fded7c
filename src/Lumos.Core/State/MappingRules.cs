using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;

namespace Lumos.Core.State;

/// <summary>What persons decided about mappings, kept in the state folder. Writers hold the state's lease; reading always works.</summary>
internal sealed class MappingRules(StatePaths paths)
{
    /// <summary>All rules in the order they were made.</summary>
    public IReadOnlyList<MappingRule> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(paths.MappingRules), MappingRulesJson.Default.MappingRuleArray) ?? [];
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException broken)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "MAPPING_RULES_UNREADABLE", "The remembered mapping decisions are not in the format.", new ErrorLocation(File: paths.MappingRules), "Mend the file, or delete it to forget them.", broken);
        }
    }

    /// <summary>Adds a rule; an earlier one about the same target column and source columns gives way.</summary>
    public void Put(MappingRule rule)
    {
        MappingRule[] rules = [.. Read().Where(r => r.Target != rule.Target || !r.Sources.SequenceEqual(rule.Sources, StringComparer.Ordinal) && !(r.Accepted && rule.Accepted)), rule];
        Write(rules);
    }

    /// <summary>Forgets what was decided about a target column; gives how many rules that were.</summary>
    public int Remove(string target)
    {
        var rules = Read();
        MappingRule[] kept = [.. rules.Where(r => r.Target != target)];
        if (kept.Length < rules.Count) Write(kept);
        return rules.Count - kept.Length;
    }

    private void Write(MappingRule[] rules) => AtomicFile.Write(paths.MappingRules, JsonSerializer.SerializeToUtf8Bytes(rules, MappingRulesJson.Default.MappingRuleArray));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MappingRule[]))]
internal sealed partial class MappingRulesJson : JsonSerializerContext;
