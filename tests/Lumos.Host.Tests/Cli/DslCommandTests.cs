using Lumos.Dsl.Tests.Sql;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

public sealed class DslCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-dsl-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("interpreter")]
    [InlineData("duckdb")]
    [InlineData("clickhouse")]
    public Task Test_Backend_RunsTheVectors(string backend) => RunsTheVectorsAsync(backend, "3 passed, 0 failed, 0 refused");

    [ServerFact(Server.Postgres)]
    public Task Test_Postgres_RunsTheVectors() => RunsTheVectorsAsync("postgres", "3 passed, 0 failed, 0 refused");

    [ServerFact(Server.MariaDb)]
    public Task Test_MariaDb_RunsTheVectors() => RunsTheVectorsAsync("mariadb", "3 passed, 0 failed, 0 refused");

    [ServerFact(Server.MySql)]
    public Task Test_MySql_RunsTheVectors() => RunsTheVectorsAsync("mysql", "3 passed, 0 failed, 0 refused");

    [ServerFact(Server.Sqlite)]
    public Task Test_Sqlite_RefusesPatterns() => RunsTheVectorsAsync("sqlite", "2 passed, 0 failed, 1 refused");

    private async Task RunsTheVectorsAsync(string backend, string expected)
    {
        var vectors = Write("v.jsonl", """
            {"id":"1","op":"trim","args":{"side":"both","set":"ascii"},"inputs":[" x "],"expect":{"value":"x"}}
            {"id":"2","op":"type_cast","args":{"from":"text","to":"int64"},"inputs":["1e3"],"expect":{"error":"E_CAST"}}
            {"id":"3","op":"regex_extract","args":{"pattern":"[0-9]+","group":0,"on_no_match":"null"},"inputs":["a12"],"expect":{"value":"12"}}
            """);

        var (code, output, errors) = await RunAsync("dsl", "test", vectors, "--backend", backend);

        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        Assert.Equal(expected, output.Trim());
    }

    [Fact]
    public async Task Check_WhatIsBehindAFlag_RunsOnlyWhenEnabled()
    {
        var plan = Write("p.lumos", "n = select_when(a, \"yes\", \"no\", matches: 'x')\n");

        var (refused, output, _) = await RunAsync("dsl", "check", plan);
        var (accepted, _, _) = await RunAsync("dsl", "check", plan, "--enable", "select_when");
        var (compiled, sql, _) = await RunAsync("dsl", "compile", plan, "--enable", "select_when", "--backend", "postgres");

        Assert.Equal((ExitCodes.DslReject, ExitCodes.Done, ExitCodes.Done), (refused, accepted, compiled));
        Assert.Contains("turn it on: --enable select_when", output, StringComparison.Ordinal);
        Assert.Contains("CASE WHEN", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CanonicalJson_IsReadAndPrintedAsText()
    {
        var text = Write("p.lumos", "n = a | trim | type_cast(int64)\n");
        var (_, json, _) = await RunAsync("dsl", "compile", text, "--canonical");
        var plan = Write("p.json", json);
        var wrong = Write("w.json", json.Replace("trim", "trimm", StringComparison.Ordinal).Replace("\"exact\"", "\"half_even\"", StringComparison.Ordinal));

        var (ofText, fromText, _) = await RunAsync("dsl", "check", text);
        var (ofJson, fromJson, _) = await RunAsync("dsl", "check", plan);
        var (printed, back, _) = await RunAsync("dsl", "fmt", plan);
        var (refused, mistakes, _) = await RunAsync("dsl", "check", wrong);

        Assert.Equal((ExitCodes.Done, ExitCodes.Done, ExitCodes.Done, ExitCodes.DslReject), (ofText, ofJson, printed, refused));
        Assert.Equal(fromText, fromJson);
        Assert.Contains("a | trim | type_cast(int64", back, StringComparison.Ordinal);
        Assert.Contains("column 'n': error DSL_REJECT_UNKNOWN_OP: 'trimm' is not one of the twelve operations.", mistakes, StringComparison.Ordinal);
        Assert.Contains("Use one of: exact, half_away.", mistakes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ColumnThatIsNotNamed_IsNoted()
    {
        var plan = Write("p.lumos", "n = naem | trim\n");

        var (code, output, _) = await RunAsync("dsl", "check", plan, "--columns", "name text, id int64");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains(":1:5: info DSL_REJECT_UNKNOWN_COLUMN: Column 'naem' is not among those of --columns", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_ConnectionThatDoesNotAnswer_SaysSo()
    {
        var vectors = Write("v.jsonl", """{"id":"1","op":"trim","args":{},"inputs":[" x "],"expect":{"value":"x"}}""");

        var (code, _, errors) = await RunAsync("dsl", "test", vectors, "--backend", "postgres", "--connection", $"Host={_folder};Timeout=2");

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("BACKEND_UNAVAILABLE", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_PlanWithAPattern_SaysWhichBackendRefusesItAndWhy()
    {
        var plan = Write("p.lumos", "n = a | regex_extract(\"[0-9]+\", 0) | type_cast(int64)\n");

        var (code, output, _) = await RunAsync("dsl", "explain", plan, "--columns", "a text");

        Assert.Equal(ExitCodes.Done, code);
        var lines = output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("postgres     runs it as one statement", StringComparison.Ordinal));
        var refusal = Assert.Single(lines, line => line.StartsWith("sqlite       refuses it", StringComparison.Ordinal));
        Assert.Contains("regex_extract", refusal, StringComparison.Ordinal);
        Assert.Contains("regular expressions", refusal, StringComparison.Ordinal);
        Assert.Contains("regex_split(literal", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "OFFSET 0")]
    [InlineData("sqlite", "AS MATERIALIZED")]
    [InlineData("mariadb", "LIMIT 18446744073709551615")]
    [InlineData("mysql", "utf8mb4_0900_bin")]
    [InlineData("clickhouse", "toInt128OrNull")]
    [InlineData("duckdb", "TRY_CAST")]
    [InlineData("spark", "try_cast")]
    [InlineData("trino", "TRY_CAST")]
    [InlineData("snowflake", "TRY_TO_NUMBER")]
    [InlineData("bigquery", "SAFE_CAST")]
    [InlineData("sqlserver", "Latin1_General_100_BIN2")]
    public async Task Compile_Backend_PrintsItsSql(string backend, string expected)
    {
        var plan = Write("p.lumos", "n = a | type_cast(int64)\n");

        var (code, output, _) = await RunAsync("dsl", "compile", plan, "--columns", "a text", "--backend", backend);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
