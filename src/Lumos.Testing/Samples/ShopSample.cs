using System.Globalization;
using System.Text;

namespace Lumos.Testing.Samples;

/// <summary>
/// Shop order lines to orders and order lines: one flat file feeds two tables, with month-first dates, dollar signs, products
/// that hold commas, quotes and line breaks, words for numbers, and orders whose date makes their lines orphans.
/// </summary>
internal static class ShopSample
{
    private const decimal KilogramsPerPound = 0.45359237m; // international avoirdupois pound, exact since 1959

    public static SampleExpectation Write(string folder, long rows, long seed)
    {
        Directory.CreateDirectory(Path.Combine(folder, "expected"));
        var random = new SeededRandom(seed);
        var orders = new TableTally();
        var lines = new TableTally();
        using var source = new SampleFile(Path.Combine(folder, "order_export.csv"), ',', new UTF8Encoding(false), "\n");
        using var expectedOrders = SampleFile.Expected(Path.Combine(folder, "expected", "orders.csv"), "order_id", "order_date", "customer_email", "ship_country", "currency_code");
        using var expectedLines = SampleFile.Expected(Path.Combine(folder, "expected", "order_lines.csv"),
            "order_id", "line_no", "sku", "product_name", "quantity", "unit_price", "line_total", "weight_kg");
        source.Row("orderId", "lineNo", "orderDate", "customerEmail", "shipCountry", "currency", "sku", "product", "qty", "unitPrice", "weightLb");
        long written = 0;
        for (long order = 0; written < rows; order++)
        {
            var id = SampleFile.Number(500_000 + order);
            var day = random.Day(2023, 2025);
            var date = day.ToString("M/d/yyyy", CultureInfo.InvariantCulture);
            var email = $"buyer{random.Next(1, 400)}@example.com";
            var country = random.Pick(SampleNames.Countries).Code;
            var badDate = order % 37 == 19;
            var count = random.Next(1, 5);
            for (var no = 1; no <= count; no++, written++)
            {
                var product = random.Pick(SampleNames.Products);
                var sku = $"SKU-{random.Next(1000, 9999)}";
                var quantity = random.Next(1, 12);
                var price = random.Next(100, 25_000) / 100m;
                var pounds = random.Next(1, 6_000) / 100m;
                string?[] fields =
                [
                    id, SampleFile.Number(no), badDate ? "2/30/2024" : date, random.Chance(15) ? " " + email : email, country, "USD", sku, product,
                    SampleFile.Number(quantity), (random.Chance(70) ? "$" : "") + SampleFile.Fixed(price, 2), SampleFile.Fixed(pounds, 2),
                ];
                var words = written % 61 == 33;
                var torn = written % 97 == 71;
                if (words) fields[8] = "three";
                if (torn) source.Line(string.Join(',', id, SampleFile.Number(no), date, email, country));
                else source.Row(fields);

                // The order row: the first good row of the order makes it, the others are identical to it.
                if (torn) orders.Bad("RAGGED_ROW");
                else if (badDate) orders.Bad("E_DATE");
                else if (Started(no, written, order)) orders.Collapsed();
                else
                {
                    orders.Good();
                    expectedOrders.Row(id, SampleFile.Iso(day), email, country, "USD");
                }

                if (torn) lines.Bad("RAGGED_ROW");
                else if (words) lines.Bad("E_CAST");
                else if (badDate || OrderMissing(count, written, no)) lines.Bad("FK_ORPHAN");
                else
                {
                    lines.Good();
                    expectedLines.Row(id, SampleFile.Number(no), sku, product, SampleFile.Number(quantity), SampleFile.Fixed(price, 2), SampleFile.Fixed(price * quantity, 2),
                        SampleFile.Fixed(Math.Round(pounds * KilogramsPerPound, 3, MidpointRounding.AwayFromZero), 3));
                }
            }
        }

        var result = new SampleExpectation(new SortedDictionary<string, TableExpectation>(StringComparer.Ordinal) { ["orders"] = orders.Done(), ["order_lines"] = lines.Done() });
        result.Write(Path.Combine(folder, "expected", "expected.json"));
        return result;

        // Whether an earlier row of the same order was whole.
        static bool Started(int no, long written, long order)
        {
            for (var earlier = 1; earlier < no; earlier++)
            {
                if ((written - no + earlier) % 97 != 71) return true;
            }

            return false;
        }

        // Whether every row of the order is torn, so that no order row exists.
        static bool OrderMissing(int count, long written, int no)
        {
            for (var line = 1; line <= count; line++)
            {
                if ((written - no + line) % 97 != 71) return false;
            }

            return true;
        }
    }
}
