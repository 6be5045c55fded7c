extern alias generators;

using System.Collections;
using System.Reflection;
using generators::Lumos.Dsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lumos.Dsl.Generators.Tests.Caching;

/// <summary>An edit elsewhere makes nothing anew, and what is remembered between edits holds nothing of the compiler's.</summary>
public sealed class CacheTests
{
    private const string Code = CompiledText.Usings + """
        record Raw(string? First, [Column(12, 2)] decimal? Price);
        record Row(string? First, decimal? Price);

        [TransformPlan("rows.lumos", Source = typeof(Raw), Target = typeof(Row))]
        static partial class Map;

        static partial class C
        {
            [Pipeline("name | trim")]
            public static partial string? Clean(string? name);
        }
        """;

    private static readonly CompiledText.TextFile Plan = new("/plans/rows.lumos", "first = first | trim\nprice = price");
    private static readonly CompiledText.TextFile Other = new("/plans/other.txt", "text");

    [Theory]
    [InlineData("\nclass Unrelated { int x; }")]
    [InlineData("\n// a comment")]
    public void Run_AfterAnUnrelatedEdit_KeepsEveryStep(string addition)
    {
        var driver = Run(CompiledText.Compilation(Code), out _);

        var result = Again(driver, CompiledText.Compilation(Code + addition));

        Assert.All(TransformGenerator.StepNames, step => AssertKept(result, step));
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs), output => Assert.Contains(output.Reason, (IncrementalStepRunReason[])[IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]));
    }

    [Fact]
    public void Run_AfterLinesAreMoved_KeepsEveryFile()
    {
        var driver = Run(CompiledText.Compilation(Code), out _);

        var result = Again(driver, CompiledText.Compilation(Code.Replace("[Pipeline", "\n\n        [Pipeline", StringComparison.Ordinal)));

        AssertKept(result, "PipelineFiles");
        AssertKept(result, "MapperFiles");
    }

    [Fact]
    public void Run_AfterAPipelineIsEdited_MakesOnlyItsFileAnew()
    {
        var driver = Run(CompiledText.Compilation(Code), out var first);

        var result = Again(driver, CompiledText.Compilation(Code.Replace("name | trim", "name | case(upper)", StringComparison.Ordinal)));

        AssertKept(result, "MapperFiles");
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(Assert.Single(result.TrackedSteps["PipelineFiles"]).Outputs).Reason);
        Assert.NotEqual(first.GeneratedSources.Select(source => source.SourceText.ToString()), result.GeneratedSources.Select(source => source.SourceText.ToString()));
    }

    [Fact]
    public void Run_AfterThePlanFileIsEdited_MakesOnlyTheMapperAnew()
    {
        var compilation = CompiledText.Compilation(Code);
        var driver = Run(compilation, out _).ReplaceAdditionalText(Plan, new CompiledText.TextFile("/plans/rows.lumos", "first = first\nprice = price"));

        var result = Again(driver, compilation);

        AssertKept(result, "PipelineFiles");
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(Assert.Single(result.TrackedSteps["MapperFiles"]).Outputs).Reason);
    }

    [Fact]
    public void Run_AfterAnotherFileIsEdited_KeepsEveryStep()
    {
        var compilation = CompiledText.Compilation(Code);
        var driver = Run(compilation, out _).ReplaceAdditionalText(Other, new CompiledText.TextFile("/plans/other.txt", "new text"));

        var result = Again(driver, compilation);

        AssertKept(result, "MapperFiles");
        AssertKept(result, "Plans");
    }

    [Fact]
    public void Steps_OfTheGenerator_RememberNothingOfTheCompilers()
    {
        Run(CompiledText.Compilation(Code), out var result);

        foreach (var step in TransformGenerator.StepNames)
        {
            var outputs = result.TrackedSteps[step].SelectMany(run => run.Outputs).ToArray();
            Assert.NotEmpty(outputs);
            foreach (var output in outputs) AssertPlain(output.Value, step, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    [Fact]
    public void CheckOfRememberedValues_SymbolInAModel_IsFound()
        => Assert.Throws<Xunit.Sdk.FailException>(() => AssertPlain(new { Symbol = CompiledText.Compilation(Code).GetTypeByMetadataName("Raw") }, "made up", new HashSet<object>(ReferenceEqualityComparer.Instance)));

    private static GeneratorDriver Run(CSharpCompilation compilation, out GeneratorRunResult result)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new TransformGenerator().AsSourceGenerator()], [Plan, Other], driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Equal(2, result.GeneratedSources.Length);
        return driver;
    }

    private static GeneratorRunResult Again(GeneratorDriver driver, CSharpCompilation compilation) => Assert.Single(driver.RunGenerators(compilation).GetRunResult().Results);

    private static void AssertKept(GeneratorRunResult result, string step)
        => Assert.All(result.TrackedSteps[step].SelectMany(run => run.Outputs), output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {output.Reason}"));

    private static void AssertPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(value)) return;
        if (value.GetType().Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)) Assert.Fail($"{path} remembers a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (var item in items) AssertPlain(item, path + "[]", seen);
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) AssertPlain(field.GetValue(value), path + "." + field.Name, seen);
        }
    }
}
