using System.Globalization;
using System.Text;

namespace Lumos.Testing.Samples;

/// <summary>
/// CRM contacts to a customer master: a European spreadsheet export with a title, a byte order mark, semicolons, decimal
/// commas, three date styles, country names in two languages, repeated contacts, impossible dates and cut-off rows.
/// </summary>
internal static class CrmSample
{
    public static SampleExpectation Write(string folder, long rows, long seed)
    {
        Directory.CreateDirectory(Path.Combine(folder, "expected"));
        var random = new SeededRandom(seed);
        var tally = new TableTally();
        using var source = new SampleFile(Path.Combine(folder, "contacts.csv"), ';', new UTF8Encoding(true), "\r\n");
        using var expected = SampleFile.Expected(Path.Combine(folder, "expected", "customers.csv"),
            "customer_id", "full_name", "email", "phone", "country_code", "customer_since", "birth_date", "newsletter", "lifetime_value_eur");
        source.Line("Contact export, all regions");
        source.Line("Fields separated by semicolon");
        source.Line("");
        source.Row("Contact No", "First Name", "Last Name", "E-mail", "Mobile", "Country", "Customer since", "Date of Birth", "Newsletter", "Lifetime Value (EUR)");
        for (long i = 0; i < rows; i++) Contact(source, expected, tally, random, 10_001 + i, i);
        source.Line("");
        source.Line("End of export");
        var result = new SampleExpectation(new SortedDictionary<string, TableExpectation>(StringComparer.Ordinal) { ["customers"] = tally.Done() });
        result.Write(Path.Combine(folder, "expected", "expected.json"));
        return result;
    }

    private static void Contact(SampleFile source, SampleFile expected, TableTally tally, SeededRandom random, long id, long index)
    {
        var first = random.Pick(SampleNames.First);
        var last = random.Pick(SampleNames.Last);
        var country = random.Pick(SampleNames.Countries);
        var email = random.Chance(8) ? null : $"{Plain(first)}.{Plain(last)}{random.Next(1, 99)}@example.{random.Pick(["com", "org", "net"])}";
        var phone = random.Chance(12) ? null : string.Create(CultureInfo.InvariantCulture, $"+{random.Next(30, 49)} {random.Next(100, 199)} {random.Next(1_000_000, 9_999_999)}");
        var since = random.Day(2012, 2025);
        var birth = random.Chance(15) ? (DateOnly?)null : random.Day(1940, 2004);
        var newsletter = random.Chance(40);
        var value = random.Chance(10) ? (decimal?)null : random.Next(0, 2_000_000) / 100m;
        var style = random.Next(0, 3);
        string?[] fields =
        [
            SampleFile.Number(id),
            random.Chance(10) ? " " + first : first,
            random.Chance(10) ? last + "  " : last,
            email is null ? (random.Chance(50) ? null : "n/a") : random.Chance(20) ? email.ToUpperInvariant() : email,
            phone,
            random.Pick(country.Spellings),
            style switch
            {
                0 => SampleFile.Iso(since),
                1 => since.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
                _ => since.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            },
            birth?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
            newsletter ? random.Pick(["yes", "Yes", "1"]) : random.Pick(["no", "No", "0"]),
            value is { } amount ? SampleFile.Fixed(amount, 2).Replace('.', ',') : "n/a",
        ];

        switch (index % 100)
        {
            case 17: fields[6] = "31.02.2022"; Bad("E_DATE"); return;
            case 41: fields[9] = "see notes"; Bad("E_CAST"); return;
            case 58: fields[0] = null; Bad("NULL_VIOLATION"); return;
            case 73:
                source.Line(string.Join(';', fields.Take(4)));
                tally.Bad("RAGGED_ROW");
                return;
        }

        source.Row(fields);
        tally.Good();
        expected.Row(
            SampleFile.Number(id), $"{first} {last}", email, phone, country.Code, SampleFile.Iso(since), birth is { } day ? SampleFile.Iso(day) : null,
            newsletter ? "true" : "false", value is { } v ? SampleFile.Fixed(v, 2) : null);
        if (index % 40 == 25)
        {
            source.Row(fields);
            tally.Collapsed();
        }

        if (index % 80 == 66)
        {
            fields[4] = "+1 555 0100";
            Bad("DUP_KEY_CONFLICT");
        }

        void Bad(string reason)
        {
            source.Row(fields);
            tally.Bad(reason);
        }
    }

    /// <summary>A mail name of the ASCII letters alone; normalising would depend on the platform's Unicode tables.</summary>
    private static string Plain(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetter(c)) text.Append(char.ToLowerInvariant(c));
        }

        return text.Length == 0 ? "x" : text.ToString();
    }
}
