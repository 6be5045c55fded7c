using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Interpreter;

/// <summary>regex_extract and regex_split.</summary>
internal static class RegexSemantics
{
    public static Func<string, Outcome> Extract(RegexExtract extract)
    {
        var matcher = LrxPattern.Of(extract).Matcher(extract.Group);
        return text =>
        {
            if (matcher.TryFind(text, 0, out var match)) return new Outcome(text[match.GroupStart..match.GroupEnd]);
            return extract.OnNoMatch == NoMatchRule.Error ? Outcome.Fail(ValueErrors.NoMatch) : Outcome.Null;
        };
    }

    public static Func<string, Outcome> Split(RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Literal) return text => Piece(text, split.Index, (t, from) => FindLiteral(t, split.Separator, from));
        var matcher = LrxPattern.Parse(split.Separator).Matcher(group: 0);
        return text => Piece(text, split.Index, (t, from) => matcher.TryFind(t, from, out var match) ? (match.Start, match.End) : null);
    }

    // Empty pieces are kept; '' has one empty piece; past the last piece is NULL.
    private static Outcome Piece(string text, int index, Func<string, int, (int Start, int End)?> findSeparator)
    {
        var start = 0;
        for (var piece = 1; ; piece++)
        {
            var separator = findSeparator(text, start);
            if (piece == index) return new Outcome(text[start..(separator?.Start ?? text.Length)]);
            if (separator is null) return Outcome.Null;
            start = separator.Value.End;
        }
    }

    private static (int Start, int End)? FindLiteral(string text, string literal, int from)
    {
        var at = text.IndexOf(literal, from, StringComparison.Ordinal);
        return at < 0 ? null : (at, at + literal.Length);
    }
}
