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
    /// <param name="expression">The expression.</param>
    /// <param name="maxWidth">A map that would make its operation longer than this gets a line per entry.</param>
    public static IReadOnlyList<string> Steps(Expression expression, int maxWidth = int.MaxValue)
    {
        var steps = new List<string>();
        while (expression is UnaryOperation unary)
        {
            var step = Call(unary, unary.Kind, []);
            steps.Add(step.Length > maxWidth && unary is MapDict ? Call(unary, unary.Kind, [], PrintTall) : step);
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

    private static string Call(Operation operation, OperationKind kind, IEnumerable<string> operands, Func<Argument, string>? printArgument = null)
    {
        var print = printArgument ?? Print;
        var arguments = OperationAssembly.Arguments(operation).ToArray();
        var parts = new List<string>();
        var written = 0;
        foreach (var (parameter, argument) in arguments.Where(pair => pair.Parameter.Positional))
        {
            // After the first one left out, the others need their names.
            if (argument is AbsentArgument || argument.Equals(parameter.TextDefault)) break;
            parts.Add(print(argument));
            written++;
        }

        parts.AddRange(operands);
        foreach (var (parameter, argument) in arguments.Where(pair => pair.Parameter.Positional).Skip(written).Concat(arguments.Where(pair => !pair.Parameter.Positional)))
        {
            if (!argument.Equals(parameter.TextDefault)) parts.Add(parameter.Name + ": " + print(argument));
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
        MapArgument map => "{" + string.Join(", ", map.Entries.Select(Print)) + "}",
        _ => throw new InvalidOperationException($"Unknown argument {argument.GetType().Name}."),
    };

    private static string PrintTall(Argument argument)
        => argument is MapArgument map ? "{\n" + string.Concat(map.Entries.Select(entry => "      " + Print(entry) + ",\n")) + "    }" : Print(argument);

    private static string Print(MapEntry entry) => Quoting.Text(entry.Key) + ": " + (entry.Value is null ? "null" : Quoting.Text(entry.Value));
}
