using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;
using NetRegex = System.Text.RegularExpressions.Regex;

namespace Lumos.Dsl.Tests.Editors;

/// <summary>
/// The grammar editors colour plans with is made from the signature table. After a change to the language run these tests once with
/// <c>LUMOS_APPROVE_GRAMMAR=1</c> and look at the difference.
/// </summary>
public sealed class TextMateGrammarTests
{
    private static readonly string File = Path.Combine(Docs.DocsExampleTests.FindRoot(), "docs", "dsl", "lumos.tmLanguage.json");
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<Parameter> Parameters => OperationNames.All.SelectMany(name => OperationNames.TryParse(name, out var kind) ? Signature.Of(kind).Parameters : []);

    [Fact]
    public void Grammar_File_IsMadeFromTheSignatures()
    {
        var expected = Grammar().ToJsonString(Layout) + "\n";
        if (Environment.GetEnvironmentVariable("LUMOS_APPROVE_GRAMMAR") == "1") System.IO.File.WriteAllText(File, expected);
        Assert.Equal(expected, System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("x = a | trim", "trim", "support.function.lumos")]
    [InlineData("x = concat(a, b, nulls: skip)", "concat", "support.function.lumos")]
    [InlineData("x = concat(a, b, nulls: skip)", "nulls", "variable.parameter.lumos")]
    [InlineData("x = concat(a, b, nulls: skip)", "skip", "constant.language.lumos")]
    [InlineData("x: decimal(9,2) = a | type_cast(decimal(9,2))", "decimal", "support.type.lumos")]
    [InlineData("x = 'it''s' | trim # why", "'it''s'", "string.quoted.single.lumos")]
    [InlineData("x = `First Name` # why", "`First Name`", "variable.other.lumos")]
    [InlineData("x = a # why", "# why", "comment.line.number-sign.lumos")]
    [InlineData("x = a | regex_split(\",\", 2)", "2", "constant.numeric.lumos")]
    public void Grammar_Rules_ColourWhatTheyShould(string line, string word, string scope) => Assert.Equal(scope, ScopeOf(line, line.IndexOf(word, StringComparison.Ordinal), word.Length));

    [Fact]
    public void Grammar_ColumnNamedLikeAnOperation_IsNotColouredAsOne() => Assert.NotEqual("support.function.lumos", ScopeOf("x = trim", 4, 4));

    // What an editor does: at each place the first rule that matches takes its text.
    private static string? ScopeOf(string line, int start, int length)
    {
        var rules = Grammar()["patterns"]!.AsArray().Select(rule => (Scope: rule!["name"]!.GetValue<string>(), Match: new NetRegex("\\G(?:" + rule["match"]!.GetValue<string>() + ")", RegexOptions.CultureInvariant))).ToArray();
        for (var at = 0; at < line.Length;)
        {
            var (scope, match) = rules.Select(rule => (rule.Scope, Match: rule.Match.Match(line, at))).FirstOrDefault(rule => rule.Match is { Success: true, Length: > 0 });
            if (match is null)
            {
                at++;
                continue;
            }

            if (match.Index == start && match.Length == length) return scope;
            at += match.Length;
        }

        return null;
    }

    private static JsonObject Grammar()
    {
        var operations = Names(OperationNames.All);
        var parameters = Names(Parameters.Select(parameter => parameter.Name));
        var words = Names(Parameters.SelectMany(parameter => parameter.Words).Append("true").Append("false").Append("null"));
        var types = Names(TypeNames.Simple.Append("decimal"));
        return new()
        {
            ["name"] = "Lumos",
            ["scopeName"] = "source.lumos",
            ["fileTypes"] = new JsonArray("lumos"),
            ["patterns"] = new JsonArray(
                Rule("comment.line.number-sign.lumos", "#.*$"),
                Rule("string.quoted.double.lumos", "\"(?:[^\"\\\\]|\\\\.)*\"?"),
                Rule("string.quoted.single.lumos", "'(?:[^']|'')*'?"),
                Rule("variable.other.lumos", "`(?:[^`\\\\]|\\\\.)*`?"),
                Rule("keyword.other.lumos", "^dsl_version\\b"),
                Rule("entity.name.lumos", "^[A-Za-z_][A-Za-z0-9_]*(?=\\s*[:=])"),
                Rule("variable.parameter.lumos", $"\\b{parameters}(?=\\s*:)"),
                Rule("support.function.lumos", $"(?:(?<=\\|)|(?<=\\| ))\\b{operations}\\b|\\b{operations}(?=\\s*\\()"),
                Rule("support.type.lumos", $"\\b{types}\\b"),
                Rule("constant.language.lumos", $"\\b{words}\\b"),
                Rule("constant.numeric.lumos", "(?<![A-Za-z0-9_])[+-]?[0-9]+\\b"),
                Rule("keyword.operator.lumos", "[=|]")),
        };
    }

    private static string Names(IEnumerable<string> names) => "(?:" + string.Join("|", names.Distinct(StringComparer.Ordinal).OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)) + ")";

    private static JsonObject Rule(string name, string match) => new() { ["name"] = name, ["match"] = match };
}
