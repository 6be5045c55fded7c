using System.Text.Json;
using Lumos.DuckDb;

namespace Lumos.EndToEnd;

/// <summary>A run is verified by somebody else, found changed, and taken back.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task Verify_ThenChange_ThenRollBack()
    {
        using var sample = new SampleRun("crm");
        var run = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--quiet");
        Assert.Equal(0, run.ExitCode);

        var verified = await LumosProcess.RunAsync(sample.Folder, "verify", "--json");
        Assert.Equal(0, verified.ExitCode);
        using var json = JsonDocument.Parse(verified.Output);
        Assert.True(json.RootElement.GetProperty("same").GetBoolean());
        var runId = json.RootElement.GetProperty("run_id").GetString()!;

        // Another machine has the manifest and the target, nothing else.
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "verify", "--export", "manifest.json")).ExitCode);
        var elsewhere = Directory.CreateTempSubdirectory("lumos-elsewhere-").FullName;
        try
        {
            File.Copy(Path.Combine(sample.Folder, "manifest.json"), Path.Combine(elsewhere, "manifest.json"));
            File.Copy(sample.Database, Path.Combine(elsewhere, "copy.duckdb"));
            Assert.Equal(0, (await LumosProcess.RunAsync(elsewhere, "verify", "--manifest", "manifest.json", "--target", "copy.duckdb")).ExitCode);

            Execute(Path.Combine(elsewhere, "copy.duckdb"), "DELETE FROM customers WHERE customer_id = (SELECT min(customer_id) FROM customers)");
            var changed = await LumosProcess.RunAsync(elsewhere, "verify", "--manifest", "manifest.json", "--target", "copy.duckdb");
            Assert.Equal(9, changed.ExitCode);
            Assert.Contains("Chunk 0 of 1", changed.Output);
            Assert.DoesNotContain("the first that differs", changed.Output, StringComparison.Ordinal);

            // With the hashes of the rows it names the row as well, unless somebody changed them.
            Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "verify", "--export", "manifest.json", "--rows")).ExitCode);
            var rows = Path.Combine(Directory.CreateDirectory(Path.Combine(elsewhere, "manifest.json.rows")).FullName, "customers.marks");
            File.Copy(Path.Combine(sample.Folder, "manifest.json.rows", "customers.marks"), rows);
            changed = await LumosProcess.RunAsync(elsewhere, "verify", "--manifest", "manifest.json", "--target", "copy.duckdb");
            Assert.Equal(9, changed.ExitCode);
            Assert.Matches(@"Chunk 0 of 1: the first that differs is row \d+ of 'contacts' \(from 0\), which is gone", changed.Output);
            var bytes = File.ReadAllBytes(rows);
            bytes[0] ^= 1;
            File.WriteAllBytes(rows, bytes);
            changed = await LumosProcess.RunAsync(elsewhere, "verify", "--manifest", "manifest.json", "--target", "copy.duckdb");
            Assert.Contains("not those of the manifest's chunks", changed.Output, StringComparison.Ordinal);

            // A table that is gone differs; a file that is damaged cannot be read.
            Execute(Path.Combine(elsewhere, "copy.duckdb"), "DROP TABLE customers");
            changed = await LumosProcess.RunAsync(elsewhere, "verify", "--manifest", "manifest.json", "--target", "copy.duckdb");
            Assert.Equal(9, changed.ExitCode);
            Assert.Contains("There is no table 'customers'", changed.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }

        // A run that is not named is asked about, whatever else is confirmed.
        var asked = await LumosProcess.RunAsync(sample.Folder, "rollback", "--yes");
        Assert.Equal(8, asked.ExitCode);
        Assert.Contains($"lumos rollback {runId} --yes", asked.Error, StringComparison.Ordinal);
        var rolledBack = await LumosProcess.RunAsync(sample.Folder, "rollback", runId[..14], "--yes");
        Assert.Equal(0, rolledBack.ExitCode);
        Assert.Contains("customers: removed", rolledBack.Output);
        Assert.Contains("; rolled back", (await LumosProcess.RunAsync(sample.Folder, "status")).Output, StringComparison.Ordinal);
        Assert.Equal(3, (await LumosProcess.RunAsync(sample.Folder, "rollback", runId, "--yes")).ExitCode);
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "ledger", "verify")).ExitCode);
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = database }.ConnectionString);
        connection.Open();
        connection.Execute(sql);
    }
}
