using System.Globalization;
using System.Text;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// Prints a pattern for a backtracking engine (PCRE2, ICU): classes expanded to code points, one capture at most, the absolute end as
/// <c>\z</c>, and every repetition possessive. A pattern with one way to match never needs to give a repetition back, so nothing changes but the
/// memory that backtracking would take on long texts.
/// </summary>
internal sealed class PossessivePrinter
{
    private readonly StringBuilder _out = new();
    private readonly int _capture;

    private PossessivePrinter(int capture) => _capture = capture;

    /// <param name="pattern">The pattern.</param>
    /// <param name="capture">The one group kept as a capture (number 1 in the result); 0 for none.</param>
    /// <returns>The pattern without its <c>^</c>, which the caller puts where it belongs.</returns>
    public static string Print(LrxPattern pattern, int capture)
    {
        var printer = new PossessivePrinter(capture);
        printer.Write(pattern.Syntax.Root);
        if (pattern.Syntax.AnchoredEnd) printer._out.Append(@"\z");
        return printer._out.ToString();
    }

    /// <summary>A text to be found as it is.</summary>
    public static string Escape(string text)
    {
        var printer = new PossessivePrinter(0);
        foreach (var rune in text.EnumerateRunes()) printer.WriteCodePoint(rune.Value);
        return printer._out.ToString();
    }

    /// <summary>A class of characters.</summary>
    public static string Class(string characters, bool negate = false) =>
        (negate ? "[^" : "[") + string.Concat(characters.EnumerateRunes().Select(rune => FormattableString.Invariant($"\\x{{{rune.Value:X}}}"))) + "]";

    private void Write(LrxNode node)
    {
        switch (node)
        {
            case LrxSet set:
                WriteSet(set.Members);
                break;
            case LrxGroup group when group.Number == _capture:
                _out.Append('(');
                Write(group.Item);
                _out.Append(')');
                break;
            case LrxGroup group:
                WriteItem(group.Item);
                break;
            case LrxSequence sequence:
                foreach (var item in sequence.Items) Write(item);
                break;
            case LrxAlternation alternation:
                _out.Append("(?:");
                for (var i = 0; i < alternation.Branches.Count; i++)
                {
                    if (i > 0) _out.Append('|');
                    Write(alternation.Branches[i]);
                }

                _out.Append(')');
                break;
            case LrxRepeat repeat:
                WriteItem(repeat.Item);
                WriteCount(repeat.Min, repeat.Max);
                break;
        }
    }

    private void WriteCount(int min, int? max)
    {
        _out.Append((min, max) switch
        {
            (0, 1) => "?",
            (0, null) => "*",
            (1, null) => "+",
            (_, null) => string.Create(CultureInfo.InvariantCulture, $"{{{min},}}"),
            _ when min == max => string.Create(CultureInfo.InvariantCulture, $"{{{min}}}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{{{min},{max}}}"),
        });
        _out.Append('+');
    }

    private void WriteItem(LrxNode item)
    {
        var bare = item is LrxSet or LrxAlternation || (item is LrxGroup group && group.Number == _capture);
        if (!bare) _out.Append("(?:");
        Write(item);
        if (!bare) _out.Append(')');
    }

    private void WriteSet(CodePointSet set)
    {
        if (set.Single >= 0)
        {
            WriteCodePoint(set.Single);
            return;
        }

        var complement = set.Complement();
        var negate = complement.Count < set.Count;
        _out.Append(negate ? "[^" : "[");
        var written = negate ? complement : set;
        for (var i = 0; i < written.Count; i++)
        {
            WriteCodePoint(written.Low(i));
            if (written.Low(i) == written.High(i)) continue;
            if (written.High(i) > written.Low(i) + 1) _out.Append('-');
            WriteCodePoint(written.High(i));
        }

        _out.Append(']');
    }

    private void WriteCodePoint(int codePoint)
    {
        if (codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ',' or ';' or '@' or '%' or '_' or '/' or '"') _out.Append((char)codePoint);
        else _out.Append(CultureInfo.InvariantCulture, $"\\x{{{codePoint:X}}}");
    }
}
