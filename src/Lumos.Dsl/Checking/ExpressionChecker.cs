using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>Types one expression over a source schema. Goes on after an error, so that all of them are found.</summary>
internal sealed partial class ExpressionChecker(ColumnSchema source, List<DslDiagnostic> diagnostics, DslFlags flags = DslFlags.None)
{
    /// <summary>Deepest nesting; keeps every later recursion within a thread's stack.</summary>
    public const int MaxDepth = 200;

    private int _depth;

    /// <summary>The typed expression, or null when something in it is wrong.</summary>
    public TypedExpression? Check(Expression expression)
    {
        if (_depth >= MaxDepth)
        {
            Reject(expression, RejectCode.TooDeep, $"Operations are nested deeper than {MaxDepth} levels.");
            return null;
        }

        _depth++;
        var before = diagnostics.Count;
        var result = expression switch
        {
            ColumnReference column => CheckColumn(column),
            Constant constant => CheckConstant(constant),
            Operation operation => CheckOperation(operation),
            _ => throw new InvalidOperationException($"Unknown node {expression.GetType().Name}."),
        };
        _depth--;
        return diagnostics.Count == before ? result : null;
    }

    private TypedExpression? CheckColumn(ColumnReference column)
    {
        var ordinal = source.IndexOf(column.Name);
        if (ordinal < 0)
        {
            Reject(column, RejectCode.UnknownColumn, $"The source has no column '{column.Name}'.", NearestName.Suggest(column.Name, source.Fields.Select(known => known.Name).ToArray(), listOtherwise: true));
            return null;
        }

        var field = source.Fields[ordinal];
        return new(column, field.Type, field.Nullable, ValueErrors.None, []);
    }

    private TypedExpression? CheckConstant(Constant constant)
    {
        CheckText(constant, constant.Value, "A constant");
        return new(constant, ColumnType.Text, false, ValueErrors.None, []);
    }

    private TypedExpression? CheckOperation(Operation operation)
    {
        var inputs = new TypedExpression?[operation.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++) inputs[i] = Check(operation.Inputs[i]);
        var known = inputs.All(input => input is not null);
        var facts = operation switch
        {
            Trim trim => CheckTrim(trim, inputs[0]),
            Case letters => CheckCase(letters, inputs[0]),
            CollapseWhitespace collapse => CheckCollapse(collapse, inputs[0]),
            RegexExtract extract => CheckExtract(extract, inputs[0]),
            RegexSplit split => CheckSplit(split, inputs[0]),
            Concat concat => CheckConcat(concat, inputs),
            MapDict map => CheckMap(map, inputs[0]),
            UnitConvert convert => CheckConvert(convert, inputs[0]),
            DateParse parse => CheckParse(parse, inputs[0]),
            DateFormat format => CheckFormat(format, inputs[0]),
            TypeCast cast => CheckCast(cast, inputs[0]),
            SafeMath math => CheckMath(math, inputs),
            SelectWhen select => CheckSelect(select, inputs),
            _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
        };
        if (!known || facts is null) return null;
        var typed = ValueList.From(inputs.Select(input => input!));
        var node = facts.Operation.WithInputs(ValueList.From(typed.Select(input => input.Expression)));
        return new(node, facts.Type, facts.Nullable, facts.Errors, typed);
    }

    private void Reject(Expression at, string code, string message, string? suggestion = null) => diagnostics.Add(new(code, message, at.Span, suggestion));

    // An argument of the operation, so that the caret stands under it.
    private void RejectArgument(Operation at, string argument, string code, string message, string? suggestion = null) => diagnostics.Add(new(code, message, at.PlaceOf(argument), suggestion));

    private void CheckText(Expression at, string text, string what)
    {
        if (!CodePoints.AreStorable(text)) Reject(at, RejectCode.TextNotStorable, $"{what} holds U+0000 or an unpaired surrogate, which not every engine can store.");
    }

    // Enum values arrive from casts of numbers too; one that is not declared must not reach a backend.
    private void CheckChoice<T>(Operation at, T value, string argument, T last)
        where T : struct, Enum
    {
        if (Comparer<T>.Default.Compare(value, default) < 0 || Comparer<T>.Default.Compare(value, last) > 0)
        {
            Reject(at, RejectCode.Argument, $"Argument {argument} of {NameOf(at)} has no such value.");
        }
    }

    private void RequireText(Operation at, TypedExpression? input)
    {
        if (input is null || input.Type.Kind == ColumnKind.Text) return;
        diagnostics.Add(TypeMismatch.Of(input.Type, ColumnType.Text, $"{NameOf(at)} reads text, but {Describe(input)} is {input.Type}.", at.Span));
    }

    private void RequireDeclared(Operation at, ColumnType? declared, TypedExpression? input)
    {
        if (declared is not { } type || input is null || input.Type == type) return;
        Reject(at, RejectCode.Type, $"{NameOf(at)} declares its input {type}, but {Describe(input)} is {input.Type}.", "Leave the declaration out to have it inferred.");
    }

    private static string NameOf(Operation operation) => OperationNames.NameOf(operation.Kind);

    private static string Describe(TypedExpression input) => input.Expression switch
    {
        ColumnReference column => $"column '{column.Name}'",
        Constant => "the constant",
        Operation operation => "the result of " + NameOf(operation),
        _ => "the input",
    };

    /// <summary>What is known of an operation besides its inputs.</summary>
    private sealed record Facts(Operation Operation, ColumnType Type, bool Nullable, ValueErrors Errors = ValueErrors.None);
}
