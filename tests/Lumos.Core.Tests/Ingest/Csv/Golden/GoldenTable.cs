using System.Globalization;

namespace Lumos.Core.Tests.Ingest.Csv.Golden;

/// <summary>A made-up table: names and rows of text.</summary>
internal sealed record GoldenTable(string[] Names, List<string[]> Rows)
{
    public int Width => Names.Length;
}

/// <summary>Tables of many kinds, as offices, shops, loggers and agencies export them. All of it is invented.</summary>
internal static class GoldenTables
{
    private static readonly string[] First = ["Anna", "Bjørn", "Chloé", "Dmitri", "Elena", "Farid", "Grace", "Håkon", "Inés", "Jürgen", "Kofi", "Lucía", "Mei", "Noémie", "Olu", "Paweł"];
    private static readonly string[] Last = ["Andersen", "Brown", "Costa", "Dubois", "Eriksson", "Fischer", "García", "Hughes", "Ito", "Jansen", "Kowalski", "López", "Müller", "Novak", "O'Neil", "Peters"];
    private static readonly string[] Cities = ["Oslo", "Lyon", "Köln", "Porto", "Leeds", "Gent", "Malmö", "Graz", "Turin", "Cork", "Brno", "Lublin"];
    private static readonly string[] Words = ["steel", "oak", "cotton", "garden", "winter", "compact", "folding", "classic", "wireless", "desk", "lamp", "chair", "kettle", "tent", "bag", "mirror"];
    private static readonly string[] Suppliers = ["Acme Facilities Ltd", "Northwind Energy", "Blue Harbour Catering", "Smith & Sons", "Delta Cleaning, Inc.", "Hill Road Surgery", "Citywide Transport", "Oak Tree Care"];
    private static readonly string[] Departments = ["Adult Social Care", "Highways", "Corporate Services", "Children's Services", "Housing", "Public Health"];

    public static readonly (string Name, Func<GoldenRandom, int, GoldenTable> Make)[] All =
    [
        ("orders", Orders), ("people", People), ("sensor", Sensor), ("spending", Spending), ("products", Products), ("stations", Stations), ("weather", Weather), ("election", Election),
    ];

    public static GoldenTable Any(GoldenRandom r, int rows) => r.Pick(All).Make(r, rows);

    public static GoldenTable Orders(GoldenRandom r, int rows) => Make(["order_id", "order_date", "customer", "quantity", "unit_price", "status"], rows, i =>
        [N(10400 + i), Date(r), Name(r), N(r.Between(1, 40)), Money(r), r.Pick(["shipped", "open", "returned", "cancelled"])]);

    public static GoldenTable People(GoldenRandom r, int rows) => Make(["Customer No", "First Name", "Last Name", "City", "Date of Birth", "Email"], rows, i =>
    {
        var last = r.Pick(Last);
        return [N(700 + (i * 3)), r.Pick(First), last, r.Pick(Cities), Date(r), $"u{r.Between(100, 999)}@example.org"];
    });

    public static GoldenTable Sensor(GoldenRandom r, int rows) => Make(["timestamp", "device", "temperature_c", "humidity_pct", "battery_v"], rows, i =>
        [Stamp(i), $"dev-{r.Between(1, 9):00}", Fixed(r, -50, 380, 1), Fixed(r, 200, 990, 1), Fixed(r, 280, 420, 2)]);

    public static GoldenTable Spending(GoldenRandom r, int rows) => Make(["Department", "Service Area", "Date Paid", "Supplier Name", "Amount (£)", "Transaction No"], rows, i =>
        [r.Pick(Departments), r.Pick(["Grounds", "Fleet", "Residential", "ICT", "Schools"]), UkDate(r), r.Pick(Suppliers), Thousands(r), N(5100000 + r.Between(0, 90000))]);

    public static GoldenTable Products(GoldenRandom r, int rows) => Make(["SKU", "Title", "Description", "Price", "Stock"], rows, i =>
        [$"{(char)('A' + r.Next(26))}{(char)('A' + r.Next(26))}-{r.Between(1000, 9999)}", Title(r), $"A {r.Pick(Words)} {r.Pick(Words)}, made for {r.Pick(["home", "travel", "the office"])}. {r.Pick(["Light and strong.", "Ships in two days.", "Best in its class; see reviews."])}", Money(r), N(r.Between(0, 300))]);

    public static GoldenTable Stations(GoldenRandom r, int rows) => Make(["station_id", "name", "lat", "lon", "elevation_m", "opened"], rows, i =>
        [$"ST{i + 101}", $"{r.Pick(Cities)} {r.Pick(["North", "Harbour", "Airport", "University"])}", Fixed(r, 480000, 620000, 4), Fixed(r, -40000, 220000, 4), N(r.Between(1, 900)), N(r.Between(1950, 2022))]);

    public static GoldenTable Weather(GoldenRandom r, int rows) => Make(["Date", "Time", "Wind Speed", "Gust", "Direction", "Rain"], rows, i =>
        [UkDate(r), $"{r.Next(24):00}:{r.Pick(["00", "15", "30", "45"])}", Fixed(r, 0, 250, 1), Fixed(r, 10, 400, 1), r.Pick(["N", "NE", "E", "SE", "S", "SW", "W", "NW"]), Fixed(r, 0, 90, 1)]);

    public static GoldenTable Election(GoldenRandom r, int rows) => Make(["Ward", "Candidate", "Party", "Votes", "Share"], rows, i =>
        [$"{r.Pick(Cities)} Ward {r.Between(1, 20)}", Name(r), r.Pick(["Green", "Labour", "Liberal", "Independent", "Conservative"]), N(r.Between(12, 4200)), $"{r.Between(1, 60)}.{r.Next(10)}%"]);

    /// <summary>Nothing but words: only names and repetition tell the header.</summary>
    public static GoldenTable AllText(GoldenRandom r, int rows) => Make(["country", "capital", "language", "continent"], rows, i =>
    {
        var (country, capital, language) = r.Pick<(string, string, string)>([("Norway", "Oslo", "Norwegian"), ("France", "Paris", "French"), ("Peru", "Lima", "Spanish"), ("Kenya", "Nairobi", "Swahili"), ("Japan", "Tokyo", "Japanese"), ("Chile", "Santiago", "Spanish"), ("Ghana", "Accra", "English")]);
        return [country, capital, language, r.Pick(["Europe", "Africa", "Asia", "America"])];
    });

    public static GoldenTable Years(GoldenRandom r, int rows) => Make(["Region", "2016", "2017", "2018", "2019", "2020"], rows, i =>
        [r.Pick(Cities), N(r.Between(100, 900)), N(r.Between(100, 900)), N(r.Between(100, 900)), N(r.Between(100, 900)), N(r.Between(100, 900))]);

    public static GoldenTable Matrix(GoldenRandom r, int rows, int width) => Make([.. Enumerable.Range(0, width).Select(c => $"v{c}")], rows, i =>
        [.. Enumerable.Range(0, width).Select(_ => Fixed(r, -9000, 9000, 3))]);

    public static GoldenTable Bank(GoldenRandom r, int rows) => Make(["Buchungstag", "Valuta", "Auftraggeber/Empfänger", "Verwendungszweck", "Betrag", "Währung"], rows, i =>
        [GermanDate(r), GermanDate(r), r.Pick(["Stadtwerke Köln", "Bäckerei Müller", "ACME GmbH", "Finanzamt Süd"]), r.Pick(["Rechnung 2021/33", "Miete", "Gehalt März", "Strom Abschlag"]), Comma(r), "EUR"]);

    public static string Name(GoldenRandom r) => $"{r.Pick(First)} {r.Pick(Last)}";

    public static string Title(GoldenRandom r) => string.Join(' ', Enumerable.Range(0, r.Between(2, 4)).Select(_ => Capital(r.Pick(Words))));

    public static string Comma(GoldenRandom r) => (r.Chance(40) ? "-" : string.Empty) + (r.Chance(30) ? $"{r.Between(1, 9)}.{r.Between(100, 999)},{r.Between(10, 99)}" : $"{r.Between(1, 999)},{r.Between(10, 99)}");

    public static string Money(GoldenRandom r) => $"{r.Between(1, 900)}.{r.Between(10, 99)}";

    public static string Date(GoldenRandom r) => $"20{r.Between(10, 23)}-{r.Between(1, 12):00}-{r.Between(1, 28):00}";

    public static string UkDate(GoldenRandom r) => $"{r.Between(1, 28):00}/{r.Between(1, 12):00}/20{r.Between(10, 23)}";

    public static string GermanDate(GoldenRandom r) => $"{r.Between(1, 28):00}.{r.Between(1, 12):00}.20{r.Between(10, 23)}";

    public static string Stamp(int i) => new DateTime(2021, 3, 1, 8, 0, 0, DateTimeKind.Utc).AddSeconds(i * 37).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string N(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static GoldenTable Make(string[] names, int rows, Func<int, string[]> row) => new(names, [.. Enumerable.Range(0, rows).Select(row)]);

    private static string Thousands(GoldenRandom r) => r.Chance(40) ? $"{r.Between(1, 99)},{r.Between(100, 999)}.{r.Between(10, 99)}" : Money(r);

    private static string Fixed(GoldenRandom r, int from, int to, int digits) => (r.Between(from, to) / Math.Pow(10, digits)).ToString("F" + N(digits), CultureInfo.InvariantCulture);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
