using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lumos.Testing.Samples;

/// <summary>
/// Two companies' customers into one table: a pipe-separated file and NDJSON with other names for the same things, other codes
/// for the tier, and a few keys that both companies use for different people.
/// </summary>
internal static class MergeSample
{
    private static readonly (string Target, string Acme, string Globex)[] Tiers = [("gold", "G", "Gold"), ("silver", "S", "Silver"), ("bronze", "B", "Bronze")];
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SampleExpectation Write(string folder, long rows, long seed)
    {
        Directory.CreateDirectory(Path.Combine(folder, "expected"));
        var random = new SeededRandom(seed);
        var tally = new TableTally();
        using var expected = SampleFile.Expected(Path.Combine(folder, "expected", "customers.csv"), "customer_key", "name", "email", "since", "tier");
        using (var acme = new SampleFile(Path.Combine(folder, "acme_customers.txt"), '|', new UTF8Encoding(false), "\n"))
        {
            acme.Row("CUST_NO", "CUST_NAME", "EMAIL_ADDR", "CUST_SINCE", "TIER");
            for (long i = 0; i < rows; i++)
            {
                var (key, name, email, since, tier) = Customer(random, "C-" + SampleFile.Number(1001 + i));
                acme.Row(key, name.ToUpper(CultureInfo.InvariantCulture), email, since.ToString("yyyyMMdd", CultureInfo.InvariantCulture), tier.Acme);
                expected.Row(key, name.ToUpper(CultureInfo.InvariantCulture), email, SampleFile.Iso(since), tier.Target);
                tally.Good();
            }
        }

        using (var globex = new StreamWriter(Path.Combine(folder, "globex_clients.ndjson"), append: false, new UTF8Encoding(false)))
        {
            globex.NewLine = "\n";
            for (long i = 0; i < rows; i++)
            {
                var clash = i % 30 == 14;
                var (key, name, email, since, tier) = Customer(random, clash ? "C-" + SampleFile.Number(1001 + i) : "X-" + SampleFile.Number(1001 + i));
                globex.WriteLine(JsonSerializer.Serialize(
                    new Dictionary<string, string?> { ["clientId"] = key, ["fullName"] = name, ["contactEmail"] = email, ["joined"] = SampleFile.Iso(since), ["level"] = tier.Globex }, Relaxed));
                if (clash)
                {
                    tally.Bad("DUP_KEY_CONFLICT");
                    continue;
                }

                tally.Good();
                expected.Row(key, name, email, SampleFile.Iso(since), tier.Target);
            }
        }

        var result = new SampleExpectation(new SortedDictionary<string, TableExpectation>(StringComparer.Ordinal) { ["customers"] = tally.Done() });
        result.Write(Path.Combine(folder, "expected", "expected.json"));
        return result;
    }

    private static (string Key, string Name, string? Email, DateOnly Since, (string Target, string Acme, string Globex) Tier) Customer(SeededRandom random, string key)
    {
        var name = $"{random.Pick(SampleNames.LatinFirst)} {random.Pick(SampleNames.LatinLast).Replace("ß", "ss", StringComparison.Ordinal)}";
        var email = random.Chance(7) ? null : $"contact{random.Next(1, 9999)}@example.org";
        return (key, name, email, random.Day(2005, 2024), random.Pick(Tiers));
    }
}
