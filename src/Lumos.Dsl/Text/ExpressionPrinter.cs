using System.Globalization;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Text;

/// <summary>Writes expressions; arguments that have their default are left out.</summary>
internal static class ExpressionPrinter
{
    /// <summary>The expression on one line.</summary>
    public static string Print(Expression expression) => string.Join(" | ", Steps(expression));

    /// <summary>The operation alone, as it stands after a pipe.</summary>
    public static string PrintWithoutOperands(Operation operation) => Call(operation, operation.Kind, []);

    /// <summary>The head of the expression and the operations it is piped through.</summary>
    public static IReadOnlyList<string> Steps(Expression expression)
    {
        var steps = new List<string>();
        while (expression is UnaryOperation unary)
        {
            steps.Add(Call(unary, unary.Kind, []));
            expression = unary.Input;
        }

        steps.Add(expression switch
        {
            ColumnReference column => Quoting.Name(column.Name),
            Constant constant => Quoting.Text(constant.Value),
            Operation operation => Call(operation, operation.Kind, operation.Inputs.Select(Print)) is var call && call.EndsWith(")", StringComparison.Ordinal) ? call : call + "()",
            _ => throw new InvalidOperationException($"Unknown node {expression.GetType().Name}."),
        });
        steps.Reverse();
        return steps;
    }

    private static string Call(Operation operation, OperationKind kind, IEnumerable<string> operands)
    {
        var arguments = OperationAssembly.Arguments(operation).ToArray();
        var parts = new List<string>();
        var written = 0;
        foreach (var (parameter, argument) in arguments.Where(pair => pair.Parameter.Positional))
        {
            // After the first one left out, the others need their names.
            if (argument is AbsentArgument || argument.Equals(parameter.TextDefault)) break;
            parts.Add(Print(argument));
            written++;
        }

        parts.AddRange(operands);
        foreach (var (parameter, argument) in arguments.Where(pair => pair.Parameter.Positional).Skip(written).Concat(arguments.Where(pair => !pair.Parameter.Positional)))
        {
            if (!argument.Equals(parameter.TextDefault)) parts.Add(parameter.Name + ": " + Print(argument));
        }

        var name = OperationNames.NameOf(kind);
        return parts.Count == 0 ? name : name + "(" + string.Join(", ", parts) + ")";
    }

    private static string Print(Argument argument) => argument switch
    {
        AbsentArgument => "null",
        WordArgument word => word.Word,
        TextArgument text => Quoting.Text(text.Text),
        IntegerArgument integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        FlagArgument flag => flag.Value ? "true" : "false",
        TypeArgument type => type.Type.ToString(),
        TextListArgument { Texts.Count: 1 } texts => Quoting.Text(texts.Texts[0]),
        TextListArgument texts => "[" + string.Join(", ", texts.Texts.Select(Quoting.Text)) + "]",
        TypeListArgument types => "[" + string.Join(", ", types.Types) + "]",
        MapArgument map => "{" + string.Join(", ", map.Entries.Select(entry => Quoting.Text(entry.Key) + ": " + (entry.Value is null ? "null" : Quoting.Text(entry.Value)))) + "}",
        _ => throw new InvalidOperationException($"Unknown argument {argument.GetType().Name}."),
    };
}
