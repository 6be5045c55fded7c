using System.Text;

namespace Lumos.Core.Ingest.Naming;

/// <summary>Standard names: lower snake case in ASCII where the script can be written in it.</summary>
internal static class SnakeCase
{
    private const int LongestName = 63;

    /// <summary>The standard form of a name; empty when nothing of it is a letter or digit.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = Transliteration.ToAscii(name.Trim());
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '%': Word(result, "pct"); continue;
                case '#' when result.Length == 0 || i == text.Length - 1: Word(result, "number"); continue;
                case '&': Word(result, "and"); continue;
                case '\'' or '\u2019': continue;
            }

            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c))
            {
                Break(result);
                continue;
            }

            if (IsUpper(c) && StartsWord(text, i)) Break(result);
            result.Append(char.ToLowerInvariant(c));
        }

        var snake = result.ToString().Trim('_');
        if (snake.Length > LongestName) snake = snake[..(char.IsHighSurrogate(snake[LongestName - 1]) ? LongestName - 1 : LongestName)].TrimEnd('_');
        return snake.Length > 0 && char.IsAsciiDigit(snake[0]) ? "c_" + snake : snake;
    }

    /// <summary>Standard names of all columns of a table: never empty, never twice.</summary>
    public static IReadOnlyList<string> Unique(IReadOnlyList<string> names, string fallback)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var wanted = names.Select((n, i) => Of(n) is { Length: > 0 } s ? s : FormattableString.Invariant($"{fallback}_{i + 1}")).ToArray();

        // A name that is spelled this way in the source keeps it, whatever comes before it.
        var result = new string?[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            if (names[i] == wanted[i] && taken.Add(wanted[i])) result[i] = wanted[i];
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            if (result[i] is not null) continue;
            var name = wanted[i];
            for (var n = 2; !taken.Add(name); n++) name = FormattableString.Invariant($"{wanted[i]}_{n}");
            result[i] = name;
        }

        return result!;
    }

    // "orderID" -> order_id, "HTTPServer" -> http_server, "IDs" -> ids.
    private static bool StartsWord(string text, int i)
    {
        if (i == 0) return false;
        if (char.IsLower(text[i - 1]) || char.IsDigit(text[i - 1])) return true;
        return i + 2 < text.Length && IsUpper(text[i - 1]) && char.IsLower(text[i + 1]) && char.IsLower(text[i + 2]);
    }

    private static bool IsUpper(char c) => char.IsUpper(c);

    private static void Break(StringBuilder result)
    {
        if (result.Length > 0 && result[^1] != '_') result.Append('_');
    }

    private static void Word(StringBuilder result, string word)
    {
        Break(result);
        result.Append(word);
        result.Append('_');
    }
}
