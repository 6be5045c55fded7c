using System.Security.Cryptography;
using System.Text;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Canonical;

/// <summary>
/// The form plans are stored and hashed in: RFC 8785 (keys sorted, no blanks, shortest escapes, UTF-8), every choice spelled out.
/// </summary>
/// <remarks>
/// An operation is <c>{"args":{..},"inputs":[..],"op":"trim"}</c>, a column <c>{"column":"name"}</c>, a constant <c>{"text":"value"}</c>. Places
/// in a text are not part of it. Equal plans give equal bytes on every platform and in every release of version 1.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>A plan as canonical JSON.</summary>
    public static string Write(TransformPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var writer = new CanonicalWriter();
        writer.Write(plan);
        return writer.ToString();
    }

    /// <summary>An expression as canonical JSON.</summary>
    public static string Write(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var writer = new CanonicalWriter();
        writer.Write(expression);
        return writer.ToString();
    }

    /// <summary>Lower-case hexadecimal SHA-256 of the plan's canonical JSON in UTF-8.</summary>
    public static string HashOf(TransformPlan plan) => Hash(Write(plan));

    /// <summary>Lower-case hexadecimal SHA-256 of the expression's canonical JSON in UTF-8.</summary>
    public static string HashOf(Expression expression) => Hash(Write(expression));

    /// <summary>Reads a plan and reports every mistake at once.</summary>
    public static ParseResult TryRead(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var plan = JsonPlanReader.Read(json, out var diagnostics);
        return new(plan, diagnostics) { Readable = plan?.Pipelines ?? [] };
    }

    /// <summary>Reads a plan. Blanks and the order of keys do not matter, everything else must be spelled out.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">It is not a plan; the message lists every reason.</exception>
    public static TransformPlan Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var plan = JsonPlanReader.Read(json, out var diagnostics);
        return plan ?? throw DslReject.Exception(diagnostics);
    }

    private static string Hash(string json)
    {
        using var sha = SHA256.Create();
        var text = new StringBuilder(64);
        foreach (var b in sha.ComputeHash(Encoding.UTF8.GetBytes(json))) text.Append("0123456789abcdef"[b >> 4]).Append("0123456789abcdef"[b & 15]);
        return text.ToString();
    }
}
