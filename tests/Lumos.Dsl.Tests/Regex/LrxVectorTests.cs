using Lumos.Dsl.Regex;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Regex;

public sealed class LrxVectorTests
{
    [Fact]
    public void Extract_EveryVector_MatchesAndRejectsAsSpecified()
    {
        var failures = new List<string>();
        var seen = 0;
        foreach (var vector in VectorFile.Read(Path.Combine(AppContext.BaseDirectory, "vectors", "dsl-vectors.jsonl")).Where(v => v.Operation == "regex_extract"))
        {
            seen++;
            var actual = Run(vector.Args.GetProperty("pattern").GetString()!, vector.Args.GetProperty("group").GetInt32(), vector);
            var expected = vector.Expected.Reject ?? vector.Expected.Error ?? vector.Expected.Value;
            if (actual != expected) failures.Add($"{vector.Id}: expected {expected ?? "NULL"}, got {actual ?? "NULL"}");
        }

        Assert.True(seen >= 229, "The vectors are missing.");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static string? Run(string pattern, int group, DslVector vector)
    {
        if (!LrxPattern.TryParse(pattern, group, out var parsed, out var reject)) return reject!.Code;
        var input = vector.Inputs[0];
        if (input is null) return null;
        if (parsed!.Matcher(group).TryFind(input, 0, out var match)) return input[match.GroupStart..match.GroupEnd];
        return vector.Args.TryGetProperty("on_no_match", out var rule) && rule.GetString() == "error" ? "E_NO_MATCH" : null;
    }
}
