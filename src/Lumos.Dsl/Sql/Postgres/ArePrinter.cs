using System.Globalization;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// Prints a pattern as one of PostgreSQL's advanced regular expressions, with <c>$</c> as the absolute end. Everything but letters, digits and a few
/// marks is an escape, so nothing can read as a directive, a bracket class or an option.
/// </summary>
internal sealed class ArePrinter : EnginePatternPrinter
{
    private ArePrinter(int capture)
        : base(capture)
    {
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="capture">The one group kept as a capture; 0 for none.</param>
    public static string Print(LrxPattern pattern, int capture)
    {
        var printer = new ArePrinter(capture);
        if (pattern.Syntax.AnchoredStart) printer.Out.Append('^');
        printer.Write(pattern.Syntax.Root);
        if (pattern.Syntax.AnchoredEnd) printer.Out.Append('$');
        return printer.Out.ToString();
    }

    /// <summary>A bracket expression of the characters of a text.</summary>
    public static string Set(string characters) => "[" + Members(characters) + "]";

    /// <summary>The characters of a text as they stand in a bracket expression.</summary>
    public static string Members(string characters)
    {
        var printer = new ArePrinter(0);
        foreach (var rune in characters.EnumerateRunes()) printer.WriteCodePoint(rune.Value);
        return printer.Out.ToString();
    }

    protected override void WriteCodePoint(int codePoint)
    {
        if (codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ' ' or ',' or ';' or '@' or '%' or '_' or '/' or '<' or '>' or '"')
            Out.Append((char)codePoint);
        else if (codePoint <= 0xFFFF)
            Out.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
        else
            Out.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}");
    }
}
