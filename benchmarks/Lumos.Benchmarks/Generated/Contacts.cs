using System.Globalization;
using Lumos.Dsl.CompileTime;

namespace Lumos.Benchmarks.Generated;

/// <summary>A source row of the benchmark.</summary>
public readonly record struct RawContact(
    string? FirstName, string? LastName, string? Country, string? Born, string? Phone, string? Email, string? Amount, long Quantity, string? WeightLb)
{
    /// <summary>Seeded rows, all of them valid: what is measured is the work, not the failures. No ß: the framework leaves it as it is.</summary>
    public static RawContact[] Make(int count)
    {
        var random = new Random(20_261_126);
        string[] first = [" Anna", "Bruno ", "Chiara", "Dagmar", "Émile", "Fátima", "  Greta  ", "Henrik"];
        string[] last = ["Schmidt", "Moreau", "Rossi ", "García", "Nowak", "da  Silva", "O'Neill", "Müller"];
        string[] countries = ["DE", "FR ", "IT", "ES", "PT", "PL", "Chile", "Norway"];
        string[] hosts = ["Example.org", "mail.example.com", "EXAMPLE.NET"];
        var rows = new RawContact[count];
        for (var i = 0; i < count; i++)
        {
            rows[i] = new(
                Pick(first), Pick(last), Pick(countries), new DateOnly(1950, 1, 1).AddDays(random.Next(25_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Text($"+49 ({random.Next(30, 9999)}) {random.Next(100_000, 9_999_999)}"), Text($"user{random.Next(100_000)}@{Pick(hosts)}"),
                Text($" {random.Next(1, 100_000)}.{random.Next(100):D2}"), random.Next(1, 50), Text($"{random.Next(80, 260)}.{random.Next(100):D2}"));
        }

        return rows;

        string Pick(string[] values) => values[random.Next(values.Length)];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A target row of the benchmark. A struct, so that only its texts are allocated.</summary>
public readonly record struct Contact(
    string? FullName, string? Country, DateOnly? Born, string? BornText, string? AreaCode, string? Domain, decimal? Amount, decimal? WeightKg, decimal? UnitPrice);

/// <summary>The generated way.</summary>
[TransformPlan("Generated/contacts.lumos", Source = typeof(RawContact), Target = typeof(Contact))]
public static partial class GeneratedContacts;
