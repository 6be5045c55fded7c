using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>Reads vector files: one JSON object a line with id, op, args, inputs and expect.</summary>
public static class VectorFile
{
    /// <summary>The vectors of a file, in order. Empty lines are skipped, unknown keys ignored.</summary>
    /// <exception cref="LumosException"><c>DSL_VECTOR_INVALID</c>: a line is not a vector.</exception>
    public static IEnumerable<DslVector> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ReadLines(path);
    }

    /// <summary>One line of a vector file.</summary>
    /// <exception cref="LumosException"><c>DSL_VECTOR_INVALID</c>: the line is not a vector.</exception>
    public static DslVector ParseLine(string line, string? file = null, long? number = null)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new(
                root.GetProperty("id").GetString()!,
                root.GetProperty("op").GetString()!,
                root.GetProperty("args").Clone(),
                ValueList.From(root.GetProperty("inputs").EnumerateArray().Select(Text).ToArray()),
                Outcome(root.GetProperty("expect")),
                root.TryGetProperty("note", out var note) ? note.GetString() : null);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "DSL_VECTOR_INVALID", "The line is not a vector.", new ErrorLocation(file, number),
                "A vector is a JSON object with id, op, args, inputs and expect; expect holds value, error or reject.", error);
        }
    }

    private static IEnumerable<DslVector> ReadLines(string path)
    {
        var number = 0L;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return ParseLine(line, path, number);
        }
    }

    private static VectorOutcome Outcome(JsonElement expect)
    {
        if (expect.TryGetProperty("reject", out var reject)) return new(null, Reject: reject.GetString());
        return expect.TryGetProperty("error", out var error) ? new(null, Error: error.GetString()) : new(Text(expect.GetProperty("value")));
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => JsonArguments.TextOf(value) ?? throw new InvalidOperationException("Not a scalar."),
    };
}
