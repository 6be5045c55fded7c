using System.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>trim, case, collapse_whitespace and concat on sequences of code points.</summary>
internal static class TextSemantics
{
    public static Func<string, string> Trim(TrimSide side, TrimSet set)
    {
        var members = (set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : set.Characters!).EnumerateRunes().ToHashSet();
        return text =>
        {
            int start = 0, end = text.Length;
            if (side != TrimSide.Right)
            {
                while (start < end && Rune.GetRuneAt(text, start) is var rune && members.Contains(rune)) start += rune.Utf16SequenceLength;
            }

            if (side != TrimSide.Left)
            {
                while (end > start && LastRune(text, end) is var rune && members.Contains(rune)) end -= rune.Utf16SequenceLength;
            }

            return text[start..end];
        };
    }

    public static string Case(string text, CaseMode mode, CaseAlphabet alphabet)
    {
        if (mode == CaseMode.Title) return TitleCase.Of(text, alphabet);
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (alphabet == CaseAlphabet.Ascii && !rune.IsAscii) result.Append(rune.ToString());
            else if (mode == CaseMode.Upper && rune.Value == 'ß') result.Append("SS");
            else result.Append((mode == CaseMode.Upper ? CaseTable.Upper : CaseTable.Lower).GetValueOrDefault(rune.Value) ?? rune.ToString());
        }

        return result.ToString();
    }

    public static string Collapse(string text, WhitespaceSet set, bool trimEnds)
    {
        var members = WhitespaceSets.Of(set);
        var result = new StringBuilder(text.Length);
        var inRun = false;
        foreach (var c in text)
        {
            var isSpace = members.Contains(c, StringComparison.Ordinal);
            if (!isSpace) result.Append(c);
            else if (!inRun) result.Append(' ');
            inRun = isSpace;
        }

        return trimEnds ? result.ToString().Trim(' ') : result.ToString();
    }

    public static Outcome Concat(object?[] operands, NullRule nulls, string separator) => nulls switch
    {
        NullRule.Propagate when operands.Contains(null) => Outcome.Null,
        NullRule.Skip => new Outcome(string.Join(separator, operands.Where(operand => operand is not null))),
        _ => new Outcome(string.Join(separator, operands.Select(operand => operand ?? ""))),
    };

    private static Rune LastRune(string text, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var rune, out _);
        return rune;
    }
}
