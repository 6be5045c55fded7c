using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// case(title) by pieces: one pattern cuts a text into words and what is between them, of which no letter changes. The classes are written out, because an engine's own
/// know another Unicode version.
/// </summary>
internal static class TitlePieces
{
    private const string AsciiStarts = "0-9A-Za-z";

    /// <summary>The pattern for texts of ASCII.</summary>
    public static string Ascii => Pattern(AsciiStarts, "", "'", "");

    /// <summary>The pattern for every text.</summary>
    public static string All(PatternSpelling spelling) =>
        Pattern(Class(WordCharacters.Starts, spelling.Escape), Class(WordCharacters.Marks, spelling.Escape), "'\u2019", spelling.Keep);

    private static string Class(IEnumerable<(int First, int Last)> ranges, Func<int, string> escape) =>
        string.Concat(ranges.Select(range => range.First == range.Last ? escape(range.First) : escape(range.First) + "-" + escape(range.Last)));

    private static string Pattern(string starts, string marks, string apostrophes, string keep)
    {
        var word = $"[{starts}][{starts}{marks}]*{keep}";
        return $"{word}(?:[{apostrophes}]{word})*{keep}|[^{starts}]+{keep}";
    }
}
