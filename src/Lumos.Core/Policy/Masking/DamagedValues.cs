using System.Globalization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>Values that a spreadsheet has damaged: long numbers in exponent form, leading zeros lost.</summary>
internal static class DamagedValues
{
    /// <summary>What is damaged, as evidence without values; null when nothing is, or the kind has no such damage.</summary>
    public static string? Find(string label, IReadOnlyList<string> sample)
    {
        if (sample.Count == 0) return null;
        if (label is "payment.card_number" or "contact.phone" or "bank.account_number" or "bank.iban" or "id.imei" || label.StartsWith("id.", StringComparison.Ordinal))
        {
            var exponents = sample.Count(static v => IsExponent(v));
            if (exponents * 5 >= sample.Count) return string.Create(CultureInfo.InvariantCulture, $"damaged: {exponents} of {sample.Count} values are written as 1.23E+15, their last digits are lost");
        }

        var (length, what) = label switch { "geo.postal_code" => (5, "postal codes"), "id.us_ssn" => (9, "numbers"), "bank.us_routing" => (9, "numbers"), _ => (0, "") };
        if (length == 0) return null;
        var whole = sample.Count(v => v.Length == length && Checksums.AllDigits(v));
        var shorter = sample.Count(v => v.Length == length - 1 && Checksums.AllDigits(v));
        return shorter > 0 && whole + shorter == sample.Count && whole >= shorter && !sample.Any(static v => v[0] == '0')
            ? string.Create(CultureInfo.InvariantCulture, $"damaged: {shorter} of {sample.Count} {what} have {length - 1} digits, a leading zero is lost")
            : null;
    }

    /// <summary>A number of ten digits and more in exponent form, such as 4.55689E+15.</summary>
    public static bool IsExponent(ReadOnlySpan<char> value)
    {
        var mark = value.IndexOfAny('E', 'e');
        return mark > 0 && mark + 3 <= value.Length && value[mark + 1] == '+' && int.TryParse(value[(mark + 2)..], NumberStyles.None, CultureInfo.InvariantCulture, out var power) && power is >= 9 and <= 40
            && char.IsAsciiDigit(value[0]) && value[..mark].IndexOfAnyExcept("0123456789.,") < 0;
    }
}
