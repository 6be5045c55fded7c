using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;

namespace Lumos.Core.Artifacts;

/// <summary>Enums as the founding document spells them: <c>metadata_only</c>.</summary>
internal sealed class LowerEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Enums the founding document spells in capitals: <c>INGEST</c>, <c>POLICY_BLOCK</c>.</summary>
internal sealed class UpperEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Column types in the text form of the transform language.</summary>
internal sealed class ColumnTypeConverter : JsonConverter<ColumnType>
{
    public override ColumnType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ColumnType.TryParse(reader.GetString(), out var type) ? type : throw new JsonException("Not a column type.");

    public override void Write(Utf8JsonWriter writer, ColumnType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Declared widths in their text form.</summary>
internal sealed class ColumnWidthConverter : JsonConverter<ColumnWidth>
{
    public override ColumnWidth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ColumnWidth.TryParse(reader.GetString(), out var width) ? width : throw new JsonException("Not a column width.");

    public override void Write(Utf8JsonWriter writer, ColumnWidth value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
