using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>The reference interpreter, held against vectors.</summary>
public sealed class InterpreterBackend : IVectorBackend
{
    /// <inheritdoc/>
    public string Name => "interpreter";

    /// <inheritdoc/>
    public IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(rows);
        var interpreter = new PlanInterpreter(vector.ToPlan());
        var outcomes = new List<VectorOutcome>(rows.Count);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = interpreter.EvaluateColumn(0, [.. row.Select((text, i) => CanonicalText.Parse(text, vector.Source.Fields[i].Type))]);
            outcomes.Add(new(CanonicalText.Print(result.Value, vector.Expression.Type), result.Failure?.Code));
        }

        return outcomes;
    }
}
