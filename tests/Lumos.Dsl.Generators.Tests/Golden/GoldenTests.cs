using System.Text;
using Lumos.Testing;

namespace Lumos.Dsl.Generators.Tests.Golden;

/// <summary>Inputs and the C# they become, reviewed like code.</summary>
public sealed class GoldenTests
{
    /// <summary>Set to 1 to write the outputs anew after a wanted change.</summary>
    private const string Approve = "LUMOS_APPROVE_GENERATED";

    private static readonly string Folder = Path.Combine(RepositoryRoot.Find(), "tests", "Lumos.Dsl.Generators.Tests", "Golden");

    public static TheoryData<string> Inputs => new(Directory.GetFiles(Folder, "*.input.txt").Select(file => Path.GetFileName(file).Replace(".input.txt", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Generate_Input_GivesTheApprovedCode(string name)
    {
        var plan = Path.Combine(Folder, name + ".lumos");
        var text = CompiledText.Of(File.ReadAllText(Path.Combine(Folder, name + ".input.txt")), File.Exists(plan) ? [("/golden/" + name + ".lumos", File.ReadAllText(plan))] : []);
        var actual = new StringBuilder();
        foreach (var tree in text.Generated) actual.Append("// ==== ").Append(Path.GetFileName(tree.FilePath)).Append('\n').Append(tree);
        var approved = Path.Combine(Folder, name + ".approved.txt");
        if (Environment.GetEnvironmentVariable(Approve) == "1") await File.WriteAllTextAsync(approved, actual.ToString());

        Assert.Empty(await text.AnalyzeAsync());
        Assert.Empty(text.CompilerDiagnostics());
        Assert.True(File.Exists(approved), $"There is no approved output for {name}; run the tests with {Approve}=1 and review it.");
        Assert.Equal(await File.ReadAllTextAsync(approved), actual.ToString());
    }
}
