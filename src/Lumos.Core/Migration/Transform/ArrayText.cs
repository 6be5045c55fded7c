using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lumos.Core.Migration.Transform;

/// <summary>Writes a list of JSON as PostgreSQL prints an array: <c>["a","b 1",null]</c> as <c>{a,"b 1",NULL}</c>.</summary>
internal static class ArrayText
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create("\"\\{}, \t\n\r\v\f"u8);

    /// <summary>Writes a text in that form.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="into">Receives it; what was written before false is of no use.</param>
    /// <returns>False when it is no list, or holds objects.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        if (!text.TrimStart(" \t\r\n"u8).StartsWith("["u8)) return false;
        var reader = new Utf8JsonReader(text);
        try
        {
            var isFirst = true;
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject) return false;
                if (!isFirst && reader.TokenType != JsonTokenType.EndArray) into.Write(","u8);
                isFirst = reader.TokenType == JsonTokenType.StartArray;
                Write(ref reader, into);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(ref Utf8JsonReader reader, ArrayBufferWriter<byte> into)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray: into.Write("{"u8); break;
            case JsonTokenType.EndArray: into.Write("}"u8); break;
            case JsonTokenType.Null: into.Write("NULL"u8); break;
            case JsonTokenType.String when reader.ValueIsEscaped: Write(Encoding.UTF8.GetBytes(reader.GetString()!), into); break;
            case JsonTokenType.String: Write(reader.ValueSpan, into); break;
            default: into.Write(reader.ValueSpan); break;
        }
    }

    private static void Write(ReadOnlySpan<byte> element, ArrayBufferWriter<byte> into)
    {
        if (!element.IsEmpty && !element.ContainsAny(Quoted) && !Ascii.EqualsIgnoreCase(element, "NULL"u8))
        {
            into.Write(element);
            return;
        }

        into.Write("\""u8);
        while (element.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var at)
        {
            into.Write(element[..at]);
            into.Write("\\"u8);
            into.Write(element.Slice(at, 1));
            element = element[(at + 1)..];
        }

        into.Write(element);
        into.Write("\""u8);
    }
}
