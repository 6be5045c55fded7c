using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Regex;

/// <summary>Finds what to write in place of a construct outside LRX, for the whole pattern at hand.</summary>
internal static class LrxAdvice
{
    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alpha"] = "A-Za-z", ["digit"] = "0-9", ["alnum"] = "0-9A-Za-z", ["upper"] = "A-Z", ["lower"] = "a-z", ["space"] = "\\s", ["blank"] = " \\t",
        ["word"] = "\\w", ["xdigit"] = "0-9A-Fa-f", ["punct"] = "!-/:-@\\[-`{-~", ["print"] = " -~", ["graph"] = "!-~",
    };

    // What the Unicode properties people use come to for the Latin script; the engines' own tables differ by version.
    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["L"] = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ", ["Letter"] = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ", ["Lu"] = "A-ZÀ-ÖØ-Þ", ["Ll"] = "a-zß-öø-ÿ",
        ["N"] = "0-9", ["Nd"] = "0-9", ["Alpha"] = "A-Za-z", ["Digit"] = "0-9", ["Upper"] = "A-Z", ["Lower"] = "a-z", ["Alnum"] = "0-9A-Za-z",
    };

    /// <summary>The same refusal with the pattern to write instead, where there is one.</summary>
    public static LrxReject Improve(string pattern, int group, bool ignoreCase, LrxReject reject)
    {
        var (text, say) = reject.Code switch
        {
            LrxCodes.PosixClass => (Replaced(pattern, reject.Offset, Posix), "Write '{0}'."),
            LrxCodes.GroupSyntax => Group(pattern, reject.Offset),
            LrxCodes.Escape when AnyCharacter(pattern) is { } any => (any, "Write '{0}'."),
            LrxCodes.Escape => (Replaced(pattern, reject.Offset, Escape), EscapeAdvice(pattern, reject.Offset)),
            LrxCodes.LazyOrPossessive when At(pattern, reject.Offset) == '+' => (Replaced(pattern, reject.Offset, (_, at) => ("", at + 1)), "Write '{0}': a pattern with one reading has nothing to give back."),
            LrxCodes.Anchor => (Anchored(pattern), "Write '{0}': it means the same."),
            _ => (null, ""),
        };
        if (text is not null) return WithPattern(reject, pattern, group, ignoreCase, text, say);
        return reject.Code is LrxCodes.LazyOrPossessive or LrxCodes.EmptyBranch or LrxCodes.NullableLoop ? WithRewrite(reject, pattern, group, ignoreCase) : reject;
    }

    private static LrxReject WithPattern(LrxReject reject, string pattern, int group, bool ignoreCase, string text, string say)
    {
        var exact = reject.Code == LrxCodes.Anchor;
        var better = reject with { NextStep = string.Format(CultureInfo.InvariantCulture, say, text), Rewrite = text, RewriteGroup = group, RewriteIsExact = exact, Picture = LrxPicture.Of(pattern, reject.Offset) };
        if (LrxPattern.TryRead(text, group, out _, out var next, ignoreCase)) return better;

        // There may be an answer for the next obstacle too.
        if (next?.Rewrite is not { } further) return reject;
        exact &= next.RewriteIsExact;
        return better with { NextStep = exact ? $"Write '{further}': it means the same." : string.Format(CultureInfo.InvariantCulture, say, further), Rewrite = further, RewriteGroup = next.RewriteGroup, RewriteIsExact = exact };
    }

    private static LrxReject WithRewrite(LrxReject reject, string pattern, int group, bool ignoreCase)
    {
        LrxSyntax syntax;
        try
        {
            syntax = LrxParser.Parse(pattern, wide: true, ignoreCase);
            if (group > syntax.GroupCount || LrxPattern.FindOptional(syntax.Root, group, optional: false) is not null) return reject;
        }
        catch (LrxRejectException)
        {
            return reject;
        }

        if (LrxRewriter.Find(syntax, group) is not { } rewrite)
        {
            return reject.Code == LrxCodes.LazyOrPossessive && LrxTrimming.Advice(syntax, group) is { } trimming ? reject with { NextStep = trimming, Picture = LrxPicture.Of(pattern, reject.Offset) } : reject;
        }

        return reject with
        {
            NextStep = LrxAmbiguity.NextStep(syntax, group, rewrite),
            Rewrite = rewrite.Pattern,
            RewriteGroup = rewrite.Group,
            RewriteIsExact = rewrite.IsExact && reject.Code != LrxCodes.NullableLoop,
            Picture = LrxPicture.Of(pattern, reject.Offset),
        };
    }

    // The customary ways to write any character.
    private static string? AnyCharacter(string pattern)
    {
        var result = pattern.Replace("[\\s\\S]", "(?:.|\\n)").Replace("[\\S\\s]", "(?:.|\\n)").Replace("[\\d\\D]", "(?:.|\\n)").Replace("[\\w\\W]", "(?:.|\\n)");
        return result == pattern ? null : result;
    }

    private static (string? Text, string Say) Group(string pattern, int offset)
    {
        var at = Index(pattern, offset);
        var rest = pattern.Substring(at);
        if (rest.StartsWith("(?i)", StringComparison.Ordinal)) return (pattern.Remove(at, 4), "Write '{0}' with the argument ignore_case: true.");
        if (rest.StartsWith("(?>", StringComparison.Ordinal)) return (pattern.Remove(at + 2, 1).Insert(at + 2, ":"), "Write '{0}': a pattern with one reading has nothing to give back.");
        var name = rest.StartsWith("(?P<", StringComparison.Ordinal) ? 4 : rest.StartsWith("(?<", StringComparison.Ordinal) || rest.StartsWith("(?'", StringComparison.Ordinal) ? 3 : 0;
        if (name == 0 || rest.Length <= name || rest[name] is '=' or '!') return (null, "");
        var end = rest.IndexOfAny(['>', '\''], name);
        return end < 0 ? (null, "") : (pattern.Remove(at + 1, end), "Write '{0}' and give the group by its number.");
    }

    private static string EscapeAdvice(string pattern, int offset) => At(pattern, offset + 1) switch
    {
        'b' or 'B' => "Write '{0}' if it does not matter what stands beside it (it also matches inside a longer word or number), or name the neighbours with a class, such as '[^0-9A-Za-z_]'.",
        'p' or 'P' => "Unicode properties differ with the version of Unicode an engine knows. Write the letters out, such as '{0}'.",
        _ => "Write '{0}'.",
    };

    // Each replacement gives the text to write and where to go on reading.
    private static string? Replaced(string pattern, int offset, Func<string, int, (string Text, int End)?> replace)
    {
        var start = Index(pattern, offset);
        if (replace(pattern, start) is not var (text, end)) return null;
        return pattern.Substring(0, start) + text + pattern.Substring(Math.Min(end, pattern.Length));
    }

    private static (string Text, int End)? Posix(string pattern, int at)
    {
        var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
        return end > at + 2 && PosixClasses.TryGetValue(pattern.Substring(at + 2, end - at - 2), out var members) ? (members, end + 2) : null;
    }

    private static (string Text, int End)? Escape(string pattern, int at)
    {
        var inside = IsInsideBrackets(pattern, at);
        switch (at + 1 < pattern.Length ? pattern[at + 1] : '\0')
        {
            case 'b' when !inside: return ("", at + 2);
            case 'A' when at == 0: return ("^", at + 2);
            case 'Z' or 'z' when at + 2 == pattern.Length: return ("$", at + 2);
            case 'h': return (inside ? " \\t" : "[ \\t]", at + 2);
            case 'R' when !inside: return ("(?:\\r\\n?|\\n)", at + 2);
            case 'N' when !inside: return (".", at + 2);
            case 'f': return ("\f", at + 2);
            case 'v': return ("\v", at + 2);
            case 'x': return Hexadecimal(pattern, at, 2);
            case 'u': return Hexadecimal(pattern, at, 4);
            case 'Q':
                var end = pattern.IndexOf("\\E", at + 2, StringComparison.Ordinal);
                var literal = end < 0 ? pattern.Substring(at + 2) : pattern.Substring(at + 2, end - at - 2);
                return (EscapeLiteral(literal), end < 0 ? pattern.Length : end + 2);
            case 'p' or 'P':
                var close = at + 2 < pattern.Length && pattern[at + 2] == '{' ? pattern.IndexOf('}', at) : at + 2;
                if (close < 0 || close >= pattern.Length) return null;
                if (!Properties.TryGetValue(pattern.Substring(at + 2, close - at - 1).Trim('{', '}'), out var members)) return null;
                if (pattern[at + 1] == 'P') return inside ? null : ("[^" + members + "]", close + 1);
                return (inside ? members : "[" + members + "]", close + 1);
            default: return null;
        }
    }

    private static (string Text, int End)? Hexadecimal(string pattern, int at, int digits)
    {
        var braces = at + 2 < pattern.Length && pattern[at + 2] == '{';
        var end = braces ? pattern.IndexOf('}', at) : at + 2 + digits;
        if (end < 0 || end > pattern.Length) return null;
        var hex = braces ? pattern.Substring(at + 3, end - at - 3) : pattern.Substring(at + 2, digits);
        if (!int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return null;
        return (EscapeLiteral(char.ConvertFromUtf32(point)), braces ? end + 1 : end);
    }

    /// <summary>A pattern that matches exactly a text.</summary>
    public static string EscapeLiteral(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (".[]^-(){}*+?|$\\".IndexOf(c) >= 0) result.Append('\\');
            result.Append(c);
        }

        return result.ToString();
    }

    // ^a$|^b$ : when every alternative has the anchor, it can stand outside.
    private static string? Anchored(string pattern)
    {
        var branches = TopLevelBranches(pattern);
        if (branches.Count < 2) return null;
        var starts = branches.TrueForAll(branch => branch.StartsWith("^", StringComparison.Ordinal));
        var ends = branches.TrueForAll(branch => branch.EndsWith("$", StringComparison.Ordinal) && !branch.EndsWith("\\$", StringComparison.Ordinal));
        if (!starts && !ends) return null;
        var bare = branches.Select(branch => branch.Substring(starts ? 1 : 0, branch.Length - (starts ? 1 : 0) - (ends ? 1 : 0)));
        return (starts ? "^" : "") + "(?:" + string.Join("|", bare) + ")" + (ends ? "$" : "");
    }

    private static List<string> TopLevelBranches(string pattern)
    {
        var result = new List<string>();
        var (depth, start) = (0, 0);
        var brackets = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\': i++; break;
                case '[' when !brackets: brackets = true; break;
                case ']': brackets = false; break;
                case '(' when !brackets: depth++; break;
                case ')' when !brackets: depth--; break;
                case '|' when !brackets && depth == 0:
                    result.Add(pattern.Substring(start, i - start));
                    start = i + 1;
                    break;
            }
        }

        result.Add(pattern.Substring(start));
        return result;
    }

    private static bool IsInsideBrackets(string pattern, int at)
    {
        var brackets = false;
        for (var i = 0; i < at; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '[') brackets = true;
            else if (pattern[i] == ']') brackets = false;
        }

        return brackets;
    }

    private static char At(string pattern, int offset) => Index(pattern, offset) is var at && at < pattern.Length ? pattern[at] : '\0';

    // Offsets count code points, a .NET string UTF-16 units.
    private static int Index(string pattern, int offset)
    {
        var at = 0;
        for (; offset > 0 && at < pattern.Length; offset--, at++)
        {
            if (char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length && char.IsLowSurrogate(pattern[at + 1])) at++;
        }

        return at;
    }
}
