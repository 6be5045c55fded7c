using Lumos.Abstractions;

namespace Lumos.Core.Tests.Contracts;

public class SecretsInCodeTests
{
    [Theory]
    [InlineData("postgres://ann:s3cret@db.example/shop")]
    [InlineData("postgres://db.example/shop?sslpassword=s3cret")]
    public async Task Run_ContractMadeInCodeWithAPassword_IsRefusedAndNothingKept(string location)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.csv", "a\n1\n");
        folder.Write("t.sql", "CREATE TABLE t (a int)");
        var contract = new RunContractBuilder().From(folder["a.csv"]).ToSchema(folder["t.sql"]).Into(location).Build();

        var error = await Assert.ThrowsAsync<LumosException>(() => LumosEngine.Create(new LumosOptions { StateFolder = folder["state"] }).RunAsync(contract));

        Assert.Contains("rhs.location", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains("s3cret", StringComparison.Ordinal));
    }
}
