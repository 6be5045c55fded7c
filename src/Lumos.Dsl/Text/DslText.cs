using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>The form of the language for people: reads it, checks it, writes it.</summary>
/// <remarks>The grammar is in <c>docs/dsl/grammar.md</c>.</remarks>
public static class DslText
{
    /// <summary>Reads a plan and reports every mistake at once.</summary>
    /// <remarks>A pattern that is not portable is replaced by one that is where both are proven to give the same; a note says so.</remarks>
    public static ParseResult TryParse(string text) => TryParse(text, asWritten: false);

    private static ParseResult TryParse(string text, bool asWritten)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new List<DslDiagnostic>();
        var tokens = new Lexer(text, diagnostics).Read();
        var syntax = new SyntaxReader(tokens, diagnostics).ReadPlan();
        if (syntax.Version is { } version && version != TransformPlan.CurrentVersion)
        {
            diagnostics.Add(new(RejectCode.Version, $"The plan is written in version '{version}' of the language, this is {TransformPlan.CurrentVersion}.", syntax.VersionSpan));
        }

        var binder = new Binder(diagnostics, asWritten);
        var readable = ValueList.From(syntax.Pipelines.Select(binder.Bind).OfType<Pipeline>().ToArray());
        return new(diagnostics.Count == 0 ? new TransformPlan(readable) : null, InTextOrder([.. diagnostics, .. binder.Notes])) { Readable = readable };
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="LumosException">The text is refused; the message lists every reason.</exception>
    public static TransformPlan Parse(string text) => TryParse(text).OrThrow();

    /// <summary>Reads one expression, such as <c>first | trim</c>.</summary>
    /// <exception cref="LumosException">The text is refused; the message lists every reason.</exception>
    public static Expression ParseExpression(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new List<DslDiagnostic>();
        var syntax = new SyntaxReader(new Lexer(text, diagnostics).Read(), diagnostics).ReadWholeExpression();
        var expression = new Binder(diagnostics).Bind(syntax);
        if (diagnostics.Count > 0) throw DslReject.Exception(InTextOrder(diagnostics));
        return expression!;
    }

    /// <summary>Reads and checks a plan; pipelines that can be read are checked even when others cannot.</summary>
    /// <param name="text">The plan.</param>
    /// <param name="source">Columns it may read.</param>
    /// <param name="target">Table it must fill; null when any columns will do.</param>
    /// <param name="flags">Parts of the language to allow beyond version 1.</param>
    public static CheckResult Compile(string text, ColumnSchema source, TargetTable? target = null, DslFlags flags = DslFlags.None)
    {
        var parsed = TryParse(text);
        if (parsed.Plan is not null)
        {
            var result = PlanChecker.Check(parsed.Plan, source, target, flags);
            return result with { Diagnostics = InTextOrder([.. parsed.Diagnostics, .. result.Diagnostics]) };
        }

        // What is missing from the target may well be in a pipeline that could not be read.
        var known = target is null ? null : target with { Columns = [.. target.Columns.Select(column => column with { Nullable = true })] };
        var others = PlanChecker.Check(new TransformPlan(parsed.Readable), source, known, flags).Diagnostics;
        return new(null, InTextOrder([.. parsed.Diagnostics, .. others]));
    }

    /// <summary>Writes a plan. Reading it again gives an equal plan.</summary>
    public static string Print(TransformPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PlanPrinter.Print(plan, null);
    }

    /// <summary>Writes an expression on one line.</summary>
    public static string Print(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return ExpressionPrinter.Print(expression);
    }

    /// <summary>Lays a text out in the one style of the language, comments and paragraphs kept.</summary>
    /// <exception cref="LumosException">The text is refused; the message lists every reason.</exception>
    public static string Format(string text)
    {
        var plan = TryParse(text, asWritten: true).OrThrow();
        var ignored = new List<DslDiagnostic>();
        var lexer = new Lexer(text, ignored);
        var tokens = lexer.Read();
        var syntax = new SyntaxReader(tokens, ignored).ReadPlan();
        return PlanPrinter.Print(plan, Trivia.Of(syntax, tokens, lexer.Comments));
    }

    private static IReadOnlyList<DslDiagnostic> InTextOrder(IReadOnlyList<DslDiagnostic> diagnostics)
        => [.. diagnostics.OrderBy(diagnostic => diagnostic.Span.IsKnown ? diagnostic.Span.Start : int.MaxValue)];
}
