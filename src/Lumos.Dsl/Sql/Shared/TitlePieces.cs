using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// case(title) by pieces: one pattern cuts a text into words and what is between them, of which no letter changes. The classes are written out, because an engine's own
/// know another Unicode version.
/// </summary>
internal static class TitlePieces
{
    private const string AsciiStarts = "0-9A-Za-z";

    /// <summary>The pattern for texts of ASCII.</summary>
    public static string Ascii => Pattern(AsciiStarts, "", "'");

    /// <summary>The pattern for every text.</summary>
    /// <param name="escape">How the engine spells a code point in a class.</param>
    public static string All(Func<int, string> escape) => Pattern(Class(WordCharacters.Starts, escape), Class(WordCharacters.Marks, escape), "'\u2019");

    private static string Class(IEnumerable<(int First, int Last)> ranges, Func<int, string> escape) =>
        string.Concat(ranges.Select(range => range.First == range.Last ? escape(range.First) : escape(range.First) + "-" + escape(range.Last)));

    private static string Pattern(string starts, string marks, string apostrophes)
    {
        var word = $"[{starts}][{starts}{marks}]*";
        return $"{word}(?:[{apostrophes}]{word})*|[^{starts}]+";
    }
}
