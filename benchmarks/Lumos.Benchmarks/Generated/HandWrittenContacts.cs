using System.Globalization;
using System.Text.RegularExpressions;

namespace Lumos.Benchmarks.Generated;

/// <summary>The same work as a careful person writes it with the framework: spans where they are as short as strings, no needless copies.</summary>
internal static partial class HandWrittenContacts
{
    /// <summary>Maps rows; the number of those that failed.</summary>
    public static int Map(ReadOnlySpan<RawContact> source, Span<Contact> target)
    {
        var failed = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (!TryMap(source[i], out target[i])) failed++;
        }

        return failed;
    }

    private static bool TryMap(in RawContact row, out Contact contact)
    {
        contact = default;
        DateOnly? born = null;
        if (row.Born is not null)
        {
            if (!DateOnly.TryParseExact(row.Born, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
            born = date;
        }

        if (!TryDecimal(row.Amount.AsSpan().Trim(), row.Amount is null, out var amount)) return false;
        if (!TryDecimal(row.WeightLb, row.WeightLb is null, out var pounds)) return false;
        contact = new(
            FullName(row.FirstName, row.LastName),
            Country(row.Country?.Trim()),
            born,
            born?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
            AreaCode(row.Phone),
            Domain(row.Email),
            amount,
            pounds is { } weight ? Math.Round(weight * 0.45359237m, 2, MidpointRounding.AwayFromZero) : null,
            row.Quantity == 0 || amount is null ? null : Math.Round(amount.Value / row.Quantity, 2, MidpointRounding.AwayFromZero));
        return true;
    }

    private static string FullName(string? first, string? last)
    {
        var name = first is null ? last?.Trim().ToUpperInvariant() ?? "" : last is null ? first.Trim() : string.Concat(first.AsSpan().Trim(), " ", last.Trim().ToUpperInvariant());
        return Spaces().Replace(name, " ").Trim();
    }

    private static string? Country(string? code) => code switch
    {
        "DE" => "Germany",
        "FR" => "France",
        "IT" => "Italy",
        "ES" => "Spain",
        "PT" => "Portugal",
        "PL" => "Poland",
        _ => code,
    };

    private static string? AreaCode(string? phone)
    {
        if (phone is null) return null;
        var match = InParentheses().Match(phone);
        return match.Success ? match.Groups[1].Value : null;
    }

    private static string? Domain(string? email)
    {
        if (email is null) return null;
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return null;
        var end = email.IndexOf('@', at + 1);
#pragma warning disable CA1308 // Domains are written in lower case.
        return (end < 0 ? email[(at + 1)..] : email[(at + 1)..end]).ToLowerInvariant();
#pragma warning restore CA1308
    }

    private static bool TryDecimal(ReadOnlySpan<char> text, bool isNull, out decimal? value)
    {
        value = null;
        if (isNull) return true;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        value = number;
        return true;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\(([0-9]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex InParentheses();
}
