using System.Diagnostics;
using System.Text.Json.Nodes;
using Lumos.Host.Lsp;

namespace Lumos.Host.Tests.Lsp;

/// <summary>Drives the built program as an editor does: its own process, messages over standard input and output.</summary>
public sealed class LspServerTests : IAsyncDisposable
{
    private const string Uri = "file:///plan.lumos";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly LspMessages _messages;
    private readonly CancellationTokenSource _limit = new(Patience);
    private int _id;

    public LspServerTests()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "lumos.dll"), "dsl", "lsp" }) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _messages = new LspMessages(_process.StandardOutput.BaseStream, _process.StandardInput.BaseStream);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Session_FromInitializeToExit_AnswersEverything()
    {
        var initialized = await AskAsync("initialize", new JsonObject());
        Assert.True(initialized["result"]!["capabilities"]!["hoverProvider"]!.GetValue<bool>());
        await TellAsync("initialized", new JsonObject());

        await TellAsync("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri, ["languageId"] = "lumos", ["version"] = 1, ["text"] = "x = a | regex_extract('foo|foobar')" } });
        var published = await NextAsync();
        Assert.Equal("textDocument/publishDiagnostics", published["method"]!.GetValue<string>());
        var diagnostic = Assert.Single(published["params"]!["diagnostics"]!.AsArray())!;
        Assert.Equal(("REGEX_AMBIGUOUS", 1, 0, 22), (diagnostic["code"]!.GetValue<string>(), diagnostic["severity"]!.GetValue<int>(), diagnostic["range"]!["start"]!["line"]!.GetValue<int>(), diagnostic["range"]!["start"]!["character"]!.GetValue<int>()));
        Assert.Contains("foo(?:bar)?", diagnostic["message"]!.GetValue<string>(), StringComparison.Ordinal);

        await ChangeAsync("# source: price decimal(9,2)\nx  =   price|type_cast(text)\n");
        Assert.Empty((await NextAsync())["params"]!["diagnostics"]!.AsArray());

        var hover = await AskAsync("textDocument/hover", At(1, 15));
        Assert.Contains("gives text", hover["result"]!["contents"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("decimal(9,2)", (await AskAsync("textDocument/hover", At(1, 8)))["result"]!["contents"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);

        var formatted = Assert.Single((await AskAsync("textDocument/formatting", At(0, 0)))["result"]!.AsArray())!;
        Assert.Equal("# source: price decimal(9,2)\nx = price | type_cast(text)\n", formatted["newText"]!.GetValue<string>());

        await ChangeAsync("x = a | ");
        Assert.NotEmpty((await NextAsync())["params"]!["diagnostics"]!.AsArray());
        Assert.Contains("trim", (await AskAsync("textDocument/completion", At(0, 8)))["result"]!.AsArray().Select(item => item!["label"]!.GetValue<string>()));
        Assert.Null((await AskAsync("textDocument/formatting", At(0, 0)))["result"]);

        Assert.Equal(-32601, (await AskAsync("textDocument/rename", At(0, 0)))["error"]!["code"]!.GetValue<int>());
        Assert.Equal(-32602, (await AskAsync("textDocument/hover", new JsonObject()))["error"]!["code"]!.GetValue<int>());

        await TellAsync("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });
        Assert.Empty((await NextAsync())["params"]!["diagnostics"]!.AsArray());
        Assert.Null((await AskAsync("shutdown", new JsonObject()))["result"]);
        await TellAsync("exit", new JsonObject());
        await _process.WaitForExitAsync(_limit.Token);
        Assert.Equal(0, _process.ExitCode);
    }

    [Fact]
    public async Task Exit_WithoutShutdown_IsAnError()
    {
        await TellAsync("exit", new JsonObject());
        await _process.WaitForExitAsync(_limit.Token);
        Assert.NotEqual(0, _process.ExitCode);
    }

    private static JsonObject At(int line, int character) => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
    };

    private Task ChangeAsync(string text) => TellAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 2 },
        ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }),
    });

    private Task TellAsync(string method, JsonObject parameters) => _messages.WriteAsync(new JsonObject { ["method"] = method, ["params"] = parameters }, _limit.Token);

    private async Task<JsonObject> AskAsync(string method, JsonObject parameters)
    {
        await _messages.WriteAsync(new JsonObject { ["id"] = ++_id, ["method"] = method, ["params"] = parameters }, _limit.Token);
        var answer = await NextAsync();
        Assert.Equal(_id, answer["id"]!.GetValue<int>());
        return answer;
    }

    private async Task<JsonObject> NextAsync() => await _messages.ReadAsync(_limit.Token) ?? throw new InvalidOperationException("The server closed its output.");
}
