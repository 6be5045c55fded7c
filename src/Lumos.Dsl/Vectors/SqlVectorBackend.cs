using System.Globalization;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;

namespace Lumos.Dsl.Vectors;

/// <summary>Runs one SQL text and gives its rows; NULL is null, every other value its text.</summary>
/// <param name="sql">A statement with text columns only.</param>
/// <param name="cancellationToken">Stops the work.</param>
public delegate IReadOnlyList<string?[]> RunSql(string sql, CancellationToken cancellationToken);

/// <summary>A SQL backend, held against vectors over whatever client reaches the engine. Rows are written out in the statement, so nothing is created there.</summary>
/// <remarks>As thread-safe as the delegate it was given.</remarks>
public sealed class SqlVectorBackend : IVectorBackend
{
    private readonly SqlDialect _dialect;
    private readonly RunSql _run;
    private readonly HashSet<SqlProbe> _agreed = [];

    /// <summary>The backend of an engine.</summary>
    /// <param name="engine">Which engine the delegate reaches.</param>
    /// <param name="run">Runs a statement there.</param>
    /// <exception cref="ArgumentException">The engine has no dialect; <see cref="SqlCompiler.Engines"/> are those that have one.</exception>
    public SqlVectorBackend(SqlEngine engine, RunSql run)
        : this(SqlDialects.Find(engine) ?? throw new ArgumentException($"There is no backend for {SqlEngineNames.NameOf(engine)} yet.", nameof(engine)), run)
    {
    }

    internal SqlVectorBackend(SqlDialect dialect, RunSql run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _dialect = dialect;
        _run = run;
    }

    /// <inheritdoc/>
    public string Name => SqlEngineNames.NameOf(_dialect.Engine);

    /// <inheritdoc/>
    public IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(rows);
        var plan = SqlCompiler.Compile(vector.ToPlan(), _dialect);
        foreach (var probe in plan.Probes.Where(probe => !_agreed.Contains(probe)))
        {
            probe.Check(_run(probe.Sql, cancellationToken) is [[var answer, ..], ..] ? answer : null);
            _agreed.Add(probe);
        }

        var sql = Query(_dialect, plan, plan.SelectSql(_dialect.Relation(vector.Source, rows), ["n"]), [CompiledPlan.FailureColumn]);
        var answers = _run(sql, cancellationToken);
        return [.. answers.Select(answer => new VectorOutcome(answer[0], answer[1] is null or "0" ? null : plan.Failures[int.Parse(answer[1]!, CultureInfo.InvariantCulture) - 1].Code))];
    }

    /// <summary>A query over a compiled statement that carries <c>n</c>: canonical text of every target column and of the failure columns, by n.</summary>
    internal static string Query(SqlDialect dialect, CompiledPlan plan, string select, IEnumerable<string> failures)
    {
        var columns = plan.Plan.Pipelines.Select(pipeline => dialect.Canonical(pipeline.Target, pipeline.Value.Type)).Concat(failures.Select(name => dialect.Canonical(name, Abstractions.ColumnType.Int64)));
        return $"SELECT {string.Join(", ", columns)} FROM ({select}) AS answers ORDER BY {dialect.Printer.Identifier("n")}";
    }
}
