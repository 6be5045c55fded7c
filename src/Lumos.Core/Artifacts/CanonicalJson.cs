using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lumos.Core.Artifacts;

/// <summary>
/// One spelling per JSON value, so that equal content has equal bytes: members sorted by name (UTF-16 code units), no white
/// space, shortest escapes, numbers in the form of RFC 8785 but exact for any number of digits.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Canonical UTF-8 bytes of a value.</summary>
    public static byte[] Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        using var document = JsonSerializer.SerializeToDocument(value, type);
        return Write(document.RootElement);
    }

    /// <summary>Canonical UTF-8 bytes of a JSON text.</summary>
    /// <exception cref="JsonException">The text is not JSON, or an object names a member twice.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Write(document.RootElement);
    }

    /// <summary>Lower-case hex SHA-256.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>SHA-256 over the canonical form of a value.</summary>
    public static string HashOf<T>(T value, JsonTypeInfo<T> type) => Hash(Serialize(value, type));

    private static byte[] Write(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(root, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement element, ArrayBufferWriter<byte> buffer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(element, buffer); break;
            case JsonValueKind.Array: WriteArray(element, buffer); break;
            case JsonValueKind.String: CanonicalText.Write(element.GetString()!, buffer); break;
            case JsonValueKind.Number: CanonicalNumber.Write(element.GetRawText(), buffer); break;
            case JsonValueKind.True: buffer.Write("true"u8); break;
            case JsonValueKind.False: buffer.Write("false"u8); break;
            default: buffer.Write("null"u8); break;
        }
    }

    private static void WriteObject(JsonElement element, ArrayBufferWriter<byte> buffer)
    {
        var members = new List<JsonProperty>();
        foreach (var member in element.EnumerateObject()) members.Add(member);
        members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));

        buffer.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name) throw new JsonException($"The member '{members[i].Name}' occurs twice.");
                buffer.Write(","u8);
            }

            CanonicalText.Write(members[i].Name, buffer);
            buffer.Write(":"u8);
            Write(members[i].Value, buffer);
        }

        buffer.Write("}"u8);
    }

    private static void WriteArray(JsonElement element, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("["u8);
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first) buffer.Write(","u8);
            first = false;
            Write(item, buffer);
        }

        buffer.Write("]"u8);
    }
}
