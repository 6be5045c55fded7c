using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation;

/// <summary>Reads labels and writes lines of cases.</summary>
internal static class EvaluationJson
{
    /// <summary>Reads a label file with a reader that may fail on a wrong shape.</summary>
    /// <exception cref="LumosException"><c>EVAL_LABEL_INVALID</c>.</exception>
    public static T Read<T>(string path, string shape, Func<JsonElement, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_LABEL_INVALID", $"The labels are not in the format: {error.Message}", new ErrorLocation(File: path), shape, error);
        }
    }

    /// <summary>One JSON object on a line.</summary>
    public static string Line(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
