using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>
/// Evaluates one pipeline. Inputs come before the operation that reads them; the first error ends the pipeline, so later
/// operations never see it as a NULL of their own.
/// </summary>
internal sealed class PipelineInterpreter
{
    private readonly string _target;
    private readonly Step _root;

    public PipelineInterpreter(TypedPipeline pipeline, ColumnSchema source)
    {
        _target = pipeline.Target;
        var operations = 0;
        _root = Prepare(pipeline.Value, source, ref operations);
    }

    public ColumnResult Evaluate(IReadOnlyList<object?> row)
    {
        var (value, failure) = Evaluate(_root, row);
        return new ColumnResult(value, failure);
    }

    private (object? Value, ColumnFailure? Failure) Evaluate(Step step, IReadOnlyList<object?> row)
    {
        switch (step)
        {
            case ColumnStep column:
                return (row[column.Ordinal], null);
            case ConstantStep constant:
                return (constant.Value, null);
            case SelectStep select:
                var (tested, broken) = Evaluate(select.Tested, row);
                return broken is not null ? (null, broken) : Evaluate(select.Holds([tested]).Value is null ? select.Otherwise : select.Then, row);
            case OperationStep operation:
                var inputs = new object?[operation.Inputs.Count];
                for (var i = 0; i < inputs.Length; i++)
                {
                    (inputs[i], var failure) = Evaluate(operation.Inputs[i], row);
                    if (failure is not null) return (null, failure);
                }

                var outcome = operation.Apply(inputs);
                return outcome.Error == ValueErrors.None
                    ? (outcome.Value, null)
                    : (null, new ColumnFailure(_target, operation.Index, operation.Kind, outcome.Error));
            default:
                throw new InvalidOperationException($"Unknown step {step.GetType().Name}.");
        }
    }

    private static Step Prepare(TypedExpression node, ColumnSchema source, ref int operations)
    {
        switch (node.Expression)
        {
            case ColumnReference column:
                return new ColumnStep(source.IndexOf(column.Name));
            case Constant constant:
                return new ConstantStep(constant.Value);
            case SelectWhen select:
                var branches = new Step[node.Inputs.Count];
                for (var i = 0; i < branches.Length; i++) branches[i] = Prepare(node.Inputs[i], source, ref operations);
                operations++;
                return new SelectStep(branches[0], OperationSemantics.Of(SelectCondition.Of(select), node), branches[1], branches[2]);
            case Operation operation:
                var inputs = new List<Step>();
                foreach (var input in node.Inputs) inputs.Add(Prepare(input, source, ref operations));
                return new OperationStep(inputs, operations++, operation.Kind, OperationSemantics.Of(operation, node));
            default:
                throw new InvalidOperationException($"Unknown expression {node.Expression.GetType().Name}.");
        }
    }

    private abstract record Step;

    private sealed record ColumnStep(int Ordinal) : Step;

    private sealed record ConstantStep(string Value) : Step;

    private sealed record SelectStep(Step Tested, Func<object?[], Outcome> Holds, Step Then, Step Otherwise) : Step;

    private sealed record OperationStep(IReadOnlyList<Step> Inputs, int Index, OperationKind Kind, Func<object?[], Outcome> Apply) : Step;
}
