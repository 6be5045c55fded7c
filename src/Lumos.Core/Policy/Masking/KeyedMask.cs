using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>Masks values by method and key (HMAC-SHA-256). The same value, kind and key give the same answer; immutable, so safe to share.</summary>
internal sealed class KeyedMask
{
    private const int LongestShift = 365;
    private const string TokenLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "dd.MM.yyyy", "yyyyMMdd", "yyyy/MM/dd", "yyyy.MM.dd", "d.M.yyyy", "MMMM d, yyyy", "d MMMM yyyy", "d MMM yyyy", "MMM d, yyyy", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm", "dd.MM.yyyy HH:mm",
    ];

    // Day and month in an order that only other values of the column tell.
    private static readonly string[] MonthFirstForms = ["MM/dd/yyyy", "M/d/yyyy", "MM-dd-yyyy", "MM/dd/yyyy HH:mm"];
    private static readonly string[] DayFirstForms = ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd/MM/yyyy HH:mm"];

    private readonly byte[] _key;

    /// <param name="key">16 bytes or more; none at all makes the keyed methods redact.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public KeyedMask(ReadOnlySpan<byte> key)
    {
        if (key.Length is > 0 and < 16) throw new ArgumentException("A masking key has 16 bytes or more.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>Masks a value. A method that does not fit the value (a date shift of no date), or lacks its key, redacts it.</summary>
    /// <param name="method">How.</param>
    /// <param name="label">What it is.</param>
    /// <param name="value">The value.</param>
    /// <param name="monthFirst">Whether 03/04/2020 is in March, as other values of its column say; null where they do not: read month first, as in a column that says so.</param>
    public string Write(MaskMethod method, string label, string value, bool? monthFirst = null) => method switch
    {
        MaskMethod.FormatPreserving or MaskMethod.Token or MaskMethod.ShiftDate when _key.Length == 0 => Redacted(label),
        MaskMethod.Partial => PiiMasker.MaskValue(label, value),
        MaskMethod.FormatPreserving => KeepFormat(label, value),
        MaskMethod.Token => Token(label, value),
        MaskMethod.Generalize => Coarser(label, value) ?? Redacted(label),
        MaskMethod.ShiftDate => Shifted(value, monthFirst ?? true) ?? Redacted(label),
        _ => Redacted(label),
    };

    private static string Redacted(string label) => "[" + label + "]";

    private string Token(string label, string value)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash("token", label, value, hash);
        return string.Create(16, hash[..16].ToArray(), static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = TokenLetters[bytes[i] & 31];
        });
    }

    private string KeepFormat(string label, string value)
    {
        var text = value.ToCharArray();
        Span<byte> hash = stackalloc byte[32];
        for (var i = 0; i < text.Length; i++)
        {
            if (i % 32 == 0) Hash("format" + (i / 32).ToString(CultureInfo.InvariantCulture), label, value, hash);
            var b = hash[i % 32];
            text[i] = text[i] switch
            {
                >= '0' and <= '9' => (char)('0' + b % 10),
                >= 'a' and <= 'z' => (char)('a' + b % 26),
                >= 'A' and <= 'Z' => (char)('A' + b % 26),
                // Digits of other scripts stay digits of them; everything else that is no mark becomes a letter.
                var c when char.IsDigit(c) => (char)(c - CharUnicodeInfo.GetDecimalDigitValue(c) + b % 10),
                var c when c > 127 && !char.IsPunctuation(c) && !char.IsWhiteSpace(c) => char.IsUpper(c) ? (char)('A' + b % 26) : (char)('a' + b % 26),
                var c => c,
            };
        }

        if (label == "payment.card_number") MendLuhn(text);
        return new string(text);
    }

    // The last digit makes the whole a number that passes the checks of whoever reads it.
    private static void MendLuhn(char[] text)
    {
        var last = Array.FindLastIndex(text, char.IsAsciiDigit);
        if (last < 0) return;
        for (var digit = '0'; digit <= '9'; digit++)
        {
            text[last] = digit;
            if (Checksums.Luhn(Array.FindAll(text, char.IsAsciiDigit))) return;
        }
    }

    private static string? Coarser(string label, string value)
    {
        switch (label)
        {
            case "person.age" or "geo.latitude" or "geo.longitude": return PiiMasker.MaskValue(label, value);
            case "geo.postal_code": return value.Length < 3 ? null : value[..(value.Length > 4 ? 3 : 2)] + new string('*', value.Length - (value.Length > 4 ? 3 : 2));
            case "net.ip":
                var dot = value.LastIndexOf('.');
                return dot > 0 ? value[..dot] + ".0/24" : value.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? value[..colon] + "::/16" : null;
            case "contact.email": return value.LastIndexOf('@') is var at and >= 0 ? "*" + value[at..] : null;
            default: return DateShapes.TryYear(value, out var year) ? year.ToString(CultureInfo.InvariantCulture) : null;
        }
    }

    private string? Shifted(string value, bool monthFirst)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash("shift", "", "", hash);
        // Never by nothing: a date that stays where it is would be told.
        var days = BitConverter.ToUInt16(hash) % LongestShift + 1;
        if ((hash[2] & 1) == 1) days = -days;
        foreach (var form in DateForms.Concat(monthFirst ? MonthFirstForms : DayFirstForms))
        {
            if (!DateTime.TryParseExact(value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) continue;
            var moved = date.Ticks + (long)days * TimeSpan.TicksPerDay;
            return moved < DateTime.MinValue.Ticks || moved > DateTime.MaxValue.Ticks ? null : new DateTime(moved).ToString(form, CultureInfo.InvariantCulture);
        }

        return null;
    }

    private void Hash(string purpose, string label, string value, Span<byte> hash) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose + "\0" + label + "\0" + value), hash);
}
