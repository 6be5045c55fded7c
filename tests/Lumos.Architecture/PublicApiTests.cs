using System.Reflection;
using Lumos.Testing;

namespace Lumos.Architecture;

/// <summary>The public surface of each package is an approved text, reviewed like code.</summary>
public sealed class PublicApiTests
{
    /// <summary>Set to 1 to write the texts anew after a wanted change.</summary>
    private const string Approve = "LUMOS_APPROVE_API";

    public static TheoryData<string> Packages => new(House.Libraries);

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicApi_OfPackage_IsTheApprovedOne(string package)
    {
        var path = Path.Combine(RepositoryRoot.Find(), "tests", "Lumos.Architecture", "PublicApi", package + ".approved.txt");
        var actual = PublicApiText.Of(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"There is no approved public API for {package}; run the tests with {Approve}=1 and review {package}.approved.txt.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
