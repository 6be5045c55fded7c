using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>Reads pipelines from tokens. After an error it goes on with the next pipeline.</summary>
internal sealed partial class SyntaxReader(IReadOnlyList<Token> tokens, List<DslDiagnostic> diagnostics)
{
    private int _next;
    private int _depth;

    private Token Current => tokens[_next];

    private SourceSpan LastSpan => tokens[Math.Max(0, _next - 1)].Span;

    public PlanSyntax ReadPlan()
    {
        string? version = null;
        SourceSpan versionSpan = default;
        if (Current is { Kind: TokenKind.Name, Value: "dsl_version" } && tokens[_next + 1].Kind == TokenKind.Text)
        {
            version = tokens[_next + 1].Value;
            versionSpan = tokens[_next + 1].Span;
            _next += 2;
        }

        var pipelines = new List<PipelineSyntax>();
        while (Current.Kind != TokenKind.End)
        {
            if (ReadPipeline() is { } pipeline) pipelines.Add(pipeline);
        }

        return new(version, versionSpan, pipelines);
    }

    /// <summary>One expression and nothing after it.</summary>
    public Syntax ReadWholeExpression()
    {
        var value = ReadExpression();
        if (value is not BrokenSyntax && Current.Kind != TokenKind.End) Report("Nothing may follow the expression.", "Operations are joined with |.");
        return value;
    }

    private PipelineSyntax? ReadPipeline()
    {
        var first = _next;
        var start = Current;
        if (start.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            Report("A pipeline starts with the name of its target column.", "Write: column = expression. Names with other characters than letters, digits and _ stand between back-ticks.");
            SkipToPipeline(first);
            return null;
        }

        if (!start.StartsLine)
        {
            Report("A pipeline starts on a line of its own.", "Is a | or a , missing before this?");
            SkipToPipeline(first);
            return null;
        }

        _next++;
        Syntax? type = null;
        if (Take(':')) type = ReadSimpleValue();
        if (!Take('='))
        {
            Report("An = is missing after the name of the target column.", "Write: column = expression.");
            SkipToPipeline(first);
            return null;
        }

        var value = ReadExpression();
        if (value is BrokenSyntax || ContainsBroken)
        {
            SkipToPipeline(first);
            ContainsBroken = false;
            return null;
        }

        if (Current.Kind != TokenKind.End && !IsPipelineStart(_next))
        {
            var starts = Current.Kind is TokenKind.Name or TokenKind.QuotedName && (tokens[_next + 1].Is('=') || tokens[_next + 1].Is(':'));
            if (!WasReported) Report("The pipeline should end here.", starts ? "Each pipeline starts on a line of its own." : "Is a | or a , missing before this?");
            SkipToPipeline(first);
        }

        return new(start.Value, start.Span, type, value, first, _next);
    }

    // A character without a meaning between the last token and this one is why this one is in the wrong place.
    private bool WasReported => diagnostics.Any(diagnostic => diagnostic.Span.Start >= LastSpan.Start + LastSpan.Length && diagnostic.Span.Start < Current.Span.Start);

    /// <summary>Whether something inside the current expression could not be read.</summary>
    private bool ContainsBroken { get; set; }

    // At least one token is left behind, or a bad first one would be read forever.
    private void SkipToPipeline(int first)
    {
        if (_next == first) _next++;
        while (Current.Kind != TokenKind.End && !IsPipelineStart(_next)) _next++;
    }

    // name = ...   name: type = ...   name: decimal(p,s) = ...   with the name first on its line
    private bool IsPipelineStart(int i)
    {
        if (!tokens[i].StartsLine || tokens[i].Kind is not (TokenKind.Name or TokenKind.QuotedName)) return false;
        if (tokens[i + 1].Is('=')) return true;
        if (!tokens[i + 1].Is(':') || tokens[i + 2].Kind != TokenKind.Name) return false;
        var after = i + 3;
        if (tokens[after].Is('('))
        {
            while (tokens[after].Kind != TokenKind.End && !tokens[after].Is(')')) after++;
            if (tokens[after].Is(')')) after++;
        }

        return tokens[after].Is('=');
    }

    private Syntax ReadExpression()
    {
        if (_depth >= ExpressionChecker.MaxDepth)
        {
            diagnostics.Add(new(RejectCode.TooDeep, $"Operations are nested deeper than {ExpressionChecker.MaxDepth} levels.", Current.Span));
            ContainsBroken = true;
            return new BrokenSyntax(Current.Span);
        }

        _depth++;
        var head = ReadSimpleValue();
        var steps = new List<CallSyntax>();
        while (head is not BrokenSyntax && Take('|'))
        {
            if (Current.Kind != TokenKind.Name || IsPipelineStart(_next))
            {
                ReportBroken("After | comes an operation.", Current.Is('|') ? "Texts are joined by concat(a, b, nulls: propagate)." : "Operations: " + string.Join(", ", OperationNames.All) + ".");
                break;
            }

            steps.Add(ReadCall());
        }

        _depth--;
        return steps.Count == 0 ? head : new PipeSyntax(head, steps, head.Span.To(LastSpan));
    }

    private bool Take(char symbol)
    {
        if (!Current.Is(symbol)) return false;
        _next++;
        return true;
    }

    private void Report(string message, string? suggestion) => diagnostics.Add(new(RejectCode.Syntax, message, Here, suggestion));

    // What is missing at the end of a line is missing there, not at the beginning of the next.
    private SourceSpan Here => _next > 0 && (Current.StartsLine || Current.Kind == TokenKind.End)
        ? LastSpan with { Column = LastSpan.Column + LastSpan.Length, Start = LastSpan.Start + LastSpan.Length, Length = 0 }
        : Current.Span;

    private BrokenSyntax ReportBroken(string message, string? suggestion = null)
    {
        // One mistake makes the rest of a pipeline unreadable; only the first is worth a line.
        if (!ContainsBroken) Report(message, suggestion);
        ContainsBroken = true;
        return new BrokenSyntax(Current.Span);
    }
}
