namespace Lumos.Core.Mapping.Strategies;

/// <summary>Signs of currencies that mean one currency nearly everywhere they are written; a dollar sign is the US dollar unless something else is said.</summary>
internal static class CurrencySigns
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["€"] = "EUR", ["$"] = "USD", ["US$"] = "USD", ["£"] = "GBP", ["¥"] = "JPY", ["₹"] = "INR", ["Rs"] = "INR", ["R$"] = "BRL", ["zł"] = "PLN", ["Kč"] = "CZK", ["Ft"] = "HUF", ["₺"] = "TRY", ["TL"] = "TRY", ["₩"] = "KRW",
        ["₽"] = "RUB", ["₴"] = "UAH", ["₪"] = "ILS", ["฿"] = "THB", ["₫"] = "VND", ["lei"] = "RON", ["Fr."] = "CHF", ["SFr."] = "CHF", ["A$"] = "AUD", ["C$"] = "CAD", ["NZ$"] = "NZD", ["CA$"] = "CAD", ["AU$"] = "AUD",
    };

    /// <summary>The ISO 4217 code of a sign; null for none.</summary>
    public static string? CodeOf(string sign) => Codes.GetValueOrDefault(sign);
}
