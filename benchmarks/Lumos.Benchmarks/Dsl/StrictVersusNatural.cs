using System.Diagnostics;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Text;
using Lumos.DuckDb;

namespace Lumos.Benchmarks.Dsl;

/// <summary>
/// What the strict meaning costs: 13 text columns to 20 typed ones in DuckDB, once as a plan compiles, with a failure reason per row, and once
/// as the SQL a person would write. Tables in memory, runs alternate, medians of wall and processor time.
/// </summary>
internal static class StrictVersusNatural
{
    private const string Rows = """
        CREATE TABLE src AS SELECT
          CAST(i + 1 AS VARCHAR) AS id,
          CASE i % 5 WHEN 0 THEN 'Anna' WHEN 1 THEN '  Bob ' WHEN 2 THEN 'Zoë' WHEN 3 THEN 'Mary  Ann' ELSE 'Christopher' END AS first,
          CASE i % 7 WHEN 0 THEN 'Smith' WHEN 1 THEN 'O''Neil' WHEN 2 THEN 'Müller' WHEN 3 THEN 'Garcia Lopez ' ELSE 'Johnson' || CAST(i % 1000 AS VARCHAR) END AS last,
          'User.' || CAST(i * 7919 % 1000003 AS VARCHAR) || '@Example' || CAST(i % 97 AS VARCHAR) || '.com' AS email,
          '(' || CAST(200 + i % 700 AS VARCHAR) || ') ' || CAST(100 + i % 899 AS VARCHAR) || '-' || lpad(CAST(i % 10000 AS VARCHAR), 4, '0') AS phone,
          strftime(DATE '2000-01-01' + CAST(i % 9000 AS INTEGER), '%m/%d/%Y') AS created,
          strftime(DATE '1950-01-01' + CAST(i % 20000 AS INTEGER), '%Y-%m-%d') AS birth,
          strftime(TIMESTAMP '2010-01-01 00:00:00' + to_seconds(i * 61 % 300000000), '%Y-%m-%d %H:%M:%S') AS updated,
          CAST(CAST(100 + (i * 31 % 20000) / 100.0 AS DECIMAL(9,2)) AS VARCHAR) AS weight_lb,
          CAST(CAST((i * 37 % 1000000) / 100.0 AS DECIMAL(10,2)) AS VARCHAR) AS price,
          CAST(1 + i % 20 AS VARCHAR) AS qty,
          CASE i % 6 WHEN 0 THEN 'us' WHEN 1 THEN 'DE' WHEN 2 THEN 'fr' WHEN 3 THEN 'GB' WHEN 4 THEN 'it' ELSE 'ES' END AS country,
          CASE i % 4 WHEN 0 THEN 'yes' WHEN 1 THEN 'No' WHEN 2 THEN 'true' ELSE '0' END AS active
        FROM range($rows) t(i)
        """;

    internal const string Plan = """
        id           = id | type_cast(int64)
        full_name    = concat(first, last, separator: " ", nulls: skip) | collapse_whitespace
        first_name   = first | trim
        last_name    = last | trim | case(upper)
        email        = email | trim | case(lower)
        email_domain = email | trim | case(lower) | regex_extract("@([^@]+)$", 1)
        phone_line   = phone | regex_split(literal: "-", index: 2)
        area_code    = phone | regex_extract("^\\(([0-9]{3})\\)", 1)
        created      = created | date_parse("MM/DD/YYYY")
        birth        = birth | type_cast(date)
        updated      = updated | date_parse("YYYY-MM-DD HH:mm:ss", target: timestamp)
        weight_kg    = weight_lb | type_cast(decimal(12,3)) | unit_convert("lb", "kg", result: decimal(12,3))
        price        = price | type_cast(decimal(10,2))
        qty          = qty | type_cast(int64)
        total        = safe_math(mul, price | type_cast(decimal(10,2)), qty | type_cast(decimal(5,0)), result: decimal(14,2))
        unit_price   = safe_math(div, price | type_cast(decimal(10,2)), qty | type_cast(decimal(5,0)), result: decimal(12,2), on_zero: null)
        country      = country | case(upper) | map_dict({"US": "United States", "DE": "Germany", "FR": "France", "GB": "United Kingdom", "IT": "Italy"}, on_missing: "Other")
        active       = active | type_cast(bool)
        created_text = created | date_parse("MM/DD/YYYY") | date_format("DD MON YYYY")
        label        = concat(country, id, separator: "-", nulls: propagate)
        """;

    private const string Natural = """
        SELECT CAST(id AS BIGINT) AS id,
          trim(regexp_replace(concat_ws(' ', first, last), '\s+', ' ', 'g')) AS full_name,
          trim(first) AS first_name, upper(trim(last)) AS last_name, lower(trim(email)) AS email,
          regexp_extract(lower(trim(email)), '@([^@]+)$', 1) AS email_domain,
          split_part(phone, '-', 2) AS phone_line, regexp_extract(phone, '^\(([0-9]{3})\)', 1) AS area_code,
          CAST(strptime(created, '%m/%d/%Y') AS DATE) AS created, CAST(birth AS DATE) AS birth, CAST(updated AS TIMESTAMP) AS updated,
          CAST(CAST(weight_lb AS DECIMAL(12,3)) * 0.45359237 AS DECIMAL(12,3)) AS weight_kg,
          CAST(price AS DECIMAL(10,2)) AS price, CAST(qty AS BIGINT) AS qty,
          CAST(CAST(price AS DECIMAL(10,2)) * CAST(qty AS DECIMAL(5,0)) AS DECIMAL(14,2)) AS total,
          CAST(CAST(price AS DECIMAL(10,2)) / nullif(CAST(qty AS DECIMAL(5,0)), 0) AS DECIMAL(12,2)) AS unit_price,
          CASE upper(country) WHEN 'US' THEN 'United States' WHEN 'DE' THEN 'Germany' WHEN 'FR' THEN 'France' WHEN 'GB' THEN 'United Kingdom' WHEN 'IT' THEN 'Italy' ELSE 'Other' END AS country,
          CAST(active AS BOOLEAN) AS active, strftime(CAST(strptime(created, '%m/%d/%Y') AS DATE), '%d %b %Y') AS created_text,
          country || '-' || id AS label
        FROM src
        """;

    internal static readonly string[] Columns = ["id", "first", "last", "email", "phone", "created", "birth", "updated", "weight_lb", "price", "qty", "country", "active"];

    public static int Run(int rows = 1_000_000, int rounds = 5)
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        Execute(connection, Rows.Replace("$rows", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var strict = DuckDbCompiler.Compile(DslText.Parse(Plan), new ColumnSchema([.. Columns.Select(name => new ColumnField(name, ColumnType.Text))])).SelectSql("src");

        List<Sample> natural = [], governed = [];
        for (var round = 0; round <= rounds; round++)
        {
            var (a, b) = (Measure(connection, "natural_rows", Natural), Measure(connection, "strict_rows", strict));
            if (round == 0) continue;
            natural.Add(a);
            governed.Add(b);
        }

        // On this clean data both must say the same, or the race means nothing.
        const string Compared = "id, last_name, phone_line, area_code, created, birth, updated, weight_kg, price, qty, total, country, active, created_text, label";
        var failed = Scalar(connection, "SELECT count(*) FROM strict_rows WHERE lumos_failure <> 0");
        var different = Scalar(connection, $"SELECT count(*) FROM (SELECT {Compared} FROM strict_rows EXCEPT ALL SELECT {Compared} FROM natural_rows)");
        Print("natural SQL", natural, rows);
        Print("strict plan", governed, rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio: wall {Median(governed, s => s.Wall) / Median(natural, s => s.Wall):F2}, processor {Median(governed, s => s.Processor) / Median(natural, s => s.Processor):F2}; failed rows: {failed}, rows that differ: {different}"));
        return 0;
    }

    private static Sample Measure(DuckDbConnection connection, string table, string select)
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        Execute(connection, $"CREATE OR REPLACE TABLE {table} AS {select}");
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Sample(wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Print(string name, List<Sample> samples, int rows)
    {
        var wall = Median(samples, sample => sample.Wall);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {wall:F2} s wall, {Median(samples, sample => sample.Processor):F2} s processor, {rows / wall:N0} rows/s"));
    }

    private static double Median(List<Sample> samples, Func<Sample, double> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);

    private static void Execute(DuckDbConnection connection, string sql) => Scalar(connection, sql);

    private static object? Scalar(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private readonly record struct Sample(double Wall, double Processor);
}
