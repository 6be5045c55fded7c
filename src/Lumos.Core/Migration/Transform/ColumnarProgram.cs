using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar;

namespace Lumos.Core.Migration.Transform;

/// <summary>The pipelines of one table over one source for the columnar executor, and the table's own rules beside them. Immutable and thread-safe.</summary>
internal sealed class ColumnarProgram
{
    // Slices are computed side by side already.
    private static readonly ColumnarOptions OneThread = new() { MaxThreads = 1 };

    private ColumnarProgram(ColumnarPlan plan, IReadOnlyList<int> places, IReadOnlyList<ConstantColumn?> constants, IReadOnlyList<ColumnCheck> checks, IReadOnlyList<RowFailure> failures) =>
        (Plan, Places, Constants, Checks, Failures) = (plan, places, constants, checks, failures);

    /// <summary>Computes the mapped columns.</summary>
    public ColumnarPlan Plan { get; }

    /// <summary>By target column, its place among the mapped ones; -1 where nothing feeds it.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>By target column, its value where nothing feeds it.</summary>
    public IReadOnlyList<ConstantColumn?> Constants { get; }

    /// <summary>What the table asks beside, in order.</summary>
    public IReadOnlyList<ColumnCheck> Checks { get; }

    /// <summary>The reasons; number n is item n - 1.</summary>
    public IReadOnlyList<RowFailure> Failures { get; }

    /// <summary>Compiles the pipelines of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="plan">Its pipelines over the source.</param>
    /// <param name="refusal">Why the executor cannot be used; empty when it can.</param>
    /// <returns>Null when SQL of the embedded engine has to do it.</returns>
    /// <exception cref="LumosException">A pipeline gives a type the column is not, or a default is no value of its column.</exception>
    public static ColumnarProgram? TryCompile(TablePlan table, TypedPlan plan, out string refusal)
    {
        var columns = table.Table.Columns;
        var made = plan.Pipelines.Select((pipeline, place) => (pipeline.Target, pipeline.Value.Type, Place: place)).ToDictionary(item => item.Target, StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!made.TryGetValue(column.Name, out var pipeline) || pipeline.Type == column.Type) continue;
            if (!MappedColumns.Fits(pipeline.Type, column.Type)) throw MigrationErrors.TypeMismatch(table.Name, column.Name, pipeline.Type, column.Type);
            refusal = $"Column '{column.Name}' is widened from {pipeline.Type} to {column.Type} behind its pipeline; end the pipeline with type_cast to stay in the columnar executor.";
            return null;
        }

        try
        {
            var compiled = ColumnarPlan.Compile(plan, OneThread);
            var failures = compiled.Failures.Select(failure => new RowFailure(failure.Code, failure.Target)).ToList();
            var checks = new List<ColumnCheck>();
            foreach (var rule in TableRule.Of(table, made.ContainsKey))
            {
                failures.Add(new RowFailure(rule.Code, rule.Column.Name));
                if (ColumnCheck.TryMake(rule, Place(rule.Column.Name), failures.Count) is not { } check)
                {
                    refusal = $"The code list of column '{rule.Column.Name}' is of type {rule.Column.Type}.";
                    return null;
                }

                checks.Add(check);
            }

            refusal = "";
            return new ColumnarProgram(
                compiled, [.. columns.Select(column => made.TryGetValue(column.Name, out var pipeline) ? pipeline.Place : -1)],
                ConstantColumn.DefaultsOf(table, made.ContainsKey), checks, failures);
        }
        catch (LumosException exception) when (exception.Code == ErrorCode.DslReject)
        {
            refusal = exception.Problem;
            return null;
        }

        int Place(string name)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i].Name == name) return i;
            }

            return -1;
        }
    }
}
