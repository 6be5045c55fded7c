using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Text;

/// <summary>Makes the model of what was written: finds operations and parameters, and fills in the defaults of the text form.</summary>
/// <param name="diagnostics">Gets what is wrong.</param>
/// <param name="asWritten">Whether patterns stay as they are written, even where another one is what will run.</param>
internal sealed class Binder(List<DslDiagnostic> diagnostics, bool asWritten = false)
{
    private readonly List<DslDiagnostic> _notes = [];

    /// <summary>What the author should know, nothing of it an error.</summary>
    public IReadOnlyList<DslDiagnostic> Notes => _notes;

    /// <summary>The pipeline, or null when something in it is wrong.</summary>
    public Pipeline? Bind(PipelineSyntax syntax)
    {
        var (before, notesBefore) = (diagnostics.Count, _notes.Count);
        ColumnType? type = syntax.Type is null ? null : (ArgumentReader.ReadType(syntax.Type, RejectCode.Type, diagnostics) as TypeArgument)?.Type;
        var expression = Bind(syntax.Value);
        for (var i = before; i < diagnostics.Count; i++) diagnostics[i] = diagnostics[i] with { Target = syntax.Target };
        for (var i = notesBefore; i < _notes.Count; i++) _notes[i] = _notes[i] with { Target = syntax.Target };
        return diagnostics.Count > before || expression is null ? null : new(syntax.Target, type, expression) { Span = syntax.TargetSpan };
    }

    /// <summary>The expression, or null when something in it is wrong.</summary>
    public Expression? Bind(Syntax syntax) => BindNested(syntax).Expression;

    // The depth keeps a long chain of pipes from becoming a tree no one can walk.
    private (Expression? Expression, int Depth) BindNested(Syntax syntax)
    {
        switch (syntax)
        {
            case NameSyntax name:
                return (new ColumnReference(name.Name) { Span = name.Span }, 1);
            case QuotedNameSyntax quoted:
                return (new ColumnReference(quoted.Name) { Span = quoted.Span }, 1);
            case TextSyntax text:
                return (new Constant(text.Text) { Span = text.Span }, 1);
            case CallSyntax call:
                return BindCall(call, null, 0, isPiped: false);
            case PipeSyntax pipe:
                var (value, depth) = BindNested(pipe.Head);
                foreach (var step in pipe.Steps) (value, depth) = BindCall(step, value, depth, isPiped: true);
                return (value, depth);
            case NumberSyntax number:
                diagnostics.Add(new(RejectCode.Argument, "A number is not an expression.", number.Span, $"Write it as a text and cast it: \"{number.Digits}\" | type_cast(int64)."));
                return (null, 1);
            default:
                if (syntax is not BrokenSyntax) diagnostics.Add(new(RejectCode.Argument, "A list or map is not an expression.", syntax.Span));
                return (null, 1);
        }
    }

    private (Expression? Expression, int Depth) BindCall(CallSyntax call, Expression? piped, int pipedDepth, bool isPiped)
    {
        if (!OperationNames.TryParse(call.Name, out var kind))
        {
            diagnostics.Add(UnknownOperation.Of(call.Name, call.NameSpan));
            return (null, pipedDepth + 1);
        }

        var signature = Signature.Of(kind);
        var before = diagnostics.Count;
        var arguments = new ArgumentReader(signature, call, diagnostics);
        var operandSyntax = arguments.Read(isPiped);
        var operands = new List<Expression?>();
        if (isPiped) operands.Add(piped);
        var depth = pipedDepth;
        foreach (var operand in operandSyntax)
        {
            var (expression, operandDepth) = BindNested(operand);
            operands.Add(expression);
            depth = Math.Max(depth, operandDepth);
        }

        if (signature.Operands == Operands.One && operands.Count == 0)
        {
            diagnostics.Add(new(RejectCode.Argument, $"{call.Name} has nothing to read.", call.Span, $"Write: column | {call.Name}(...)."));
        }

        if (signature.CountProblem(operands.Count) is { } problem) diagnostics.Add(problem with { Span = call.Span });
        depth++;
        if (depth == ExpressionChecker.MaxDepth + 1) diagnostics.Add(new(RejectCode.TooDeep, $"Operations are nested deeper than {ExpressionChecker.MaxDepth} levels.", call.NameSpan));
        if (diagnostics.Count > before || operands.Any(operand => operand is null)) return (null, depth);
        var operation = OperationAssembly.Build(kind, arguments.Values, ValueList.From(operands.Select(operand => operand!))) with { Span = call.Span, Places = arguments.Places };
        if (!asWritten && PatternRewriting.Apply(operation, call, out var note) is { } rewritten)
        {
            operation = rewritten;
            _notes.Add(note!);
        }

        return (operation, depth);
    }
}
