using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;

namespace Lumos.Dsl.DuckDb;

/// <summary>Compiles plans to DuckDB SQL: one statement, one pass, the same values and failures as the interpreter.</summary>
public static class DuckDbCompiler
{
    /// <summary>Checks and compiles a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="source">Columns of the relation the statement will read.</param>
    /// <param name="target">Table it must fill; null when any columns will do.</param>
    /// <exception cref="LumosException"><c>DSL_REJECT</c>: the plan does not have exactly one meaning, or DuckDB cannot express it.</exception>
    public static CompiledPlan Compile(TransformPlan plan, ColumnSchema source, TargetTable? target = null) =>
        Compile(PlanChecker.Check(plan, source, target).OrThrow());

    /// <summary>Compiles a checked plan.</summary>
    /// <exception cref="LumosException"><c>DSL_REJECT</c>: DuckDB cannot express the plan exactly.</exception>
    public static CompiledPlan Compile(TypedPlan plan) => SqlCompiler.Compile(plan, SqlEngine.DuckDb);
}
