using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Regex;

/// <summary>
/// Prints a pattern for RE2: classes expanded to code points, one capture at most, <c>$</c> as the absolute end.
/// RE2 refuses nested counters whose product passes 1,000, so the outer ones are unrolled then.
/// </summary>
internal sealed class Re2Printer
{
    private const int MaxNestedRepeat = 1000;
    private readonly StringBuilder _out = new();
    private readonly int _capture;

    private Re2Printer(int capture) => _capture = capture;

    /// <param name="pattern">The pattern.</param>
    /// <param name="capture">The one group kept as a capture (number 1 in the result); 0 for none.</param>
    public static string Print(LrxPattern pattern, int capture)
    {
        var printer = new Re2Printer(capture);
        if (pattern.Syntax.AnchoredStart) printer._out.Append('^');
        printer.Write(pattern.Syntax.Root, budget: MaxNestedRepeat);
        if (pattern.Syntax.AnchoredEnd) printer._out.Append('$');
        return printer._out.ToString();
    }

    private void Write(LrxNode node, int budget)
    {
        switch (node)
        {
            case LrxSet set:
                WriteSet(set.Members);
                break;
            case LrxGroup group when group.Number == _capture:
                _out.Append('(');
                Write(group.Item, budget);
                _out.Append(')');
                break;
            case LrxGroup group:
                Write(group.Item, budget);
                break;
            case LrxSequence sequence:
                foreach (var item in sequence.Items) Write(item, budget);
                break;
            case LrxAlternation alternation:
                _out.Append("(?:");
                for (var i = 0; i < alternation.Branches.Count; i++)
                {
                    if (i > 0) _out.Append('|');
                    Write(alternation.Branches[i], budget);
                }

                _out.Append(')');
                break;
            case LrxRepeat repeat:
                WriteRepeat(repeat, budget);
                break;
        }
    }

    private void WriteRepeat(LrxRepeat repeat, int budget)
    {
        var count = Math.Max(1, repeat.Max ?? repeat.Min);
        if (count > 1 && count * LargestRepeat(repeat.Item) > budget)
        {
            WriteUnrolled(repeat, budget);
            return;
        }

        WriteItem(repeat.Item, budget / count);
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

    private void WriteUnrolled(LrxRepeat repeat, int budget)
    {
        for (var i = 0; i < repeat.Min; i++) WriteItem(repeat.Item, budget);
        if (repeat.Max is not { } max)
        {
            WriteItem(repeat.Item, budget);
            _out.Append('*');
            return;
        }

        for (var i = repeat.Min; i < max; i++)
        {
            _out.Append("(?:");
            WriteItem(repeat.Item, budget);
        }

        for (var i = repeat.Min; i < max; i++) _out.Append(")?");
    }

    private void WriteItem(LrxNode item, int budget)
    {
        var bare = item is LrxSet or LrxAlternation || (item is LrxGroup group && group.Number == _capture);
        if (!bare) _out.Append("(?:");
        Write(item, budget);
        if (!bare) _out.Append(')');
    }

    private static int LargestRepeat(LrxNode node) => node switch
    {
        LrxGroup group => LargestRepeat(group.Item),
        LrxSequence sequence => sequence.Items.Select(LargestRepeat).DefaultIfEmpty(1).Max(),
        LrxAlternation alternation => alternation.Branches.Select(LargestRepeat).Max(),
        LrxRepeat repeat => Math.Max(1, repeat.Max ?? repeat.Min) * LargestRepeat(repeat.Item),
        _ => 1,
    };

    private void WriteSet(CodePointSet set)
    {
        if (set.Single >= 0)
        {
            WriteCodePoint(set.Single);
            return;
        }

        // RE2 compiles a negated ASCII class to the same program, but the short form is what a person can read.
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
        if (codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ' ' or ',' or ';' or ':' or '@' or '#' or '%' or '_' or '/' or '<' or '>' or '=' or '"')
            _out.Append((char)codePoint);
        else if (codePoint is > 0x20 and < 0x7F)
            _out.Append('\\').Append((char)codePoint);
        else
            _out.Append(CultureInfo.InvariantCulture, $"\\x{{{codePoint:X}}}");
    }
}
