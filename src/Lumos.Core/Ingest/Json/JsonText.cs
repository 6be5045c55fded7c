using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Lumos.Core.Ingest.Csv.Bytes;

namespace Lumos.Core.Ingest.Json;

/// <summary>Writes the values of JSON as the text of a cell: texts without their escapes, numbers digit by digit, what is deeper as JSON without blanks.</summary>
internal static class JsonText
{
    private const int MostZeros = 40;

    /// <summary>The key at which a reader stands.</summary>
    public static string NameOf(ref Utf8JsonReader reader)
    {
        var utf8 = new ArrayBufferWriter<byte>(Math.Max(16, reader.ValueSpan.Length));
        _ = Write(reader.ValueSpan, reader.ValueIsEscaped, utf8);
        return Encoding.UTF8.GetString(utf8.WrittenSpan);
    }

    /// <summary>Writes a text, given as it stands between its quotes.</summary>
    /// <returns>Code of what had to be repaired; null for nothing.</returns>
    public static string? Write(ReadOnlySpan<byte> value, bool escaped, ArrayBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(to);
        string? issue = null;
        if (!Utf8.IsValid(value))
        {
            value = CsvTextRepair.Repair(value);
            issue = "INVALID_ENCODING";
        }

        if (!escaped)
        {
            to.Write(value);
            return issue;
        }

        while (value.IndexOf((byte)'\\') is >= 0 and var at)
        {
            to.Write(value[..at]);
            var (rune, length) = Escape(value[at..]);
            if (rune.Value == 0) issue = "NUL_BYTE";
            WriteRune(rune.Value == 0 ? Rune.ReplacementChar : rune, to);
            value = value[(at + length)..];
        }

        to.Write(value);
        return issue;
    }

    /// <summary>Writes the value a reader stands at, and leaves the reader at its end.</summary>
    /// <returns>Code of what had to be repaired; null for nothing.</returns>
    public static string? WriteValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ArrayBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(to);
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: break;
            case JsonTokenType.String: return Write(reader.ValueSpan, reader.ValueIsEscaped, to);
            case JsonTokenType.Number: WriteNumber(reader.ValueSpan, to); break;
            case JsonTokenType.True or JsonTokenType.False: to.Write(reader.ValueSpan); break;
            default:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                WriteRaw(json[from..(int)reader.BytesConsumed], to);
                break;
        }

        return null;
    }

    /// <summary>Writes a number. An exponent is worked in, where the digits stay few: in JSON it cannot be a code.</summary>
    public static void WriteNumber(ReadOnlySpan<byte> number, ArrayBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(to);
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        if (e < 0 || !System.Buffers.Text.Utf8Parser.TryParse(number[(e + 1)..].TrimStart((byte)'+'), out int exponent, out var used) || Math.Abs((long)exponent) > MostZeros)
        {
            to.Write(number);
            return;
        }

        var mantissa = number[..e];
        var negative = mantissa[0] == (byte)'-';
        if (negative) mantissa = mantissa[1..];
        var point = mantissa.IndexOf((byte)'.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        byte[] digits = [.. whole, .. fraction];
        var places = fraction.Length - exponent;
        if (negative) to.Write("-"u8);
        if (places <= 0)
        {
            Digits([.. digits, .. Enumerable.Repeat((byte)'0', -places)], to);
            return;
        }

        byte[] padded = [.. Enumerable.Repeat((byte)'0', Math.Max(0, places + 1 - digits.Length)), .. digits];
        Digits(padded.AsSpan(0, padded.Length - places), to);
        to.Write("."u8);
        to.Write(padded.AsSpan(padded.Length - places));
    }

    /// <summary>Writes an object or a list as it stands, without blanks between, and with letters instead of their escapes.</summary>
    public static void WriteRaw(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (!Utf8.IsValid(json)) json = CsvTextRepair.Repair(json);
        var quoted = false;
        var from = 0;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == (byte)'"') quoted = !quoted;
            if (quoted && c == (byte)'\\')
            {
                var (rune, length) = Escape(json[i..]);
                if (rune.Value > 0x7F && rune != Rune.ReplacementChar)
                {
                    to.Write(json[from..i]);
                    WriteRune(rune, to);
                    from = i + length;
                }

                i += length - 1;
            }
            else if (!quoted && c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                to.Write(json[from..i]);
                from = i + 1;
            }
        }

        to.Write(json[from..]);
    }

    private static void Digits(ReadOnlySpan<byte> digits, ArrayBufferWriter<byte> to)
    {
        var first = digits.IndexOfAnyExcept((byte)'0');
        to.Write(first < 0 ? "0"u8 : digits[first..]);
    }

    private static void WriteRune(Rune rune, ArrayBufferWriter<byte> to) => to.Advance(rune.EncodeToUtf8(to.GetSpan(4)));

    // A half of a pair that stands alone is no letter.
    private static (Rune Rune, int Length) Escape(ReadOnlySpan<byte> text)
    {
        switch (text[1])
        {
            case (byte)'u': break;
            case (byte)'n': return (new Rune('\n'), 2);
            case (byte)'t': return (new Rune('\t'), 2);
            case (byte)'r': return (new Rune('\r'), 2);
            case (byte)'b': return (new Rune('\b'), 2);
            case (byte)'f': return (new Rune('\f'), 2);
            default: return (new Rune(text[1]), 2);
        }

        var high = Hex(text.Slice(2, 4));
        if (Rune.TryCreate(high, out var rune)) return (rune, 6);
        if (char.IsHighSurrogate(high) && text.Length >= 12 && text[6] == (byte)'\\' && text[7] == (byte)'u' && Rune.TryCreate(high, Hex(text.Slice(8, 4)), out rune)) return (rune, 12);
        return (Rune.ReplacementChar, 6);
    }

    private static char Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits) value = value * 16 + (digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return (char)value;
    }
}
