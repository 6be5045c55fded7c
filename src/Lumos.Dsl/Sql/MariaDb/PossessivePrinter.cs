using System.Globalization;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// Prints a pattern for a backtracking engine (PCRE2, ICU), with <c>\z</c> as the absolute end and every repetition possessive. A pattern with one
/// way to match never needs to give a repetition back, so nothing changes but the memory that backtracking would take on long texts.
/// </summary>
internal sealed class PossessivePrinter : EnginePatternPrinter
{
    private PossessivePrinter(int capture)
        : base(capture)
    {
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="capture">The one group kept as a capture (number 1 in the result); 0 for none.</param>
    /// <returns>The pattern without its <c>^</c>, which the caller puts where it belongs.</returns>
    public static string Print(LrxPattern pattern, int capture)
    {
        var printer = new PossessivePrinter(capture);
        printer.Write(pattern.Syntax.Root);
        if (pattern.Syntax.AnchoredEnd) printer.Out.Append(@"\z");
        return printer.Out.ToString();
    }

    /// <summary>A text to be found as it is.</summary>
    public static string Escape(string text)
    {
        var printer = new PossessivePrinter(0);
        foreach (var rune in text.EnumerateRunes()) printer.WriteCodePoint(rune.Value);
        return printer.Out.ToString();
    }

    /// <summary>A class of characters.</summary>
    public static string Class(string characters, bool negate = false) =>
        (negate ? "[^" : "[") + string.Concat(characters.EnumerateRunes().Select(rune => FormattableString.Invariant($"\\x{{{rune.Value:X}}}"))) + "]";

    protected override void WriteRepeat(LrxRepeat repeat)
    {
        base.WriteRepeat(repeat);
        Out.Append('+');
    }

    protected override void WriteCodePoint(int codePoint)
    {
        if (codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ',' or ';' or '@' or '%' or '_' or '/' or '"') Out.Append((char)codePoint);
        else Out.Append(CultureInfo.InvariantCulture, $"\\x{{{codePoint:X}}}");
    }
}
