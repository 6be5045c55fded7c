using System.Text.Json;
using System.Text.Json.Nodes;
using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Host.Lsp;

/// <summary>
/// A language server for plans: diagnostics, hover, completion, formatting. One client, one message after the other; documents are kept in
/// memory and sent whole by the client.
/// </summary>
internal sealed class LspServer(LspMessages messages)
{
    private const int MethodNotFound = -32601;
    private const int InvalidParams = -32602;

    private readonly Dictionary<string, string> _documents = new(StringComparer.Ordinal);
    private bool _isShutDown;

    /// <summary>Serves until the client says exit or closes the input.</summary>
    /// <returns>Whether the client shut the server down first, as the protocol asks.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        while (await messages.ReadAsync(cancellationToken) is { } message)
        {
            var method = message["method"]?.GetValue<string>();
            if (method == "exit") break;
            if (method is null) continue;
            if (message["id"] is { } id) await AnswerAsync(method, id, message["params"], cancellationToken);
            else await NoticeAsync(method, message["params"], cancellationToken);
        }

        return _isShutDown;
    }

    private async Task AnswerAsync(string method, JsonNode id, JsonNode? parameters, CancellationToken cancellationToken)
    {
        var answer = new JsonObject { ["id"] = id.DeepClone() };
        try
        {
            answer["result"] = method switch
            {
                "initialize" => Initialize(),
                "shutdown" => Shutdown(),
                "textDocument/hover" => Hover(parameters),
                "textDocument/completion" => Complete(parameters),
                "textDocument/formatting" => Format(parameters),
                _ => throw new NotSupportedException($"There is no '{method}' here."),
            };
        }
        catch (NotSupportedException missing)
        {
            answer["error"] = Error(MethodNotFound, missing.Message);
        }
        catch (Exception bad) when (bad is KeyNotFoundException or InvalidOperationException or FormatException or JsonException)
        {
            answer["error"] = Error(InvalidParams, "The parameters do not fit the request, or the document is not open.");
        }

        await messages.WriteAsync(answer, cancellationToken);
    }

    private async Task NoticeAsync(string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        var uri = parameters?["textDocument"]?["uri"]?.GetValue<string>();
        if (uri is null) return;
        switch (method)
        {
            case "textDocument/didOpen":
                _documents[uri] = parameters!["textDocument"]!["text"]?.GetValue<string>() ?? "";
                await PublishAsync(uri, cancellationToken);
                break;
            case "textDocument/didChange" when parameters!["contentChanges"] is JsonArray { Count: > 0 } changes:
                _documents[uri] = changes[^1]!["text"]?.GetValue<string>() ?? "";
                await PublishAsync(uri, cancellationToken);
                break;
            case "textDocument/didClose":
                _documents.Remove(uri);
                await PublishAsync(uri, cancellationToken);
                break;
        }
    }

    private static JsonObject Initialize() => new()
    {
        ["capabilities"] = new JsonObject
        {
            // 1: every change sends the whole document, which a plan is small enough for.
            ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = 1 },
            ["hoverProvider"] = true,
            ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray("|", "(", ",", ":", " ") },
            ["documentFormattingProvider"] = true,
        },
        ["serverInfo"] = new JsonObject { ["name"] = "lumos", ["version"] = Program.Version },
    };

    private JsonNode? Shutdown()
    {
        _isShutDown = true;
        return null;
    }

    private async Task PublishAsync(string uri, CancellationToken cancellationToken)
    {
        var found = _documents.TryGetValue(uri, out var text) ? DslLanguage.Check(text).Diagnostics : [];
        var list = new JsonArray();
        foreach (var diagnostic in found) list.Add(DiagnosticOf(diagnostic));
        await messages.WriteAsync(new() { ["method"] = "textDocument/publishDiagnostics", ["params"] = new JsonObject { ["uri"] = uri, ["diagnostics"] = list } }, cancellationToken);
    }

    private static JsonObject DiagnosticOf(DslDiagnostic diagnostic) => new()
    {
        ["range"] = RangeOf(diagnostic.Span),
        ["severity"] = diagnostic.Severity switch { DslSeverity.Error => 1, DslSeverity.Warning => 2, _ => 3 },
        ["code"] = diagnostic.Code,
        ["source"] = "lumos",
        ["message"] = string.Join("\n", new[] { diagnostic.Message, diagnostic.Detail, diagnostic.Suggestion }.Where(line => line is not null)),
    };

    private JsonObject? Hover(JsonNode? parameters)
    {
        var (text, position) = Place(parameters);
        if (DslLanguage.Hover(text, position) is not { } hover) return null;
        var lines = hover.Text.Split('\n', 2);
        var value = "```lumos\n" + lines[0] + "\n```" + (lines.Length > 1 ? "\n" + lines[1] : "");
        return new() { ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = value }, ["range"] = RangeOf(hover.Span) };
    }

    private JsonArray Complete(JsonNode? parameters)
    {
        var (text, position) = Place(parameters);
        var items = new JsonArray();
        foreach (var item in DslLanguage.Complete(text, position))
        {
            // Function, property, enum member, field, class: the protocol's CompletionItemKind.
            var kind = item.Kind switch { DslCompletionKind.Operation => 3, DslCompletionKind.Argument => 10, DslCompletionKind.Word => 20, DslCompletionKind.Column => 5, _ => 7 };
            items.Add(new JsonObject { ["label"] = item.Label, ["kind"] = kind, ["detail"] = item.Detail });
        }

        return items;
    }

    private JsonArray? Format(JsonNode? parameters)
    {
        var text = Document(parameters);
        try
        {
            var laidOut = DslText.Format(text);
            if (laidOut == text) return [];
            var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
            return [new JsonObject { ["range"] = Range(0, 0, lines.Length - 1, lines[^1].Length), ["newText"] = laidOut }];
        }
        catch (LumosException refused) when (refused.Code == ErrorCode.DslReject)
        {
            // The diagnostics say why already.
            return null;
        }
    }

    private string Document(JsonNode? parameters) => _documents[parameters?["textDocument"]?["uri"]?.GetValue<string>() ?? ""];

    private (string Text, int Position) Place(JsonNode? parameters)
    {
        var text = Document(parameters);
        var line = parameters!["position"]!["line"]!.GetValue<int>();
        var start = 0;
        for (; line > 0 && start < text.Length; start++)
        {
            if (text[start] == '\n' || (text[start] == '\r' && (start + 1 == text.Length || text[start + 1] != '\n'))) line--;
        }

        return (text, Math.Clamp(start + parameters["position"]!["character"]!.GetValue<int>(), 0, text.Length));
    }

    // Positions of the protocol count UTF-16 code units from 0, those of the language from 1.
    private static JsonObject RangeOf(SourceSpan span) => span.IsKnown ? Range(span.Line - 1, span.Column - 1, span.Line - 1, span.Column - 1 + Math.Max(1, span.Length)) : Range(0, 0, 0, 0);

    private static JsonObject Range(int line, int character, int endLine, int endCharacter) => new()
    {
        ["start"] = new JsonObject { ["line"] = line, ["character"] = character },
        ["end"] = new JsonObject { ["line"] = endLine, ["character"] = endCharacter },
    };

    private static JsonObject Error(int code, string message) => new() { ["code"] = code, ["message"] = message };
}
