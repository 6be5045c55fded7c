using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lumos.Dsl.Generators.Analysis;

/// <summary>Where each character of a literal's value stands in the source: ordinary, verbatim and raw literals, and sums of them.</summary>
internal sealed class LiteralMap
{
    private readonly List<TextSpan> _spans = [];
    private int _end;

    private LiteralMap()
    {
    }

    /// <summary>How the literal writes quotes and backslashes; of several literals, how the last one does.</summary>
    public LiteralStyle Style { get; private set; }

    /// <summary>The map, or null when the expression is no literal.</summary>
    public static LiteralMap? Of(ExpressionSyntax expression)
    {
        var map = new LiteralMap();
        return map.Add(expression) ? map : null;
    }

    /// <summary>The place of some characters of the value; of none, the place between two.</summary>
    public TextSpan Locate(int start, int length)
    {
        if (start >= _spans.Count) return new(_end, 0);
        var last = Math.Min(start + length, _spans.Count) - 1;
        return last < start ? new(_spans[start].Start, 0) : TextSpan.FromBounds(_spans[start].Start, _spans[last].End);
    }

    /// <summary>A text as it has to stand in the literal.</summary>
    public string Escape(string text) => Style switch
    {
        LiteralStyle.Ordinary => text.Replace("\\", "\\\\").Replace("\"", "\\\""),
        LiteralStyle.Verbatim => text.Replace("\"", "\"\""),
        _ => text,
    };

    private bool Add(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Add(inner.Expression);
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                return Add(sum.Left) && Add(sum.Right);
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                var before = _spans.Count;
                var token = literal.Token;
                var text = token.Text;
                if (token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)) AddRawLines(text, token.SpanStart);
                else if (token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken)) AddPlain(text, token.SpanStart, QuotesOf(text), text.Length - QuotesOf(text), LiteralStyle.Raw);
                else if (text.StartsWith('@')) AddPlain(text, token.SpanStart, 2, text.Length - 1, LiteralStyle.Verbatim);
                else AddOrdinary(text, token.SpanStart);

                // A form of literal younger than this code: no place is better than a wrong one.
                return _spans.Count - before == token.ValueText.Length;
            default:
                return false;
        }
    }

    private void AddPlain(string text, int offset, int from, int to, LiteralStyle style)
    {
        Style = style;
        for (var i = from; i < to; i++)
        {
            var width = style == LiteralStyle.Verbatim && text[i] == '"' ? 2 : 1;
            _spans.Add(new(offset + i, width));
            i += width - 1;
        }

        _end = offset + to;
    }

    private void AddOrdinary(string text, int offset)
    {
        Style = LiteralStyle.Ordinary;
        for (var i = 1; i < text.Length - 1;)
        {
            var width = WidthOf(text, i);
            _spans.Add(new(offset + i, width));
            if (width == 10 && Convert.ToInt32(text.Substring(i + 2, 8), 16) > char.MaxValue) _spans.Add(new(offset + i, width));
            i += width;
        }

        _end = offset + text.Length - 1;
    }

    private static int WidthOf(string text, int at)
    {
        if (text[at] != '\\') return 1;
        switch (text[at + 1])
        {
            case 'u': return 6;
            case 'U': return 10;
            case 'x':
                var digits = 0;
                while (digits < 4 && Uri.IsHexDigit(text[at + 2 + digits])) digits++;
                return 2 + digits;
            default: return 2;
        }
    }

    // The first line holds the quotes only, the last one the indent every line loses.
    private void AddRawLines(string text, int offset)
    {
        Style = LiteralStyle.Raw;
        var at = text.IndexOf('\n') + 1;
        var last = text.LastIndexOf('\n') + 1;
        var indent = text.Substring(last, text.Length - last - QuotesOf(text));
        while (at < last)
        {
            var end = text.IndexOf('\n', at) + 1;
            if (string.CompareOrdinal(text, at, indent, 0, indent.Length) == 0) at += indent.Length;
            else at = SkipBlanks(text, at, end);
            var contentEnd = end == last ? (end >= 2 && text[end - 2] == '\r' ? end - 2 : end - 1) : end;
            for (; at < contentEnd; at++) _spans.Add(new(offset + at, 1));
            _end = offset + contentEnd;
            at = end;
        }
    }

    private static int SkipBlanks(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or '\t') at++;
        return at;
    }

    private static int QuotesOf(string text)
    {
        var count = 0;
        while (text[count] == '"') count++;
        return count;
    }
}

/// <summary>How a literal is written.</summary>
internal enum LiteralStyle
{
    Ordinary,
    Verbatim,
    Raw,
}
