using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Interpreter;

/// <summary>
/// Runs a checked plan one row at a time. This is the definition the other backends are compared with: it is written to be read,
/// not to be fast. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Values are CLR objects: text = <see cref="string"/> without U+0000 and unpaired surrogates, int64 = <see cref="long"/>,
/// decimal = the scaled integer as <see cref="Int128"/>, bool = <see cref="bool"/>, date = <see cref="DateOnly"/>,
/// timestamp = <see cref="DateTime"/> in whole microseconds, float64 = <see cref="double"/>; null is NULL.
/// </remarks>
public sealed class PlanInterpreter
{
    private readonly PipelineInterpreter[] _pipelines;

    /// <summary>Prepares a plan: patterns are parsed and tables loaded once.</summary>
    public PlanInterpreter(TypedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        _pipelines = plan.Pipelines.Select(pipeline => new PipelineInterpreter(pipeline, plan.Source)).ToArray();
    }

    /// <summary>The plan.</summary>
    public TypedPlan Plan { get; }

    /// <summary>Evaluates every pipeline for one row.</summary>
    /// <param name="row">One value per field of the plan's source schema.</param>
    public RowResult Evaluate(IReadOnlyList<object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var values = new object?[_pipelines.Length];
        ColumnFailure? first = null;
        for (var i = 0; i < values.Length; i++)
        {
            var result = _pipelines[i].Evaluate(row);
            values[i] = result.Value;
            first ??= result.Failure;
        }

        return new RowResult(values, first);
    }

    /// <summary>Evaluates one pipeline for one row, whatever the others do.</summary>
    /// <param name="pipeline">Position of the pipeline in the plan.</param>
    /// <param name="row">One value per field of the plan's source schema.</param>
    public ColumnResult EvaluateColumn(int pipeline, IReadOnlyList<object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _pipelines[pipeline].Evaluate(row);
    }
}
