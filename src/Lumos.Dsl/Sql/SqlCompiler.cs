using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Features;

namespace Lumos.Dsl.Sql;

/// <summary>Compiles plans to the SQL of an engine: one statement, one pass, the same values and failures as the interpreter.</summary>
public static class SqlCompiler
{
    /// <summary>Engines that have a dialect.</summary>
    public static IReadOnlyList<SqlEngine> Engines { get; } = [.. Enum.GetValues<SqlEngine>().Where(engine => SqlDialects.Find(engine) is not null)];

    /// <summary>Compiles a checked plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="engine">Engine the statement is for.</param>
    /// <exception cref="LumosException"><c>DSL_REJECT</c>: the engine cannot express the plan exactly, and why, for each operation it concerns.</exception>
    public static CompiledPlan Compile(TypedPlan plan, SqlEngine engine)
    {
        var dialect = SqlDialects.Find(engine)
            ?? throw DslReject.Exception(RejectCode.Backend, $"There is no backend for {SqlEngineNames.NameOf(engine)} yet.", $"Engines: {string.Join(", ", Engines.Select(SqlEngineNames.NameOf))}.");
        return Compile(plan, dialect);
    }

    internal static CompiledPlan Compile(TypedPlan plan, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PlanFeatures.Require(plan, dialect.Features, dialect.Name, dialect.WhyWithout);
        var compiler = new PlanCompiler(dialect, plan.Source);
        var pipelines = new List<CompiledPipeline>();
        var refusals = new List<DslDiagnostic>();
        foreach (var pipeline in plan.Pipelines)
        {
            try
            {
                pipelines.Add(compiler.Compile(pipeline));
            }
            catch (SqlRefusal refusal)
            {
                refusals.Add(refusal.Diagnostic with { Target = pipeline.Target });
            }
        }

        if (refusals.Count > 0) throw DslReject.Exception(refusals);
        return new CompiledPlan(plan, compiler.Chain, pipelines, compiler.Failures);
    }
}
