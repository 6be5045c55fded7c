using System.Text;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Names, texts and paths in the engine's SQL.</summary>
internal static class EngineText
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A path whose wildcards stand for themselves.</summary>
    public static string NoGlob(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0) return path;
        var text = new StringBuilder(path.Length + 8);
        foreach (var c in path)
        {
            if (c is '*' or '?' or '[') text.Append('[').Append(c).Append(']');
            else text.Append(c);
        }

        return text.ToString();
    }
}
