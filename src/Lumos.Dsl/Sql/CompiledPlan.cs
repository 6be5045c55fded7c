using System.Globalization;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql;

/// <summary>A plan as SQL of one engine, over any relation with the plan's source columns. Immutable and thread-safe.</summary>
public sealed class CompiledPlan
{
    /// <summary>Name of the column that says why a row failed.</summary>
    public const string FailureColumn = "lumos_failure";

    private readonly LetChain _chain;
    private readonly IReadOnlyList<CompiledPipeline> _pipelines;

    internal CompiledPlan(TypedPlan plan, LetChain chain, IReadOnlyList<CompiledPipeline> pipelines, IReadOnlyList<ColumnFailure> failures)
    {
        Engine = chain.Dialect.Engine;
        Probes = chain.Dialect.Probes(plan);
        Plan = plan;
        Failures = failures;
        _chain = chain;
        _pipelines = pipelines;
    }

    /// <summary>The engine whose SQL it is.</summary>
    public SqlEngine Engine { get; }

    /// <summary>
    /// Questions to ask a server before the statement runs there, about settings the SQL cannot fix itself; empty when there are none.
    /// Ask each once per server and hand the answer to <see cref="SqlProbe.Check"/>.
    /// </summary>
    public IReadOnlyList<SqlProbe> Probes { get; }

    /// <summary>The plan.</summary>
    public TypedPlan Plan { get; }

    /// <summary>What the numbers of <see cref="FailureColumn"/> mean, in plan order: number n is item n - 1, and 0 means the row is good.</summary>
    public IReadOnlyList<ColumnFailure> Failures { get; }

    /// <summary>
    /// One SELECT that gives the target columns in plan order and, in the same pass, the integer <see cref="FailureColumn"/>: 0 for a good row,
    /// else the number of the first failing column and its reason in plan order. A failed column is NULL.
    /// </summary>
    /// <param name="relation">SQL of the relation to read, as it may stand after FROM: a quoted table name, a table function or a parenthesised query. It is trusted.</param>
    /// <param name="carry">Columns of the relation to hand through unchanged after the failure column, such as a key or a row number.</param>
    /// <exception cref="ArgumentException">A carried column has the name of a target column.</exception>
    public string SelectSql(string relation, IReadOnlyList<string>? carry = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(relation);
        var outputs = _pipelines.Select(pipeline => ((SqlFragment)pipeline.Value, pipeline.Target)).ToList();
        var errors = _pipelines.SelectMany(pipeline => pipeline.Errors).DistinctBy(error => error.Node).Select(error => error with { Shift = 0 }).ToList();
        outputs.Add((FirstOf(errors), FailureColumn));
        return Print(outputs, relation, carry);
    }

    /// <summary>
    /// One SELECT that gives the target columns, then per target column an integer <c>lumos_failure_1</c>, <c>lumos_failure_2</c> ... with
    /// that column's own failure number or 0: for previews and success rates per column.
    /// </summary>
    /// <param name="relation">SQL of the relation to read; see <see cref="SelectSql"/>.</param>
    /// <param name="carry">Columns of the relation to hand through unchanged at the end.</param>
    /// <exception cref="ArgumentException">A carried column has the name of a target column.</exception>
    public string DetailSql(string relation, IReadOnlyList<string>? carry = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(relation);
        var outputs = _pipelines.Select(pipeline => ((SqlFragment)pipeline.Value, pipeline.Target)).ToList();
        for (var i = 0; i < _pipelines.Count; i++)
        {
            outputs.Add((FirstOf(_pipelines[i].Errors.DistinctBy(error => error.Node).ToList()), DetailColumn(i)));
        }

        return Print(outputs, relation, carry);
    }

    /// <summary>Name of the failure column of a pipeline in <see cref="DetailSql"/>.</summary>
    /// <param name="pipeline">Position of the pipeline in the plan.</param>
    public static string DetailColumn(int pipeline) => FailureColumn + "_" + (pipeline + 1).ToString(CultureInfo.InvariantCulture);

    private string Print(List<(SqlFragment Value, string Name)> outputs, string relation, IReadOnlyList<string>? carry)
    {
        var names = new HashSet<string>(outputs.Select(output => output.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var name in carry ?? [])
        {
            if (!names.Add(name)) throw new ArgumentException($"Column '{name}' is made by the plan and cannot be carried too.", nameof(carry));
        }

        return _chain.Print(outputs, carry ?? [], relation);
    }

    // Most rows have every value: then no error is looked for.
    private static SqlFragment FirstOf(IReadOnlyList<PipelineError> errors)
    {
        if (errors.Count == 0) return SqlFragment.Of($"0");
        var whole = SqlFragment.Join(" AND ", errors.Select(error => SqlFragment.Of($"{error.Node.Value} IS NOT NULL")));
        var numbers = errors.Select(error => Guarded(error.Node, error.Shift == 0 ? error.Node.Error! : SqlFragment.Of($"{error.Node.Error!} + {error.Shift}")));
        return SqlFragment.Of($"CASE WHEN {whole} THEN 0 ELSE coalesce({SqlFragment.Join(",\n    ", numbers)}, 0) END");
    }

    private static SqlFragment Guarded(CompiledNode node, SqlFragment number) => node.Guard is { } guard ? SqlFragment.Of($"CASE WHEN {guard} THEN {number} END") : number;
}
