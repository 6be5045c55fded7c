using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

// Values: names, texts, numbers, calls, lists, maps.
internal sealed partial class SyntaxReader
{
    private Syntax ReadSimpleValue()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name when IsPipelineStart(_next):
                return ReportBroken("An expression is missing here.", "Write a column, a \"text\" or an operation.");
            case TokenKind.Name when tokens[_next + 1].Is('('):
                return ReadCall();
            case TokenKind.Name:
                _next++;
                return new NameSyntax(token.Value, token.Span);
            case TokenKind.QuotedName:
                _next++;
                return new QuotedNameSyntax(token.Value, token.Span);
            case TokenKind.Text:
                _next++;
                return new TextSyntax(token.Value, token.Span);
            case TokenKind.Number:
                _next++;
                return new NumberSyntax(token.Value, token.Span);
            case TokenKind.Symbol when token.Is('['):
                return ReadList();
            case TokenKind.Symbol when token.Is('{'):
                return ReadMap();
            default:
                return ReportBroken("An expression is missing here.", "Write a column, a \"text\" or an operation.");
        }
    }

    private CallSyntax ReadCall()
    {
        var name = Current;
        _next++;
        var arguments = new List<ArgumentSyntax>();
        if (Take('(')) ReadItems(')', "the arguments of " + name.Value, () => arguments.Add(ReadArgument()));
        return new(name.Value, name.Span, arguments, name.Span.To(LastSpan));
    }

    private ArgumentSyntax ReadArgument()
    {
        var token = Current;
        if (token.Kind != TokenKind.Name || !tokens[_next + 1].Is(':')) return new(null, default, ReadExpression());
        _next += 2;
        return new(token.Value, token.Span, ReadExpression());
    }

    private ListSyntax ReadList()
    {
        var open = Current.Span;
        _next++;
        var items = new List<Syntax>();
        ReadItems(']', "the list", () => items.Add(ReadSimpleValue()));
        return new(items, open.To(LastSpan));
    }

    private MapSyntax ReadMap()
    {
        var open = Current.Span;
        _next++;
        var entries = new List<(Syntax, Syntax)>();
        ReadItems('}', "the map", () =>
        {
            var key = ReadSimpleValue();
            if (Take(':')) entries.Add((key, ReadSimpleValue()));
            else ReportBroken("A : is missing between key and value.", "Write {\"key\": \"value\"}.");
        });
        return new(entries, open.To(LastSpan));
    }

    // Items separated by commas up to the closing symbol; a comma after the last one is fine.
    private void ReadItems(char close, string what, Action readItem)
    {
        while (!Take(close))
        {
            if (Current.Kind == TokenKind.End || IsPipelineStart(_next))
            {
                ReportBroken($"A {close} is missing: {what} does not end.".Replace("the arguments", "the list of arguments"));
                return;
            }

            readItem();
            if (ContainsBroken) return;
            if (Current.Is(close) || Take(',')) continue;
            ReportBroken($"A , or {close} is missing here.");
            return;
        }
    }
}
