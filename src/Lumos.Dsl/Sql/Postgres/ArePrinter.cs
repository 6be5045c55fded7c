using System.Globalization;
using System.Text;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// Prints a pattern as one of PostgreSQL's advanced regular expressions: classes expanded to code points, one capture at most, <c>$</c> as the absolute end.
/// Everything but letters, digits and a few marks is an escape, so nothing can read as a directive, a bracket class or an option.
/// </summary>
internal sealed class ArePrinter
{
    private readonly StringBuilder _out = new();
    private readonly int _capture;

    private ArePrinter(int capture) => _capture = capture;

    /// <param name="pattern">The pattern.</param>
    /// <param name="capture">The one group kept as a capture; 0 for none.</param>
    public static string Print(LrxPattern pattern, int capture)
    {
        var printer = new ArePrinter(capture);
        if (pattern.Syntax.AnchoredStart) printer._out.Append('^');
        printer.Write(pattern.Syntax.Root);
        if (pattern.Syntax.AnchoredEnd) printer._out.Append('$');
        return printer._out.ToString();
    }

    /// <summary>A bracket expression of the characters of a text.</summary>
    public static string Set(string characters)
    {
        var printer = new ArePrinter(0);
        printer._out.Append('[');
        foreach (var rune in characters.EnumerateRunes()) printer.WriteCodePoint(rune.Value);
        return printer._out.Append(']').ToString();
    }

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
                Write(group.Item);
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
                WriteRepeat(repeat);
                break;
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    private void WriteRepeat(LrxRepeat repeat)
    {
        var bare = repeat.Item is LrxSet or LrxAlternation || (repeat.Item is LrxGroup group && group.Number == _capture);
        if (!bare) _out.Append("(?:");
        Write(repeat.Item);
        if (!bare) _out.Append(')');
        _out.Append((repeat.Min, repeat.Max) switch
        {
            (0, 1) => "?",
            (0, null) => "*",
            (1, null) => "+",
            var (min, max) when max is null => string.Create(CultureInfo.InvariantCulture, $"{{{min},}}"),
            var (min, max) when min == max => string.Create(CultureInfo.InvariantCulture, $"{{{min}}}"),
            var (min, max) => string.Create(CultureInfo.InvariantCulture, $"{{{min},{max}}}"),
        });
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
        if (codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ' ' or ',' or ';' or '@' or '%' or '_' or '/' or '<' or '>' or '"')
            _out.Append((char)codePoint);
        else if (codePoint <= 0xFFFF)
            _out.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
        else
            _out.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}");
    }
}
