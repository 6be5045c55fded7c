using System.Text.Json;

namespace Lumos.Dsl.Tests.Conformance;

/// <summary>One line of a vector file: an operation, its arguments and inputs, and what every backend must answer.</summary>
public sealed record DslVector(string Id, string Op, JsonElement Args, JsonElement Inputs, JsonElement Expect)
{
    /// <summary>The expected value; undefined when an error or a reject is expected.</summary>
    public JsonElement? Value => Expect.TryGetProperty("value", out var value) ? value : null;

    public string? Error => Text("error");

    public string? Reject => Text("reject");

    public static IReadOnlyList<DslVector> All { get; } = Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl")
        .Order(StringComparer.Ordinal)
        .SelectMany(File.ReadLines)
        .Where(line => line.Length > 0)
        .Select(Parse)
        .ToList();

    private static DslVector Parse(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        return new DslVector(root.GetProperty("id").GetString()!, root.GetProperty("op").GetString()!, root.GetProperty("args"), root.GetProperty("inputs"), root.GetProperty("expect"));
    }

    private string? Text(string name) => Expect.TryGetProperty(name, out var value) ? value.GetString() : null;
}
