using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Text;

/// <summary>What an editor says about a place.</summary>
/// <param name="Span">What it is about.</param>
/// <param name="Text">The words, a line each.</param>
public sealed record DslHover(SourceSpan Span, string Text);

/// <summary>Kinds of suggestion.</summary>
public enum DslCompletionKind
{
    /// <summary>One of the twelve operations.</summary>
    Operation,

    /// <summary>An argument of an operation.</summary>
    Argument,

    /// <summary>A word an argument can be.</summary>
    Word,

    /// <summary>A column of the source.</summary>
    Column,

    /// <summary>A type.</summary>
    Type,
}

/// <summary>Something that could stand at a place.</summary>
/// <param name="Label">What would be written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it means; null when the label says it.</param>
public sealed record DslCompletion(string Label, DslCompletionKind Kind, string? Detail = null);

/// <summary>The language for editors: works on text that is being written, so on text that cannot be read too.</summary>
/// <remarks>
/// Source columns come from comments: <c># source: id int64, name text, price decimal(12,2)</c>. Columns a plan reads and no comment declares
/// are text.
/// </remarks>
public static class DslLanguage
{
    private const string SourceMark = "source:";

    /// <summary>The source columns a text declares, then those it reads besides.</summary>
    public static ColumnSchema SourceOf(string text)
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        var fields = new List<ColumnField>();
        foreach (var comment in CommentsOf(text))
        {
            var words = comment.Trim();
            if (words.StartsWith(SourceMark, StringComparison.Ordinal)) AddDeclared(words.Substring(SourceMark.Length), fields);
        }

        foreach (var name in DslText.TryParse(text).Readable.SelectMany(pipeline => ColumnsOf(pipeline.Expression)))
        {
            if (!fields.Exists(field => field.Name == name)) fields.Add(new ColumnField(name, ColumnType.Text));
        }

        return new ColumnSchema(fields);
    }

    /// <summary>Reads and checks a text over the source columns it declares.</summary>
    public static CheckResult Check(string text) => DslText.Compile(text, SourceOf(text));

    /// <summary>What stands at a place: an operation's signature and the type it gives here, or a column's type.</summary>
    /// <param name="text">The plan.</param>
    /// <param name="position">UTF-16 code units from its start.</param>
    /// <returns>Null when there is nothing to say.</returns>
    public static DslHover? Hover(string text, int position)
    {
        var tokens = TokensOf(text);
        var at = tokens.FindIndex(token => token.Kind is TokenKind.Name or TokenKind.QuotedName && token.Span.Start <= position && position <= token.Span.Start + token.Span.Length);
        if (at < 0) return null;
        var token = tokens[at];
        var source = SourceOf(text);
        var plan = DslText.Compile(text, source).Plan;
        var isCall = (at > 0 && tokens[at - 1].Is('|')) || (at + 1 < tokens.Count && tokens[at + 1].Is('('));
        if (isCall && token.Kind == TokenKind.Name && OperationNames.TryParse(token.Value, out var kind))
        {
            var typed = plan?.Pipelines.Select(pipeline => Find(pipeline.Value, kind, token.Span)).FirstOrDefault(found => found is not null);
            return new(token.Span, SignatureText.Of(Signature.Of(kind)) + (typed is null ? "" : "\ngives " + Describe(typed.Type, typed.Nullable)));
        }

        if (plan?.Pipelines.FirstOrDefault(pipeline => pipeline.Target == token.Value) is { } target && (at == 0 || token.StartsLine))
            return new(token.Span, "target column " + token.Value + ": " + Describe(target.Value.Type, target.Value.Nullable));
        var ordinal = source.IndexOf(token.Value);
        return ordinal < 0 ? null : new(token.Span, "source column " + token.Value + ": " + Describe(source.Fields[ordinal].Type, source.Fields[ordinal].Nullable));
    }

    /// <summary>What could be written at a place.</summary>
    /// <param name="text">The plan so far.</param>
    /// <param name="position">UTF-16 code units from its start.</param>
    public static IReadOnlyList<DslCompletion> Complete(string text, int position)
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        var tokens = TokensOf(text.Substring(0, Math.Min(Math.Max(0, position), text.Length)));
        tokens.RemoveAll(token => token.Kind == TokenKind.End);
        if (tokens.Count > 0 && tokens[^1].Kind == TokenKind.Name && tokens[^1].Span.Start + tokens[^1].Span.Length == position) tokens.RemoveAt(tokens.Count - 1);
        if (tokens.Count == 0) return [];
        var last = tokens[^1];
        var call = EnclosingCall(tokens);
        if (last.Is('|')) return Operations();
        if (last.Is('=')) return [.. Columns(text), .. Operations()];
        if (last.Is(':') && call is null) return Types();
        if (call is null) return [];
        if (last.Is(':') && tokens.Count > 1 && call.Find(tokens[^2].Value) is { } named) return Values(named);
        if (!last.Is('(') && !last.Is(',')) return [];
        return
        [
            .. last.Is('(') && call.Parameters.FirstOrDefault(parameter => parameter.Positional) is { } first ? Values(first) : [],
            .. call.Parameters.Where(parameter => !parameter.Positional).Select(parameter => new DslCompletion(parameter.Name + ":", DslCompletionKind.Argument, SignatureText.Describe(parameter))),
            .. call.Operands == Operands.Many ? Columns(text) : [],
        ];
    }

    private static Signature? EnclosingCall(List<Token> tokens)
    {
        var depth = 0;
        for (var i = tokens.Count - 1; i > 0; i--)
        {
            if (tokens[i].Is(')')) depth++;
            else if (tokens[i].Is('=')) return null;
            else if (tokens[i].Is('(') && depth-- == 0) return OperationNames.TryParse(tokens[i - 1].Value, out var kind) ? Signature.Of(kind) : null;
        }

        return null;
    }

    private static IReadOnlyList<DslCompletion> Operations()
        => [.. OperationNames.All.Select(name => new DslCompletion(name, DslCompletionKind.Operation, OperationNames.TryParse(name, out var kind) ? SignatureText.Of(Signature.Of(kind)) : null))];

    private static IReadOnlyList<DslCompletion> Columns(string text)
        => [.. SourceOf(text).Fields.Select(field => new DslCompletion(Quoting.Name(field.Name), DslCompletionKind.Column, field.Type.ToString()))];

    private static IReadOnlyList<DslCompletion> Types() => [.. TypeNames.Simple.Append("decimal(12,2)").Select(name => new DslCompletion(name, DslCompletionKind.Type))];

    private static IReadOnlyList<DslCompletion> Values(Parameter parameter) => parameter.Kind switch
    {
        ParameterKind.Type => Types(),
        ParameterKind.Flag => [new("true", DslCompletionKind.Word), new("false", DslCompletionKind.Word)],
        _ => [.. parameter.Words.Select(word => new DslCompletion(word, DslCompletionKind.Word))],
    };

    private static TypedExpression? Find(TypedExpression node, OperationKind kind, SourceSpan name)
    {
        if (node.Expression is Operation operation && operation.Kind == kind && operation.Span.Start == name.Start) return node;
        return node.Inputs.Select(input => Find(input, kind, name)).FirstOrDefault(found => found is not null);
    }

    private static string Describe(ColumnType type, bool nullable) => type + (nullable ? "" : " not null");

    private static IEnumerable<string> ColumnsOf(Expression expression)
        => expression is ColumnReference column ? [column.Name] : expression.Inputs.SelectMany(ColumnsOf);

    private static List<Token> TokensOf(string text) => [.. new Lexer(text, []).Read()];

    private static IEnumerable<string> CommentsOf(string text)
    {
        var lexer = new Lexer(text, []);
        lexer.Read();
        return lexer.Comments.Select(comment => comment.Text);
    }

    // A comma inside decimal(12,3) does not end a column.
    private static void AddDeclared(string list, List<ColumnField> fields)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '(') depth++;
            if (i < list.Length && list[i] == ')') depth--;
            if (i < list.Length && (list[i] != ',' || depth > 0)) continue;
            var item = list.Substring(start, i - start).Trim();
            start = i + 1;
            var nullable = !item.EndsWith(" not null", StringComparison.Ordinal);
            if (!nullable) item = item.Substring(0, item.Length - " not null".Length).TrimEnd();
            if (item.Length == 0) continue;
            var space = item.LastIndexOf(' ');
            var known = ColumnType.TryParse(item.Substring(space + 1), out var type) && space > 0;
            var name = (known ? item.Substring(0, space) : item).Trim().Trim('`');
            if (!fields.Exists(field => field.Name == name)) fields.Add(new ColumnField(name, known ? type : ColumnType.Text, nullable));
        }
    }
}
