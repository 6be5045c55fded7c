using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Regex;

/// <summary>Writes a tree as a pattern of LRX, in the short forms a person would choose. Reading it again gives the same sets in the same places.</summary>
internal sealed class LrxPrinter
{
    private readonly StringBuilder _out = new();
    private readonly int _wanted;
    private int _groups;
    private int _number;

    private LrxPrinter(int wanted) => _wanted = wanted;

    /// <summary>A node on its own.</summary>
    public static string Print(LrxNode node)
    {
        var printer = new LrxPrinter(wanted: 0);
        printer.Write(node);
        return printer._out.ToString();
    }

    /// <summary>A whole pattern.</summary>
    /// <param name="syntax">The pattern.</param>
    /// <param name="group">A group of the tree.</param>
    /// <param name="number">Its number in the text, which differs where groups before it are gone; 0 for the whole match.</param>
    public static string Print(LrxSyntax syntax, int group, out int number)
    {
        var printer = new LrxPrinter(group);
        if (syntax.AnchoredStart) printer._out.Append('^');
        if (syntax.AnchoredStart || syntax.AnchoredEnd) printer.WriteItem(syntax.Root, inSequence: true);
        else printer.Write(syntax.Root);
        if (syntax.AnchoredEnd) printer._out.Append('$');
        number = printer._number;
        return printer._out.ToString();
    }

    /// <summary>A set as it stands in a pattern.</summary>
    public static string Print(CodePointSet set)
    {
        if (set.Text is { } known) return known;
        var printer = new LrxPrinter(wanted: 0);
        printer.WriteSet(set);
        return set.Text = printer._out.ToString();
    }

    private void Write(LrxNode node)
    {
        switch (node)
        {
            case LrxSet set:
                _out.Append(Print(set.Members));
                break;
            case LrxGroup group:
                _groups++;
                if (group.Number == _wanted) _number = _groups;
                _out.Append('(');
                Write(group.Item);
                _out.Append(')');
                break;
            case LrxSequence sequence:
                foreach (var item in sequence.Items) WriteItem(item, inSequence: true);
                break;
            case LrxAlternation alternation:
                for (var i = 0; i < alternation.Branches.Count; i++)
                {
                    if (i > 0) _out.Append('|');
                    WriteItem(alternation.Branches[i], inSequence: true);
                }

                break;
            case LrxRepeat repeat:
                WriteRepeat(repeat);
                break;
        }
    }

    private void WriteRepeat(LrxRepeat repeat)
    {
        if (repeat.Item is LrxSet { Members.Single: >= 0 } && repeat.Max == repeat.Min && repeat.Min is > 1 and <= 3)
        {
            for (var i = 0; i < repeat.Min; i++) Write(repeat.Item);
            return;
        }

        WriteItem(repeat.Item, inSequence: false);
        _out.Append((repeat.Min, repeat.Max) switch
        {
            (0, 1) => "?",
            (0, null) => "*",
            (1, null) => "+",
            (1, 1) => "",
            var (min, max) when max is null => string.Format(CultureInfo.InvariantCulture, "{{{0},}}", min),
            var (min, max) when min == max => string.Format(CultureInfo.InvariantCulture, "{{{0}}}", min),
            var (min, max) => string.Format(CultureInfo.InvariantCulture, "{{{0},{1}}}", min, max),
        });
    }

    private void WriteItem(LrxNode item, bool inSequence)
    {
        var bare = item is LrxSet or LrxGroup || (inSequence && item is not LrxAlternation);
        if (!bare) _out.Append("(?:");
        Write(item);
        if (!bare) _out.Append(')');
    }

    private void WriteSet(CodePointSet set)
    {
        if (set.Single >= 0) WriteLiteral(set.Single, ".[(){*+?|^$\\");
        else if (Name(set) is { } name) _out.Append(name);
        else
        {
            var members = ClassOf(set);
            var others = ClassOf(set.Complement());
            _out.Append(members.Length <= others.Length + 1 ? "[" + members + "]" : "[^" + others + "]");
        }
    }

    private static string? Name(CodePointSet set)
    {
        if (set.Equals(CodePointSet.Dot)) return ".";
        foreach (var (letter, named) in Named)
        {
            if (set.Equals(named)) return "\\" + letter;
            if (set.Equals(named.Complement())) return "\\" + char.ToUpperInvariant(letter);
        }

        return null;
    }

    private static readonly (char Letter, CodePointSet Set)[] Named = [('w', CodePointSet.Word), ('d', CodePointSet.Digit), ('s', CodePointSet.Space)];

    // A '-' stands last, where it is itself; inside a range it never shows.
    private static string ClassOf(CodePointSet set)
    {
        var printer = new LrxPrinter(wanted: 0);
        foreach (var (letter, named) in Named)
        {
            if (!named.Except(set).IsEmpty) continue;
            printer._out.Append('\\').Append(letter);
            set = set.Except(named);
        }

        var hyphen = set.Contains('-') && !(set.Contains('-' - 1) && set.Contains('-' + 1));
        if (hyphen) set = set.Except(CodePointSet.Of('-'));
        for (var i = 0; i < set.Count; i++)
        {
            printer.WriteLiteral(set.Low(i), "\\[]^-");
            if (set.Low(i) == set.High(i)) continue;
            if (set.High(i) > set.Low(i) + 1) printer._out.Append('-');
            printer.WriteLiteral(set.High(i), "\\[]^-");
        }

        if (hyphen) printer._out.Append('-');
        return printer._out.ToString();
    }

    private void WriteLiteral(int codePoint, string escaped)
    {
        switch (codePoint)
        {
            case '\t': _out.Append("\\t"); break;
            case '\n': _out.Append("\\n"); break;
            case '\r': _out.Append("\\r"); break;
            default:
                if (codePoint < 0x80 && escaped.IndexOf((char)codePoint) >= 0) _out.Append('\\');
                _out.Append(char.ConvertFromUtf32(codePoint));
                break;
        }
    }
}
