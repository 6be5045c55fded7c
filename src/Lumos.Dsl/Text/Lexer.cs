using System.Globalization;
using System.Text;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>Cuts a plan's text into tokens. What it cannot read it reports and steps over.</summary>
internal sealed class Lexer(string text, List<DslDiagnostic> diagnostics)
{
    private const string Symbols = "=|,:()[]{}";
    private const string NoEscape = "This is not an escape.";

    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _quote;
    private bool _startsLine = true;

    /// <summary>Comments found on the way.</summary>
    public IReadOnlyList<Comment> Comments => _comments;

    public IReadOnlyList<Token> Read()
    {
        while (_position < text.Length) ReadNext();
        _tokens.Add(new(TokenKind.End, "", SpanFrom(_position), _startsLine));
        return _tokens;
    }

    private void ReadNext()
    {
        var c = text[_position];
        switch (c)
        {
            case '\n' or '\r':
                ReadLineBreak();
                return;
            case ' ' or '\t' or '\uFEFF' when c != '\uFEFF' || _position == 0:
                _position++;
                return;
            case '#':
                ReadComment();
                return;
            case '"' or '`' or '\'':
                ReadQuoted(c);
                break;
            case var _ when Symbols.Contains(c):
                Add(TokenKind.Symbol, c.ToString(), _position++);
                break;
            case var _ when IsNameStart(c):
                ReadWhile(TokenKind.Name, static next => IsNameStart(next) || IsDigit(next));
                break;
            case var _ when IsDigit(c) || (c is '-' or '+' && _position + 1 < text.Length && IsDigit(text[_position + 1])):
                ReadWhile(TokenKind.Number, static next => IsDigit(next) || IsNameStart(next) || next == '.');
                break;
            default:
                ReadUnknown(c);
                break;
        }

        _startsLine = false;
    }

    private void ReadLineBreak()
    {
        _position += text[_position] == '\r' && _position + 1 < text.Length && text[_position + 1] == '\n' ? 2 : 1;
        _line++;
        _lineStart = _position;
        _startsLine = true;
    }

    private void ReadComment()
    {
        var start = _position;
        while (_position < text.Length && text[_position] is not ('\n' or '\r')) _position++;
        _comments.Add(new(text.Substring(start + 1, _position - start - 1).TrimEnd(), SpanFrom(start), _startsLine));
    }

    private void ReadWhile(TokenKind kind, Func<char, bool> belongs)
    {
        var start = _position++;
        while (_position < text.Length && belongs(text[_position])) _position++;
        Add(kind, text.Substring(start, _position - start), start);
    }

    private void ReadUnknown(char c)
    {
        var start = _position;
        _position += char.IsHighSurrogate(c) && _position + 1 < text.Length && char.IsLowSurrogate(text[_position + 1]) ? 2 : 1;
        var suggestion = c switch
        {
            > '\x7F' => "Column names with such characters stand between back-ticks.",
            ';' => "Pipelines are separated by line breaks.",
            '+' or '-' or '*' or '/' or '%' => "Numbers are computed by safe_math(add, a, b, result: int64), and sub, mul, div, mod; texts are joined by concat(a, b, nulls: propagate).",
            '.' or '>' => "Operations are joined with |.",
            '<' or '!' or '?' or '&' => "Nothing is compared here: map_dict looks values up, regex_extract gives NULL where a pattern has no match.",
            _ => null,
        };
        diagnostics.Add(new(RejectCode.Syntax, "This character has no meaning here.", SpanFrom(start), suggestion));
    }

    private void ReadQuoted(char quote)
    {
        var start = _quote = _position++;
        var value = new StringBuilder();
        while (_position < text.Length && text[_position] is not ('\n' or '\r'))
        {
            var c = text[_position];
            if (c == quote)
            {
                _position++;
                var doubled = quote == '\'' && _position < text.Length && text[_position] == '\'';
                if (!doubled)
                {
                    Add(quote == '`' ? TokenKind.QuotedName : TokenKind.Text, value.ToString(), start);
                    return;
                }

                _position++;
                value.Append('\'');
            }
            else if (c == '\\' && quote != '\'')
            {
                ReadEscape(value);
            }
            else
            {
                value.Append(c);
                _position++;
            }
        }

        diagnostics.Add(new(RejectCode.Syntax, "The closing quote is missing on this line.", SpanFrom(start), "Write a line break inside a text as \\n, between double quotes."));
        Add(quote == '`' ? TokenKind.QuotedName : TokenKind.Text, value.ToString(), start);
    }

    private void ReadEscape(StringBuilder value)
    {
        var start = _position++;
        var c = _position < text.Length ? text[_position++] : '\n';
        switch (c)
        {
            case '"' or '\\' or '`': value.Append(c); return;
            case 'n': value.Append('\n'); return;
            case 'r': value.Append('\r'); return;
            case 't': value.Append('\t'); return;
            case 'u' when ReadCodePoint(value): return;
        }

        // Read on as if it were meant: a pattern that lost its backslashes would be complained about too.
        if (c is '\n' or '\r') _position = start + 1;
        else value.Append('\\').Append(c);
        var before = diagnostics.Count > 0 ? diagnostics[diagnostics.Count - 1] : null;
        if (before?.Message == NoEscape && before.Span.Start > _quote) return;
        diagnostics.Add(new(RejectCode.Syntax, NoEscape, SpanFrom(start), "Escapes are \\\" \\` \\\\ \\n \\r \\t \\u{hex}. Between single quotes a backslash is just a backslash, which suits patterns: '(\\d+)'."));
    }

    private bool ReadCodePoint(StringBuilder value)
    {
        if (_position >= text.Length || text[_position] != '{') return false;
        var end = text.IndexOf('}', _position);
        if (end < 0 || end - _position is < 2 or > 7) return false;
        if (!int.TryParse(text.Substring(_position + 1, end - _position - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point > 0x10FFFF) return false;
        _position = end + 1;
        if (point is >= 0xD800 and <= 0xDFFF) value.Append((char)point);
        else value.Append(char.ConvertFromUtf32(point));
        return true;
    }

    private void Add(TokenKind kind, string value, int start) => _tokens.Add(new(kind, value, SpanFrom(start), _startsLine));

    private SourceSpan SpanFrom(int start) => new(_line, start - _lineStart + 1, start, _position - start);

    private static bool IsNameStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
