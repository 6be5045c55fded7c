namespace Lumos.EndToEnd;

/// <summary>What speaks against a run is said whoever says yes to it.</summary>
public sealed class ConfirmationTests
{
    [Fact]
    public async Task Yes_HeldRun_SaysWhatHeldIt()
    {
        var folder = Directory.CreateTempSubdirectory("lumos-held-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "z.csv"), "id,nm,val\n1,a,3\n2,b,4\n3,c,5\n");
            await File.WriteAllTextAsync(Path.Combine(folder, "z.sql"), "CREATE TABLE customers (customer_id bigint PRIMARY KEY, surname text, amount bigint);");

            var held = await LumosProcess.RunAsync(folder, "run", "--from", "z.csv", "--to", "z.sql", "--out", "z.duckdb", "--quiet");
            var confirmed = await LumosProcess.RunAsync(folder, "resume", "--yes", "--quiet");

            Assert.Equal(8, held.ExitCode);
            Assert.Contains("'customers.surname' from 'nm' has a confidence of only", held.Output);
            Assert.Equal(0, confirmed.ExitCode);
            Assert.Contains("Held, and confirmed by --yes:", confirmed.Error);
            Assert.Contains("'customers.surname' from 'nm' has a confidence of only", confirmed.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
