using System.Text.Json;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.EndToEnd;

/// <summary>Kills a run that computes its rows inside the DuckDB file it reads and writes, and resumes it: the bytes are those of a run nobody killed, and of one whose rows streamed.</summary>
public sealed class InEngineKillTests
{
    private static readonly Lazy<Task<string>> Streamed = new(() => UndisturbedAsync("etl"));

    [Theory]
    [InlineData(FailpointNames.IngestBeforeArtifact)]
    [InlineData(FailpointNames.ChunkStarted + ":25")]
    [InlineData(FailpointNames.ChunkStaged + ":22")]
    [InlineData(FailpointNames.ChunkCheckpointed + ":20")]
    [InlineData(FailpointNames.DuringPromotion)]
    [InlineData(FailpointNames.AfterPromotion)]
    public async Task Resume_AfterKill_EndsInTheBytesOfAStreamedRun(string place)
    {
        var folder = Directory.CreateTempSubdirectory("lumos-engine-").FullName;
        try
        {
            Prepare(folder, "elt");
            var killed = await LumosProcess.RunAsync(folder, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = place }, "run", "contract.yaml", "--thresholds", "thresholds.yaml", "--yes", "--quiet");
            Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), $"'{place}' was not reached: {killed}");

            var resumed = await LumosProcess.RunAsync(folder, "resume", "--thresholds", "thresholds.yaml", "--yes", "--json", "--quiet");

            Assert.True(resumed.ExitCode == 0, $"resume after '{place}': {resumed}");
            Assert.Equal(await Streamed.Value, Left(folder, resumed));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> UndisturbedAsync(string strategy)
    {
        var folder = Directory.CreateTempSubdirectory("lumos-engine-").FullName;
        try
        {
            Prepare(folder, strategy);
            var run = await LumosProcess.RunAsync(folder, "run", "contract.yaml", "--thresholds", "thresholds.yaml", "--yes", "--json", "--quiet");
            Assert.True(run.ExitCode == 0, run.ToString());
            return Left(folder, run);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Prepare(string folder, string strategy)
    {
        Query(folder, """
            CREATE TABLE raw_orders AS SELECT
                CASE WHEN i % 101 = 0 THEN i - 1 ELSE i END AS order_id, CASE WHEN i % 37 = 0 THEN 'n/a?' ELSE CAST(i AS VARCHAR) || '.50' END AS amount,
                '2024-03-' || lpad(CAST(1 + i % 28 AS VARCHAR), 2, '0') AS ordered, ' Customer  ' || i % 7 AS customer
            FROM range(1, 641) AS t(i)
            """);
        File.WriteAllText(Path.Combine(folder, "orders.sql"), "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, amount DECIMAL(9,2) NOT NULL, ordered DATE, customer TEXT)");
        File.WriteAllText(Path.Combine(folder, "thresholds.yaml"), "profile_id: tp_small\nmigration.batch_size: 10\n");
        File.WriteAllText(Path.Combine(folder, "contract.yaml"), $$"""
            mode: data_mode
            lhs: { source: { type: file }, location: ["w.duckdb#raw_orders"] }
            rhs: { source: { type: file }, location: w.duckdb, schema_ref: orders.sql }
            threshold_profile_id: tp_small
            rbac_actor: { user_id: ann, role: operator }
            overrides: { strategy: {{strategy}} }

            """);
    }

    private static string Left(string folder, ProcessResult run)
    {
        using var summary = JsonDocument.Parse(run.Output);
        return string.Join('\n', Query(folder, "SELECT CAST(o AS VARCHAR) FROM orders AS o ORDER BY order_id")) + summary.RootElement.GetProperty("tables").GetRawText();
    }

    private static List<string> Query(string folder, string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={Path.Combine(folder, "w.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return rows;
    }
}
