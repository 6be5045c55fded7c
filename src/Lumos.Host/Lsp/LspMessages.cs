using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lumos.Host.Lsp;

/// <summary>Messages of the Language Server Protocol over two streams: a <c>Content-Length</c> header, an empty line, JSON in UTF-8.</summary>
/// <remarks>Language Server Protocol 3.17, "Base Protocol".</remarks>
internal sealed class LspMessages(Stream input, Stream output)
{
    private const int MaxBytes = 64 << 20;

    /// <summary>The next message, or null at the end of the input.</summary>
    /// <exception cref="InvalidDataException">What arrives is no message.</exception>
    public async Task<JsonObject?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = -1;
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (length is < 0 or > MaxBytes) throw new InvalidDataException("A message needs a Content-Length of at most 64 MiB.");
                var body = new byte[length];
                await input.ReadExactlyAsync(body, cancellationToken);
                return JsonNode.Parse(body) as JsonObject ?? throw new InvalidDataException("A message is a JSON object.");
            }

            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                && !int.TryParse(line.AsSpan(15), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out length)) length = -1;
        }

        return null;
    }

    /// <summary>Sends a message.</summary>
    public async Task WriteAsync(JsonObject message, CancellationToken cancellationToken)
    {
        message["jsonrpc"] = "2.0";
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        await output.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")), cancellationToken);
        await output.WriteAsync(body, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await input.ReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] == '\n') return line.ToString();
            if (one[0] != '\r') line.Append((char)one[0]);
        }

        return null;
    }
}
