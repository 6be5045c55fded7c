using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lumos.Abstractions;

namespace Lumos.Benchmarks.Dsl;

/// <summary>The orders mapping as a person writes it in C# for one record: strings, compiled regular expressions, the base library's parsers.</summary>
internal static partial class HandWrittenOrders
{
    private static readonly Dictionary<string, string> Statuses = new(StringComparer.Ordinal) { ["A"] = "active", ["I"] = "inactive", ["P"] = "pending", ["X"] = "closed" };

    /// <summary>Maps every row; returns the sum of totals, so that nothing is left out as unused.</summary>
    public static decimal Run(List<ColumnBatch> batches)
    {
        var total = 0m;
        foreach (var batch in batches)
        {
            var orders = new Order[batch.RowCount];
            for (var row = 0; row < batch.RowCount; row++)
            {
                orders[row] = Map(batch, row);
                total += orders[row].Total ?? 0;
            }
        }

        return total;
    }

    private static Order Map(ColumnBatch batch, int row)
    {
        var first = Text(batch, row, 1)?.Trim();
        var last = Text(batch, row, 2) is { } name ? Blanks().Replace(name, " ").Trim() : null;
        var email = Text(batch, row, 3)?.Trim().ToLowerInvariant();
        var phone = Text(batch, row, 4);
        var created = DateOnly.TryParseExact(Text(batch, row, 5), "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        var pounds = Number(Text(batch, row, 7));
        var price = Number(Text(batch, row, 8));
        var quantity = Number(Text(batch, row, 9));
        var address = Text(batch, row, 12)?.Split(';');
        var domain = email is null ? null : Domain().Match(email);
        var area = phone is null ? null : Area().Match(phone);
        return new Order
        {
            Id = long.TryParse(Text(batch, row, 0), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
            First = first,
            Last = last?.ToUpperInvariant(),
            Full = string.Join(' ', new[] { first, last }.Where(part => part is not null)),
            Email = email,
            Domain = domain is { Success: true } ? domain.Groups[1].Value : null,
            Area = area is { Success: true } ? area.Groups[1].Value : null,
            Phone = phone?.Split(") ").ElementAtOrDefault(1),
            Date = created,
            Month = created?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Birth = DateOnly.TryParseExact(Text(batch, row, 6), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) ? birth : null,
            Pounds = pounds,
            Kilograms = pounds is { } weight ? Math.Round(weight * 0.45359237m, 3, MidpointRounding.AwayFromZero) : null,
            Price = price,
            Quantity = quantity,
            Total = price * quantity,
            Country = Text(batch, row, 10)?.ToUpperInvariant(),
            Status = Text(batch, row, 11) is { } status && Statuses.TryGetValue(status, out var known) ? known : null,
            Street = address?[0],
            City = address?.ElementAtOrDefault(1),
        };
    }

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Text(ColumnBatch batch, int row, int column) => batch.Columns[column].IsNull(row) ? null : Encoding.UTF8.GetString(batch.Columns[column].GetUtf8(row));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"@([a-z0-9.\-]+)$")]
    private static partial Regex Domain();

    [GeneratedRegex(@"\(([0-9]{3})\)")]
    private static partial Regex Area();

    private sealed record Order
    {
        public long? Id { get; init; }

        public string? First { get; init; }

        public string? Last { get; init; }

        public string? Full { get; init; }

        public string? Email { get; init; }

        public string? Domain { get; init; }

        public string? Area { get; init; }

        public string? Phone { get; init; }

        public DateOnly? Date { get; init; }

        public string? Month { get; init; }

        public DateOnly? Birth { get; init; }

        public decimal? Pounds { get; init; }

        public decimal? Kilograms { get; init; }

        public decimal? Price { get; init; }

        public decimal? Quantity { get; init; }

        public decimal? Total { get; init; }

        public string? Country { get; init; }

        public string? Status { get; init; }

        public string? Street { get; init; }

        public string? City { get; init; }
    }
}
