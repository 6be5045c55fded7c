using Lumos.Dsl.Model;

namespace Lumos.Dsl.Numbers;

/// <summary>Characters that mean something in a written number. All are in the Basic Multilingual Plane.</summary>
internal static class NumberMarks
{
    /// <summary>What may stand, once, between a number and its sign, symbol or parenthesis: U+0020, U+00A0, U+2009, U+202F.</summary>
    public const string Blanks = " \u00A0\u2009\u202F";

    /// <summary>What may be declared to stand between groups of digits.</summary>
    public const string Groups = ",.'\u2019_" + Blanks;

    /// <summary>U+2212, the minus of typography.</summary>
    public const char UnicodeMinus = '\u2212';

    /// <summary>Every sign, declared or not.</summary>
    public const string Signs = "+-\u2212";

    /// <summary>What may stand beside a number and is no sign: its symbols, the longest first, or the percent sign.</summary>
    public static IReadOnlyList<string> AffixesOf(NumberFormat format) => format.Percent ? ["%"] : [.. format.Symbols.OrderByDescending(symbol => symbol.Length)];
}
