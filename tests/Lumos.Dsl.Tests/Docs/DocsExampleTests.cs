using Lumos.Dsl.Columnar;
using Lumos.Dsl.Features;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Docs;

public sealed class DocsExampleTests
{
    private static readonly string Folder = Path.Combine(FindRoot(), "docs", "dsl");
    private static readonly IReadOnlyList<DocsExample> Examples = DocsExample.ReadAll(Folder);

    [Fact]
    public void Examples_OnTheInterpreter_GiveWhatThePagesSay() => AssertAll(new InterpreterBackend());

    [Fact]
    public void Examples_OnTheColumnarExecutor_GiveWhatThePagesSay() => AssertAll(new ColumnarBackend(), ColumnarPlan.Supported);

    [Fact]
    public void Examples_OnDuckDb_GiveWhatThePagesSay()
    {
        using var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        AssertAll(new DuckDbBackend(connection));
    }

    [Fact]
    public void Pages_EveryOperation_HasOneWithExamples()
    {
        foreach (var name in OperationNames.All) Assert.Contains(Examples, example => example.Place.StartsWith(name + ".md:", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_EveryPlanInALumosBlock_IsInItsLayout()
    {
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        var plan = readme.Split("```lumos\n")[1].Split("```")[0];
        Assert.Equal(plan, DslText.Format(plan));
    }

    [Fact]
    public void RejectsPage_EveryCode_IsListed()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "rejects.md"));
        var codes = typeof(RejectCode).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(codes, code => Assert.Contains($"`{code}`", page, StringComparison.Ordinal));
    }

    // What a backend refuses by name is no claim of the pages about it.
    private static void AssertAll(IVectorBackend backend, DslFeatures supported = (DslFeatures)~0)
    {
        Assert.True(Examples.Count > 80, $"{Examples.Count} examples were found.");
        Assert.Empty(Examples.Where(example => (example.Features & ~supported) == DslFeatures.None).Select(example => (example, actual: example.Run(backend))).Where(pair => pair.actual != pair.example.Expected).Select(pair => $"{pair.example}: expected {pair.example.Expected}, got {pair.actual}"));
    }

    internal static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Lumos.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("No Lumos.sln above the tests.");
        return folder;
    }
}
