using System.Text.Json;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

public sealed class DslLearnTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-dsl-learn-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Learn_Table_PrintsThePipelineAndWhatItReproduces()
    {
        var examples = Write("people.csv", "first,last,full name\nAda,Lovelace,\"Lovelace, Ada\"\nAlan,Turing,\"Turing, Alan\"\n");

        var (code, output, errors) = await RunAsync("dsl", "learn", "--examples", examples);

        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        Assert.StartsWith("concat(last, first, separator: \", \", nulls: propagate)", output, StringComparison.Ordinal);
        Assert.Contains("compose; reproduces 2 of 2 examples", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Learn_Lines_NamesTheExampleThatContradicts()
    {
        var examples = Write("pairs.jsonl", string.Join('\n', Enumerable.Range(1, 60).Select(i => i == 7 ? "[\"7 km\", \"9\"]" : $"[\"{i} km\", \"{i}000\"]")));

        var (_, output, _) = await RunAsync("dsl", "learn", "--examples", examples, "--type", "int64");

        Assert.Contains("contradicted by example 7: 7 km -> 9", output, StringComparison.Ordinal);
        Assert.Contains("12 of 12 it was not learnt from", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Learn_Json_IsOneObject()
    {
        var examples = Write("pairs.jsonl", "[\"03.02.2024\", \"2024-02-03\"]\n[\"31.12.1999\", \"1999-12-31\"]\n");

        var (_, output, _) = await RunAsync("dsl", "learn", "--examples", examples, "--type", "date", "--json");

        using var document = JsonDocument.Parse(output);
        Assert.Equal("value | date_parse(\"DD.MM.YYYY\")", document.RootElement.GetProperty("found")[0].GetProperty("dsl").GetString());
    }

    [Fact]
    public async Task Learn_NothingExplainsIt_FailsTheCheck()
    {
        var examples = Write("pairs.csv", "a,b\nx,1\nx,2\nx,3\n");

        Assert.Equal(ExitCodes.CheckFailed, (await RunAsync("dsl", "learn", "--examples", examples)).Code);
    }

    [Theory]
    [InlineData("one.csv", "a\n1\n", "EXAMPLES_SHAPE")]
    [InlineData("header.csv", "a,b\n", "EXAMPLES_EMPTY")]
    [InlineData("bad.jsonl", "{\"in\": \"x\"}\n", "EXAMPLES_SHAPE")]
    public async Task Learn_FileWithoutExamples_SaysWhatIsWrong(string name, string content, string reason)
    {
        var (code, _, errors) = await RunAsync("dsl", "learn", "--examples", Write(name, content));

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (await CommandLine.RunAsync(args, output, errors), output.ToString(), errors.ToString());
    }
}
