namespace Lumos.Dsl.Generators.Tests.Analysis;

/// <summary>The mistake is always the column <c>oops</c>; the literals around it are of every kind.</summary>
public sealed class LiteralMapTests
{
    public static TheoryData<string> Literals => new()
    {
        "\"concat(name, oops, nulls: skip)\"",
        "\"concat(name, \\\"x\\u0041\\x42\\\\n\\U0001F600\\\", \\noops, nulls: skip)\"",
        "@\"concat(name, \"\"quoted\"\",\n oops, nulls: skip)\"",
        "\"\"\"concat(name, \"quoted\", oops, nulls: skip)\"\"\"",
        "\"\"\"\n        concat(name,\n          \"quoted\",\n\n        oops, nulls: skip)\n        \"\"\"",
        "\"\"\"\"\r\n  concat(name,\r\n\r\n      oops, nulls: skip)\r\n  \"\"\"\"",
        "\"concat(name, \" + (@\"\"\"x\"\"\" + \", oops\" + \"\"\"\n  , nulls: skip)\n  \"\"\")",
        "(\"concat(name,\\toops, nulls: skip)\")",
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public async Task Locate_MistakeInALiteral_IsUnderlinedExactly(string literal)
    {
        var text = CompiledText.Of(CompiledText.Usings + "static partial class C { [Pipeline(" + literal + ")] public static partial string M(string name); }");

        var diagnostic = Assert.Single(await text.AnalyzeAsync());

        Assert.Equal("LUM0002", diagnostic.Id);
        Assert.Equal("oops", text.At(diagnostic.Location));
    }
}
