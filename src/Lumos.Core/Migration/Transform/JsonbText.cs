using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lumos.Core.Migration.Transform;

/// <summary>Writes JSON as PostgreSQL prints <c>jsonb</c> (its documentation, "JSON Types"; the order of keys and the writing of numbers are those of its source).</summary>
internal static class JsonbText
{
    // Numbers are written out; larger ones are left to the server, which would print more digits than anyone reads.
    private const int MostDigits = 1_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    /// <summary>Writes a text in that form.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="into">Receives it.</param>
    /// <returns>False when it is no JSON the server takes, or cannot be written here; what was received counts for nothing then.</returns>
    public static bool TryWrite(ReadOnlyMemory<byte> text, ArrayBufferWriter<byte> into)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return TryWrite(document.RootElement, into);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a surrogate pair.
            return false;
        }
    }

    private static bool TryWrite(JsonElement element, ArrayBufferWriter<byte> into)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return TryWriteObject(element, into);
            case JsonValueKind.Array:
                return TryWriteArray(element, into);
            case JsonValueKind.String:
                return TryWriteText(Encoding.UTF8.GetBytes(element.GetString()!), into);
            case JsonValueKind.Number:
                return TryWriteNumber(element.GetRawText(), into);
            default:
                into.Write(element.ValueKind switch { JsonValueKind.True => "true"u8, JsonValueKind.False => "false"u8, _ => "null"u8 });
                return true;
        }
    }

    private static bool TryWriteObject(JsonElement element, ArrayBufferWriter<byte> into)
    {
        var last = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject()) last[property.Name] = property.Value;
        var sorted = last.Select(static property => (Key: Encoding.UTF8.GetBytes(property.Key), property.Value)).ToList();
        sorted.Sort(static (left, right) => left.Key.Length != right.Key.Length ? left.Key.Length.CompareTo(right.Key.Length) : left.Key.AsSpan().SequenceCompareTo(right.Key));
        into.Write("{"u8);
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i > 0) into.Write(", "u8);
            if (!TryWriteText(sorted[i].Key, into)) return false;
            into.Write(": "u8);
            if (!TryWrite(sorted[i].Value, into)) return false;
        }

        into.Write("}"u8);
        return true;
    }

    private static bool TryWriteArray(JsonElement element, ArrayBufferWriter<byte> into)
    {
        into.Write("["u8);
        var isFirst = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!isFirst) into.Write(", "u8);
            if (!TryWrite(item, into)) return false;
            isFirst = false;
        }

        into.Write("]"u8);
        return true;
    }

    private static bool TryWriteText(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> into)
    {
        into.Write("\""u8);
        foreach (var each in text)
        {
            switch (each)
            {
                // The server's texts have no such character.
                case 0: return false;
                case (byte)'\b': into.Write("\\b"u8); break;
                case (byte)'\f': into.Write("\\f"u8); break;
                case (byte)'\n': into.Write("\\n"u8); break;
                case (byte)'\r': into.Write("\\r"u8); break;
                case (byte)'\t': into.Write("\\t"u8); break;
                case (byte)'"': into.Write("\\\""u8); break;
                case (byte)'\\': into.Write("\\\\"u8); break;
                case < 0x20: into.Write(Encoding.ASCII.GetBytes($"\\u{(int)each:x4}")); break;
                default: into.Write([each]); break;
            }
        }

        into.Write("\""u8);
        return true;
    }

    private static bool TryWriteNumber(string raw, ArrayBufferWriter<byte> into)
    {
        var text = raw.AsSpan();
        var isNegative = text[0] == '-';
        if (isNegative) text = text[1..];
        var exponent = 0;
        if (text.IndexOfAny('e', 'E') is >= 0 and var at)
        {
            if (!int.TryParse(text[(at + 1)..], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MostDigits) return false;
            text = text[..at];
        }

        // The point moves by the exponent; zeros stand where it leaves the digits.
        var point = text.IndexOf('.');
        var digits = text.ToString().Replace(".", "", StringComparison.Ordinal);
        var place = (point < 0 ? text.Length : point) + exponent;
        if (place < 0) (digits, place) = (new string('0', -place) + digits, 0);
        digits = digits.PadRight(place, '0');
        var whole = digits[..place].TrimStart('0');
        if (isNegative && digits.AsSpan().ContainsAnyExcept('0')) into.Write("-"u8);
        into.Write(Encoding.ASCII.GetBytes((whole.Length == 0 ? "0" : whole) + (place < digits.Length ? "." + digits[place..] : "")));
        return true;
    }
}
