using Lumos.Abstractions;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Canonical;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Write_Plan_SpellsEveryChoiceOut()
    {
        var plan = DslText.Parse("x: text = concat(a | trim, \"é\\n\", nulls: skip) | map_dict({\"k\": null}, on_missing: \"?\")");

        Assert.Equal(
            """{"dsl_version":"1.0.0","pipelines":[{"expression":{"args":{"map":[["k",null]],"on_missing":{"default":"?"},"on_null":null},"inputs":[{"args":{"nulls":"skip","separator":""},"inputs":[{"args":{"set":"unicode","side":"both"},"inputs":[{"column":"a"}],"op":"trim"},{"text":"é\n"}],"op":"concat"}],"op":"map_dict"},"target":"x","type":"text"}]}""",
            CanonicalJson.Write(plan));
    }

    [Fact]
    public void Read_OtherOrderAndBlanks_GivesTheSameHash()
    {
        var plan = CanonicalJson.Read("""
            { "pipelines": [ { "type": null, "target": "x", "expression": { "op": "trim", "inputs": [ { "column": "a" } ], "args": { "side": "left", "set": { "chars": "ba" } } } } ], "dsl_version": "1.0.0" }
            """);

        Assert.Equal(DslText.Parse("x = a | trim(left, set: \"aab\")"), plan);
        Assert.Equal(CanonicalJson.HashOf(DslText.Parse("x = a | trim(left, set: \"ab\")")), CanonicalJson.HashOf(plan));
    }

    [Theory]
    [InlineData("", "SYNTAX")]
    [InlineData("[]", "SYNTAX")]
    [InlineData("{\"dsl_version\":\"1.0.0\"}", "SYNTAX")]
    [InlineData("{\"dsl_version\":\"2.0.0\",\"pipelines\":[]}", "VERSION")]
    [InlineData("{\"dsl_version\":\"1.0.0\",\"pipelines\":{}}", "SYNTAX")]
    [InlineData("{\"dsl_version\":\"1.0.0\",\"dsl_version\":\"1.0.0\",\"pipelines\":[]}", "SYNTAX")]
    public void Read_NotAPlan_IsRefused(string json, string code) => AssertRefused(json, code);

    [Theory]
    [InlineData("{}", "SYNTAX")]
    [InlineData("{\"column\":1}", "SYNTAX")]
    [InlineData("{\"column\":\"\\ud800\"}", "SYNTAX")]
    [InlineData("{\"args\":{},\"inputs\":[],\"op\":\"eval\"}", "UNKNOWN_OP")]
    [InlineData("{\"args\":{\"set\":\"ascii\"},\"inputs\":[{\"column\":\"a\"}],\"op\":\"trim\"}", "ARG")]
    [InlineData("{\"args\":{\"set\":\"ascii\",\"side\":\"both\",\"more\":1},\"inputs\":[{\"column\":\"a\"}],\"op\":\"trim\"}", "ARG")]
    [InlineData("{\"args\":{\"set\":\"emoji\",\"side\":\"both\"},\"inputs\":[{\"column\":\"a\"}],\"op\":\"trim\"}", "ARG")]
    [InlineData("{\"args\":{\"set\":\"ascii\",\"side\":\"both\"},\"inputs\":[],\"op\":\"trim\"}", "ARG")]
    [InlineData("{\"args\":{\"set\":\"ascii\",\"side\":\"both\"},\"inputs\":[{\"column\":\"a\"},{\"column\":\"b\"}],\"op\":\"trim\"}", "ARG")]
    [InlineData("{\"args\":{\"from\":null,\"rounding\":\"exact\",\"to\":\"json\"},\"inputs\":[{\"column\":\"a\"}],\"op\":\"type_cast\"}", "CAST_PAIR")]
    [InlineData("{\"args\":{\"from\":null,\"rounding\":\"half_even\",\"to\":\"int64\"},\"inputs\":[{\"column\":\"a\"}],\"op\":\"type_cast\"}", "ARG")]
    [InlineData("{\"args\":{\"from\":null,\"rounding\":\"exact\",\"to\":7},\"inputs\":[{\"column\":\"a\"}],\"op\":\"type_cast\"}", "CAST_PAIR")]
    [InlineData("{\"args\":{\"index\":1.0,\"literal\":\"x\",\"pattern\":null},\"inputs\":[{\"column\":\"a\"}],\"op\":\"regex_split\"}", "ARG")]
    [InlineData("{\"args\":{\"index\":1,\"literal\":\"x\",\"pattern\":\"y\"},\"inputs\":[{\"column\":\"a\"}],\"op\":\"regex_split\"}", "ARG")]
    [InlineData("{\"args\":{\"map\":[[\"a\"]],\"on_missing\":\"keep\",\"on_null\":null},\"inputs\":[{\"column\":\"a\"}],\"op\":\"map_dict\"}", "ARG")]
    [InlineData("{\"args\":{\"nulls\":null,\"separator\":\"\"},\"inputs\":[{\"column\":\"a\"}],\"op\":\"concat\"}", "CONCAT_NULLS")]
    public void Read_BadExpression_IsRefused(string expression, string code)
        => AssertRefused($$"""{"dsl_version":"1.0.0","pipelines":[{"expression":{{expression}},"target":"x","type":null}]}""", code);

    [Fact]
    public void Read_SeveralMistakes_ReportsAll()
    {
        var error = Assert.Throws<LumosException>(() => CanonicalJson.Read("""
            {"dsl_version":"1.0.0","pipelines":[
              {"expression":{"args":{},"inputs":[],"op":"eval"},"target":"x","type":null},
              {"expression":{"column":"a"},"target":"y","type":"json"}]}
            """));

        Assert.Equal("DSL_REJECT_UNKNOWN_OP", error.Reason);
        Assert.Contains("DSL_REJECT_TYPE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ArgumentsThatCameLater_AreThereOnlyWhenUsed()
    {
        const string Plain = """{"args":{"formats":["D MON YYYY"],"pivot":null,"target":"date"},"inputs":[{"column":"a"}],"op":"date_parse"}""";
        Assert.Equal(Plain, CanonicalJson.Write(DslText.ParseExpression("a | date_parse(\"D MON YYYY\", language: en, fraction: exact)")));
        Assert.Contains(",\"language\":\"de\",", CanonicalJson.Write(DslText.ParseExpression("a | date_parse(\"D MON YYYY\", language: de)")), StringComparison.Ordinal);

        var spelledOut = Plain.Replace("\"pivot\"", "\"language\":\"en\",\"pivot\"", StringComparison.Ordinal);
        var plan = CanonicalJson.Read($$"""{"dsl_version":"1.0.0","pipelines":[{"expression":{{spelledOut}},"target":"x","type":null}]}""");
        Assert.Equal(Plain, CanonicalJson.Write(plan.Pipelines[0].Expression));
    }

    [Fact]
    public void Read_DeepNesting_IsRefusedNotOverflowed()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"args\":{\"set\":\"ascii\",\"side\":\"both\"},\"inputs\":[", 20_000));
        AssertRefused($$"""{"dsl_version":"1.0.0","pipelines":[{"expression":{{deep}}""", "SYNTAX");
    }

    private static void AssertRefused(string json, string code)
    {
        var error = Assert.Throws<LumosException>(() => CanonicalJson.Read(json));
        Assert.Equal((ErrorCode.DslReject, "DSL_REJECT_" + code), (error.Code, error.Reason));
    }
}
