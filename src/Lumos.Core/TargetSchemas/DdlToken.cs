using System.Globalization;

namespace Lumos.Core.TargetSchemas;

internal enum DdlKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>A word of a DDL script with its place.</summary>
internal readonly record struct DdlToken(DdlKind Kind, string Text, int Line, int Column)
{
    public bool Is(string word) => Kind == DdlKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase) || (Kind == DdlKind.Symbol && Text == word);

    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");

    /// <summary>Cuts a script into words: names in any dialect's quotes, texts, numbers, symbols; comments are left out.</summary>
    public static List<DdlToken> Split(string script, SchemaProblems problems)
    {
        var tokens = new List<DdlToken>();
        var line = 1;
        var start = 0;
        for (var i = 0; i < script.Length;)
        {
            var c = script[i];
            var column = i - start + 1;
            if (c == '\n')
            {
                line++;
                start = ++i;
            }
            else if (char.IsWhiteSpace(c)) i++;
            else if (c == '-' && i + 1 < script.Length && script[i + 1] == '-') i = IndexOr(script, '\n', i);
            else if (c == '/' && i + 1 < script.Length && script[i + 1] == '*')
            {
                var end = script.IndexOf("*/", i + 2, StringComparison.Ordinal);
                end = end < 0 ? script.Length : end + 2;
                for (; i < end; i++)
                {
                    if (script[i] != '\n') continue;
                    line++;
                    start = i + 1;
                }
            }
            else if (c is '"' or '`' or '[' or '\'')
            {
                var close = c == '[' ? ']' : c;
                var (text, next) = Quoted(script, i + 1, close);
                if (next < 0)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column}: a quote is opened and never closed."));
                    break;
                }

                tokens.Add(new DdlToken(c == '\'' ? DdlKind.Text : DdlKind.QuotedName, text, line, column));
                i = next;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                var end = i;
                while (end < script.Length && (char.IsLetterOrDigit(script[end]) || script[end] is '_' or '$' or '#')) end++;
                tokens.Add(new DdlToken(DdlKind.Word, script[i..end], line, column));
                i = end;
            }
            else if (char.IsAsciiDigit(c))
            {
                var end = i;
                while (end < script.Length && (char.IsAsciiDigit(script[end]) || script[end] == '.')) end++;
                tokens.Add(new DdlToken(DdlKind.Number, script[i..end], line, column));
                i = end;
            }
            else
            {
                tokens.Add(new DdlToken(DdlKind.Symbol, c.ToString(), line, column));
                i++;
            }
        }

        tokens.Add(new DdlToken(DdlKind.End, "", line, script.Length - start + 1));
        return tokens;
    }

    private static int IndexOr(string script, char wanted, int from)
    {
        var at = script.IndexOf(wanted, from);
        return at < 0 ? script.Length : at;
    }

    private static (string Text, int Next) Quoted(string script, int from, char close)
    {
        var text = new System.Text.StringBuilder();
        for (var i = from; i < script.Length; i++)
        {
            if (script[i] != close) text.Append(script[i]);
            else if (i + 1 < script.Length && script[i + 1] == close && close != ']') text.Append(script[++i]);
            else return (text.ToString(), i + 1);
        }

        return ("", -1);
    }
}
