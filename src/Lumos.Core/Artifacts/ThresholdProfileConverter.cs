using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;

namespace Lumos.Core.Artifacts;

/// <summary>Threshold profiles under the dotted names of section 29.</summary>
internal sealed class ThresholdProfileConverter : JsonConverter<ThresholdProfile>
{
    public override ThresholdProfile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var profile = new ThresholdProfile();
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A threshold profile is an object.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            profile = name switch
            {
                "profile_id" => profile with { ProfileId = reader.GetString()! },
                "domaining.tau_high" => profile with { DomainingTauHigh = reader.GetDouble() },
                "domaining.tau_low" => profile with { DomainingTauLow = reader.GetDouble() },
                "mapping.accept_rate_min" => profile with { MappingAcceptRateMin = reader.GetDouble() },
                "mapping.near_match_window" => profile with { MappingNearMatchWindow = reader.GetDouble() },
                "analysis.null_rate_max" => profile with { AnalysisNullRateMax = reader.GetDouble() },
                "analysis.dup_key_rate_max" => profile with { AnalysisDupKeyRateMax = reader.GetDouble() },
                "migration.batch_size" => profile with { MigrationBatchSize = reader.GetInt32() },
                "migration.validation_checks" => profile with { MigrationValidationChecks = ReadTexts(ref reader) },
                "budgets.domaining.tokens" => profile with { BudgetsDomainingTokens = reader.GetInt32() },
                "budgets.mapping.tokens" => profile with { BudgetsMappingTokens = reader.GetInt32() },
                _ => throw new JsonException($"A threshold profile has no field '{name}'."),
            };
        }

        return profile;
    }

    public override void Write(Utf8JsonWriter writer, ThresholdProfile value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("profile_id", value.ProfileId);
        writer.WriteNumber("domaining.tau_high", value.DomainingTauHigh);
        writer.WriteNumber("domaining.tau_low", value.DomainingTauLow);
        writer.WriteNumber("mapping.accept_rate_min", value.MappingAcceptRateMin);
        writer.WriteNumber("mapping.near_match_window", value.MappingNearMatchWindow);
        writer.WriteNumber("analysis.null_rate_max", value.AnalysisNullRateMax);
        writer.WriteNumber("analysis.dup_key_rate_max", value.AnalysisDupKeyRateMax);
        writer.WriteNumber("migration.batch_size", value.MigrationBatchSize);
        writer.WriteStartArray("migration.validation_checks");
        foreach (var check in value.MigrationValidationChecks) writer.WriteStringValue(check);
        writer.WriteEndArray();
        writer.WriteNumber("budgets.domaining.tokens", value.BudgetsDomainingTokens);
        writer.WriteNumber("budgets.mapping.tokens", value.BudgetsMappingTokens);
        writer.WriteEndObject();
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A list of texts is wanted.");
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) texts.Add(reader.GetString()!);
        return texts;
    }
}
