using System.Globalization;

namespace Lumos.Dsl.Regex;

/// <summary>
/// Prints a pattern for RE2, with <c>$</c> as the absolute end. RE2 refuses nested counters whose product passes 1,000, so the outer ones are
/// unrolled then.
/// </summary>
internal sealed class Re2Printer : EnginePatternPrinter
{
    private const int MaxNestedRepeat = 1000;
    private int _budget = MaxNestedRepeat;

    private Re2Printer(int capture)
        : base(capture)
    {
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="capture">The one group kept as a capture (number 1 in the result); 0 for none.</param>
    public static string Print(LrxPattern pattern, int capture)
    {
        var printer = new Re2Printer(capture);
        if (pattern.Syntax.AnchoredStart) printer.Out.Append('^');
        printer.Write(pattern.Syntax.Root);
        if (pattern.Syntax.AnchoredEnd) printer.Out.Append('$');
        return printer.Out.ToString();
    }

    protected override void WriteRepeat(LrxRepeat repeat)
    {
        var count = Math.Max(1, repeat.Max ?? repeat.Min);
        if (count > 1 && count * LargestRepeat(repeat.Item) > _budget)
        {
            WriteUnrolled(repeat);
            return;
        }

        var budget = _budget;
        _budget /= count;
        base.WriteRepeat(repeat);
        _budget = budget;
    }

    protected override void WriteCodePoint(int codePoint)
    {
        if (codePoint is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or ' ' or ',' or ';' or ':' or '@' or '#' or '%' or '_' or '/' or '<' or '>' or '=' or '"')
            Out.Append((char)codePoint);
        else if (codePoint is > 0x20 and < 0x7F)
            Out.Append('\\').Append((char)codePoint);
        else
            Out.Append(CultureInfo.InvariantCulture, $"\\x{{{codePoint:X}}}");
    }

    private void WriteUnrolled(LrxRepeat repeat)
    {
        for (var i = 0; i < repeat.Min; i++) WriteItem(repeat.Item);
        if (repeat.Max is not { } max)
        {
            WriteItem(repeat.Item);
            Out.Append('*');
            return;
        }

        for (var i = repeat.Min; i < max; i++)
        {
            Out.Append("(?:");
            WriteItem(repeat.Item);
        }

        for (var i = repeat.Min; i < max; i++) Out.Append(")?");
    }

    private static int LargestRepeat(LrxNode node) => node switch
    {
        LrxGroup group => LargestRepeat(group.Item),
        LrxSequence sequence => sequence.Items.Select(LargestRepeat).DefaultIfEmpty(1).Max(),
        LrxAlternation alternation => alternation.Branches.Select(LargestRepeat).Max(),
        LrxRepeat repeat => Math.Max(1, repeat.Max ?? repeat.Min) * LargestRepeat(repeat.Item),
        _ => 1,
    };
}
