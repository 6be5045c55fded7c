namespace Lumos.Dsl.Generators.Tests.Analysis;

public sealed class TransformAnalyzerTests
{
    /// <summary>Pipelines over name (text?), age (int64?), price (decimal(12,2)?), born (date?): number of the diagnostic, and what it underlines.</summary>
    public static TheoryData<string, string, string, string> Texts => new()
    {
        { "string?", "name | trim |", "LUM0001", "" },
        { "string?", "name trim", "LUM0001", "trim" },
        { "string?", "nam | trim", "LUM0002", "nam" },
        { "string?", "age | trim", "LUM0003", "trim" },
        { "long?", "name | trim", "LUM0003", "trim" },
        { "string?", "name | upper", "LUM0004", "upper" },
        { "string?", "name | regex_extract('x(?=y)')", "LUM0005", "'x(?=y)'" },
        { "string?", "concat(name, name)", "LUM0005", "concat(name, name)" },
        { "string?", "name | trim | trim", "LUM0008", "trim" },
        { "string?", "name | type_cast(text)", "LUM0008", "type_cast(text)" },
        { "string?", "name | collapse_whitespace | trim", "LUM0008", "trim" },
        { "string?", "name | type_cast(int64) | type_cast(text)", "LUM0012", "M" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Analyze_WrongPipeline_TellsItsNumberAndPlace(string result, string pipeline, string id, string place)
    {
        var text = CompiledText.Of($$"""
            {{CompiledText.Usings}}
            static partial class C
            {
                [Pipeline("{{pipeline}}")]
                public static partial {{result}} M(string? name, long? age, [Column(12, 2)] decimal? price, DateOnly? born);
            }
            """);

        var found = await text.AnalyzeAsync();

        var diagnostic = Assert.Single(found);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(place, text.At(diagnostic.Location));
    }

    [Theory]
    [InlineData("\\\"12x\\\" | type_cast(int64)", "long", "E_CAST")]
    [InlineData("\\\"1.5\\\" | type_cast(decimal(3,0))", "decimal", "E_INEXACT")]
    [InlineData("\\\"1000\\\" | type_cast(decimal(3,0))", "decimal", "E_RANGE")]
    [InlineData("\\\"2024-02-30\\\" | type_cast(date)", "DateOnly", "E_CAST")]
    [InlineData("\\\"maybe\\\" | type_cast(bool)", "bool", "E_CAST")]
    [InlineData("\\\"soon\\\" | date_parse('YYYY-MM-DD')", "DateOnly", "E_DATE")]
    [InlineData("\\\"abc\\\" | regex_extract('[0-9]+', on_no_match: error)", "string", "E_NO_MATCH")]
    [InlineData("\\\"x\\\" | map_dict({'a': 'b'}, on_missing: error)", "string", "E_MAP_MISSING")]
    [InlineData("safe_math(div, age, \\\"0\\\" | type_cast(int64), result: int64, on_zero: error)", "long?", "E_DIV_ZERO")]
    public async Task Analyze_ConstantThatCannotPass_SaysItAlwaysFails(string pipeline, string result, string code)
    {
        var text = CompiledText.Of($$"""
            {{CompiledText.Usings}}
            static partial class C
            {
                [Pipeline("{{pipeline}}")]
                public static partial bool M(long? age, out {{result}} value, out PlanFailure failure);
            }
            """);

        var diagnostic = Assert.Single(await text.AnalyzeAsync());

        Assert.Equal("LUM0006", diagnostic.Id);
        Assert.Contains(code, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_EngineThatRefuses_IsTold()
    {
        var text = CompiledText.Of($$"""
            {{CompiledText.Usings}}
            static partial class C
            {
                [Pipeline("name | trim", Backends = ["duckdb", "abacus"])]
                public static partial string? M(string? name);
            }
            """);

        var diagnostic = Assert.Single(await text.AnalyzeAsync());

        Assert.Equal("LUM0007", diagnostic.Id);
        Assert.Contains("abacus", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_TextOutOfAConstant_AsksForALiteral()
    {
        var text = CompiledText.Of($$"""
            {{CompiledText.Usings}}
            static partial class C
            {
                private const string Text = "nam | trim";

                [Pipeline(Text)]
                public static partial string? M(string? name);
            }
            """);

        var found = await text.AnalyzeAsync();

        Assert.Equal(["LUM0002", "LUM0009"], found.Select(diagnostic => diagnostic.Id));
        Assert.All(found, diagnostic => Assert.Equal("Text", text.At(diagnostic.Location)));
    }

    [Fact]
    public async Task Analyze_ParameterForPipelineText_IsReadInPlace()
    {
        var text = CompiledText.Of($$"""
            {{CompiledText.Usings}}
            static class C
            {
                static void Use([PipelineText] string text) { }
                static void M(string other)
                {
                    Use("name | trim | uper");
                    Use(other);
                    Use("name | trim");
                }
            }
            """);

        var found = await text.AnalyzeAsync();

        Assert.Equal([("LUM0004", "uper"), ("LUM0009", "other")], found.Select(diagnostic => (diagnostic.Id, text.At(diagnostic.Location))));
    }

    [Theory]
    [InlineData("public static string? M(string? name) => name;", "LUM0012")]
    [InlineData("public static partial void M(string? name);", "LUM0012")]
    [InlineData("public static partial string? M(string? name, out PlanFailure failure);", "LUM0012")]
    [InlineData("public static partial string M(string? name);", "LUM0012")]
    [InlineData("public static partial bool M(string? name, out string value);", "LUM0014")]
    [InlineData("public static partial object M(string? name);", "LUM0013")]
    [InlineData("public static partial string? M(object name);", "LUM0013")]
    public async Task Analyze_MethodThatCannotReceiveIt_IsTold(string method, string id)
    {
        var text = CompiledText.Of($$"""
            {{CompiledText.Usings}}
            static partial class C
            {
                [Pipeline("name")]
                {{method}}
            }
            """);

        var diagnostic = Assert.Single(await text.AnalyzeAsync());

        Assert.Equal(id, diagnostic.Id);
    }

    [Theory]
    [InlineData("first = frst", "LUM0002", "frst")]
    [InlineData("frist = first", "LUM0011", "frist")]
    [InlineData("first = first | trim\nage = first", "LUM0003", "age")]
    [InlineData("first = first\ntags = first", "LUM0013", "tags")]
    [InlineData("last = first", "LUM0011", "\"plan.lumos\"")]
    public async Task Analyze_PlanFile_ShowsTheMistakeInTheFile(string plan, string id, string place)
    {
        var text = CompiledText.Of(Mapper("\"plan.lumos\", "), ("/some/where/plan.lumos", plan));

        var diagnostic = Assert.Single(await text.AnalyzeAsync());

        Assert.Equal((id, place), (diagnostic.Id, text.At(diagnostic.Location)));
    }

    [Fact]
    public async Task Analyze_PlanFileThatIsNotThere_IsTold()
    {
        var text = CompiledText.Of(Mapper("\"plan.lumos\", "), ("/some/where/other.lumos", "first = first"));

        var diagnostic = Assert.Single(await text.AnalyzeAsync());

        Assert.Equal(("LUM0010", "\"plan.lumos\""), (diagnostic.Id, text.At(diagnostic.Location)));
    }

    [Fact]
    public async Task Analyze_RightPlan_SaysNothing()
    {
        var text = CompiledText.Of(Mapper("\"plan.lumos\", "), ("/some/where/plan.lumos", "first = first | trim\nage = age"));

        Assert.Empty(await text.AnalyzeAsync());
        Assert.Empty(text.CompilerDiagnostics());
    }

    private static string Mapper(string argument) => $$"""
        {{CompiledText.Usings}}
        record Raw(string? First, long? Age);
        record Person(string? First) { public long? Age { get; init; } public string? Last { get; init; } public object? Tags { get; init; } }

        [TransformPlan({{argument}}Source = typeof(Raw), Target = typeof(Person))]
        static partial class Map;
        """;
}
