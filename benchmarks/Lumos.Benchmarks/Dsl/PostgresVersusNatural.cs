using System.Diagnostics;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Benchmarks.Dsl;

/// <summary>
/// What the strict meaning costs on PostgreSQL: the plan of <see cref="StrictVersusNatural"/>, with a failure reason per row, beside the SQL a person would write, on a
/// server of its own. One process each, runs alternate, medians of wall time and of the backend's processor time.
/// </summary>
internal static class PostgresVersusNatural
{
    private const string Rows = """
        CREATE UNLOGGED TABLE src AS SELECT
          CAST(i + 1 AS text) AS id,
          CASE i % 5 WHEN 0 THEN 'Anna' WHEN 1 THEN '  Bob ' WHEN 2 THEN 'Zoë' WHEN 3 THEN 'Mary  Ann' ELSE 'Christopher' END AS first,
          CASE i % 7 WHEN 0 THEN 'Smith' WHEN 1 THEN 'O''Neil' WHEN 2 THEN 'Müller' WHEN 3 THEN 'Garcia Lopez ' ELSE 'Johnson' || CAST(i % 1000 AS text) END AS last,
          'User.' || CAST(i * 7919 % 1000003 AS text) || '@Example' || CAST(i % 97 AS text) || '.com' AS email,
          '(' || CAST(200 + i % 700 AS text) || ') ' || CAST(100 + i % 899 AS text) || '-' || lpad(CAST(i % 10000 AS text), 4, '0') AS phone,
          to_char(DATE '2000-01-01' + CAST(i % 9000 AS integer), 'MM/DD/YYYY') AS created,
          to_char(DATE '1950-01-01' + CAST(i % 20000 AS integer), 'YYYY-MM-DD') AS birth,
          to_char(TIMESTAMP '2010-01-01 00:00:00' + (i * 61 % 300000000) * INTERVAL '1 second', 'YYYY-MM-DD HH24:MI:SS') AS updated,
          CAST(CAST(100 + (i * 31 % 20000) / 100.0 AS numeric(9,2)) AS text) AS weight_lb,
          CAST(CAST((i * 37 % 1000000) / 100.0 AS numeric(10,2)) AS text) AS price,
          CAST(1 + i % 20 AS text) AS qty,
          CASE i % 6 WHEN 0 THEN 'us' WHEN 1 THEN 'DE' WHEN 2 THEN 'fr' WHEN 3 THEN 'GB' WHEN 4 THEN 'it' ELSE 'ES' END AS country,
          CASE i % 4 WHEN 0 THEN 'yes' WHEN 1 THEN 'No' WHEN 2 THEN 'true' ELSE '0' END AS active
        FROM generate_series(0::bigint, $rows - 1) AS t(i)
        """;

    private const string Natural = """
        SELECT CAST(id AS bigint) AS id,
          trim(regexp_replace(concat_ws(' ', first, last), '\s+', ' ', 'g')) AS full_name,
          trim(first) AS first_name, upper(trim(last)) AS last_name, lower(trim(email)) AS email,
          substring(lower(trim(email)) from '@([^@]+)$') AS email_domain,
          split_part(phone, '-', 2) AS phone_line, substring(phone from '^\(([0-9]{3})\)') AS area_code,
          to_date(created, 'MM/DD/YYYY') AS created, CAST(birth AS date) AS birth, CAST(updated AS timestamp) AS updated,
          CAST(CAST(weight_lb AS numeric(12,3)) * 0.45359237 AS numeric(12,3)) AS weight_kg,
          CAST(price AS numeric(10,2)) AS price, CAST(qty AS bigint) AS qty,
          CAST(CAST(price AS numeric(10,2)) * CAST(qty AS numeric(5,0)) AS numeric(14,2)) AS total,
          CAST(CAST(price AS numeric(10,2)) / nullif(CAST(qty AS numeric(5,0)), 0) AS numeric(12,2)) AS unit_price,
          CASE upper(country) WHEN 'US' THEN 'United States' WHEN 'DE' THEN 'Germany' WHEN 'FR' THEN 'France' WHEN 'GB' THEN 'United Kingdom' WHEN 'IT' THEN 'Italy' ELSE 'Other' END AS country,
          CAST(active AS boolean) AS active, to_char(CAST(to_date(created, 'MM/DD/YYYY') AS timestamp), 'DD Mon YYYY') AS created_text,
          country || '-' || id AS label
        FROM src
        """;

    public static int Run(int rows = 200_000, int rounds = 5)
    {
        using var server = TemporaryPostgres.Start();
        using var connection = new NpgsqlConnection(server.ConnectionString + ";Command Timeout=600");
        connection.Open();
        Execute(connection, "SET max_parallel_workers_per_gather = 0");
        Execute(connection, "SET jit = off");
        Execute(connection, Rows.Replace("$rows", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var source = new ColumnSchema([.. StrictVersusNatural.Columns.Select(name => new ColumnField(name, ColumnType.Text))]);
        var strict = SqlCompiler.Compile(PlanChecker.Check(DslText.Parse(StrictVersusNatural.Plan), source).OrThrow(), SqlEngine.Postgres).SelectSql("src");

        List<(double Wall, double Processor)> natural = [], governed = [];
        for (var round = 0; round <= rounds; round++)
        {
            var (a, b) = (Measure(connection, "natural_rows", Natural), Measure(connection, "strict_rows", strict));
            if (round == 0) continue;
            natural.Add(a);
            governed.Add(b);
        }

        // On this clean data both must say the same, or the race means nothing. Letters beyond ASCII the database's own upper leaves alone.
        const string Compared = "id, phone_line, area_code, created, birth, updated, weight_kg, price, qty, total, unit_price, country, active, created_text, label";
        var failed = Execute(connection, "SELECT count(*) FROM strict_rows WHERE lumos_failure <> 0");
        var different = Execute(connection, $"SELECT count(*) FROM (SELECT {Compared} FROM strict_rows EXCEPT ALL SELECT {Compared} FROM natural_rows) AS t");
        Print("natural SQL", natural, rows);
        Print("strict plan", governed, rows);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ratio: wall {Median(governed.Select(s => s.Wall)) / Median(natural.Select(s => s.Wall)):F2}, processor {Median(governed.Select(s => s.Processor)) / Median(natural.Select(s => s.Processor)):F2}; failed rows: {failed}, rows that differ: {different}"));
        return 0;
    }

    private static (double Wall, double Processor) Measure(NpgsqlConnection connection, string table, string select)
    {
        Execute(connection, $"DROP TABLE IF EXISTS {table}");
        var before = Processor(connection);
        var watch = Stopwatch.StartNew();
        Execute(connection, $"CREATE UNLOGGED TABLE {table} AS {select}");
        return (watch.Elapsed.TotalSeconds, Processor(connection) - before);
    }

    // The backend's own account: user and system time in hundredths of a second.
    private static double Processor(NpgsqlConnection connection) =>
        Convert.ToDouble(Execute(connection, "SELECT CAST(split_part(s, ' ', 14) AS integer) + CAST(split_part(s, ' ', 15) AS integer) FROM pg_read_file('/proc/self/stat') AS s"), CultureInfo.InvariantCulture) / 100;

    private static void Print(string name, List<(double Wall, double Processor)> samples, int rows)
    {
        var wall = Median(samples.Select(sample => sample.Wall));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {wall:F2} s wall, {Median(samples.Select(sample => sample.Processor)):F2} s processor, {rows / wall:N0} rows/s"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static object? Execute(NpgsqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
