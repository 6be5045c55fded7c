using Lumos.Dsl.Columnar;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>The columnar executor, held against vectors.</summary>
public sealed class ColumnarBackend : IVectorBackend
{
    /// <inheritdoc/>
    public string Name => "columnar";

    /// <inheritdoc/>
    public IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(rows);
        var plan = ColumnarPlan.Compile(vector.ToPlan());
        using var source = CanonicalBatch.Of(vector.Source, rows);
        using var result = plan.Execute(source, cancellationToken);
        var failures = result.Columns[1].GetValues<long>();
        var outcomes = new List<VectorOutcome>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            outcomes.Add(new(CanonicalBatch.Print(result.Columns[0], row), failures[row] == 0 ? null : plan.Failures[(int)failures[row] - 1].Code));
        }

        return outcomes;
    }
}
