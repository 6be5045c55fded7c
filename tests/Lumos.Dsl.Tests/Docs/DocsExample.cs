using System.Text.Json;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Docs;

/// <summary>One line of an <c>example</c> block: an expression, a row, and what comes out.</summary>
/// <remarks>A block, <c>example select_when</c> where it needs that flag, is an expression and lines of the form <c>a: text = "x", b: int64 = 7 => "y"</c>; results are a value, NULL, error CODE or refused CODE.</remarks>
internal sealed partial record DocsExample(string Place, string Expression, ColumnSchema Source, ValueList<string?> Row, VectorOutcome Expected, DslFlags Flags)
{
    public static IReadOnlyList<DocsExample> ReadAll(string folder) => [.. Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>What it needs beyond the core of the language.</summary>
    public DslFeatures Features => DslText.Compile("value = " + Expression, Source, flags: Flags).Plan is { } plan ? PlanFeatures.Of(plan) : DslFeatures.None;

    /// <summary>What the backend gives; the code of the first refusal when the checker refuses.</summary>
    public VectorOutcome Run(IVectorBackend backend)
    {
        var result = DslText.Compile("value = " + Expression, Source, flags: Flags);
        if (result.Plan is not { } plan) return new(null, Reject: result.Diagnostics[0].Code);
        return Expected.Reject is null ? backend.Evaluate(new(plan.Pipelines[0].Value, Source), [Row], default)[0] : new(null);
    }

    public override string ToString() => $"{Place}: {Expression} over {string.Join(", ", Row)}";

    private static IEnumerable<DocsExample> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is not ("```example" or "```example select_when")) continue;
            var flags = lines[i].EndsWith("select_when", StringComparison.Ordinal) ? DslFlags.SelectWhen : DslFlags.None;
            var expression = lines[++i];
            while (lines[++i] != "```") yield return ParseLine($"{Path.GetFileName(path)}:{i + 1}", expression, lines[i], flags);
        }
    }

    private static DocsExample ParseLine(string place, string expression, string line, DslFlags flags)
    {
        var arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
        var fields = new List<ColumnField>();
        var row = new List<string?>();
        foreach (Match input in Input().Matches(line[..arrow]))
        {
            if (!ColumnType.TryParse(input.Groups["type"].Value, out var type)) throw new FormatException($"{place}: not a type.");
            fields.Add(new(input.Groups["name"].Value, type));
            row.Add(Value(input.Groups["value"].Value));
        }

        var result = line[(arrow + 4)..];
        var expected = result.StartsWith("error ", StringComparison.Ordinal) ? new VectorOutcome(null, Error: result[6..])
            : result.StartsWith("refused ", StringComparison.Ordinal) ? new VectorOutcome(null, Reject: result[8..])
            : new VectorOutcome(Value(result));
        return new(place, expression, new(fields), ValueList.From(row), expected, flags);
    }

    private static string? Value(string text) => text is "NULL" or "" ? null : text[0] == '"' ? JsonSerializer.Deserialize<string>(text) : text;

    [GeneratedRegex("""(?<name>\w+): (?<type>\w+(\(\d+,\d+\))?)( = (?<value>"(\\.|[^"\\])*"|[^,"]+?))?(, |$)""")]
    private static partial System.Text.RegularExpressions.Regex Input();
}
