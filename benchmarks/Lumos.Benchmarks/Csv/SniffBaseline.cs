using System.Globalization;
using System.Text.Json;
using Lumos.Core.Evaluation.Csv;
using Lumos.DuckDb;

namespace Lumos.Benchmarks.Csv;

/// <summary>
/// The engine's own sniffer on the same labelled files, in its most forgiving setting, beside Lumos: <c>csv-sniff &lt;folder&gt;</c>. The engine says
/// nothing of footers and titles, so only what both can say is compared: delimiter, header, width, rows.
/// </summary>
internal static class SniffBaseline
{
    public static async Task<int> RunAsync(string folder)
    {
        int files = 0, delimiter = 0, header = 0, columns = 0, rows = 0, all = 0, failed = 0;
        using var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "files")).Order(StringComparer.Ordinal))
        {
            var label = Path.Combine(folder, "expected", Path.GetFileName(path) + ".json");
            if (!File.Exists(label)) continue;
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(label));
            var expected = document.RootElement;
            if (expected.TryGetProperty("refused", out _) || !expected.TryGetProperty("columns", out var width) || width.GetInt32() == 0) continue;
            files++;
            if (Sniff(connection, path) is not { } found)
            {
                failed++;
                continue;
            }

            var wanted = expected.GetProperty("delimiter").GetString();
            var right = (width.GetInt32() == 1 || wanted?.Trim(' ') == found.Delimiter.Trim(' '), expected.GetProperty("header").GetBoolean() == found.Header, width.GetInt32() == found.Columns,
                expected.TryGetProperty("rows", out var count) && count.GetInt64() == found.Rows);
            delimiter += right.Item1 ? 1 : 0;
            header += right.Item2 ? 1 : 0;
            columns += right.Item3 ? 1 : 0;
            rows += right.Item4 ? 1 : 0;
            all += right is (true, true, true, true) ? 1 : 0;
        }

        var report = await CsvEvaluation.RunAsync(folder);
        Console.WriteLine($"{"",-10} {"delimiter",10} {"header",10} {"columns",10} {"rows",10} {"all four",10} {"failed",8}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"engine",-10} {Share(delimiter),10:0.000} {Share(header),10:0.000} {Share(columns),10:0.000} {Share(rows),10:0.000} {Share(all),10:0.000} {failed,8}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"Lumos",-10} {report.Figure("delimiter"),10:0.000} {report.Figure("header"),10:0.000} {report.Figure("columns"),10:0.000} {report.Figure("rows"),10:0.000} {report.Figure("table"),10:0.000} {report.Figure("refused"),8:0}"));
        return 0;

        double Share(int right) => right / (double)Math.Max(1, files);
    }

    private static (string Delimiter, bool Header, int Columns, long Rows)? Sniff(DuckDbConnection connection, string path)
    {
        var name = $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT Delimiter, HasHeader, len(Columns) FROM sniff_csv({name}, ignore_errors = true)";
            string delimiter;
            bool header;
            int columns;
            using (var reader = command.ExecuteReader())
            {
                if (!reader.Read()) return null;
                (delimiter, header, columns) = (reader.GetString(0), reader.GetBoolean(1), Convert.ToInt32(reader.GetValue(2), CultureInfo.InvariantCulture));
            }

            command.CommandText = $"SELECT count(*) FROM read_csv({name}, ignore_errors = true, all_varchar = true)";
            return (delimiter, header, columns, Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        }
        catch (DuckDbException)
        {
            return null;
        }
    }
}
