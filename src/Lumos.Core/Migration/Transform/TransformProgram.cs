using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Quarantine;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Core.Migration.Transform;

/// <summary>
/// How the rows of one source become rows of one table: compiled once, before the target is touched, and shared by every worker. The columnar
/// executor computes what it can compute exactly; SQL of the embedded engine computes the rest. Both give the same rows and the same reasons.
/// </summary>
internal sealed class TransformProgram
{
    private readonly ColumnarProgram? _columnar;
    private readonly CompiledTransform? _sql;

    private readonly TypedPlan _plan;
    private readonly Lazy<RowReasons> _reasons;

    private TransformProgram(PassTable table, TypedPlan plan, ColumnarProgram columnar, string? reason) =>
        (Table, _plan, _columnar, _reasons, Use) = (table, plan, columnar, ReasonsOf(table, plan), new TransformUse(table.Mapping.Source, TransformEngines.Columnar, reason));

    private TransformProgram(PassTable table, TypedPlan plan, CompiledTransform sql, string reason) =>
        (Table, _plan, _sql, _reasons, Use) = (table, plan, sql, ReasonsOf(table, plan), new TransformUse(table.Mapping.Source, TransformEngines.DuckDb, reason));

    /// <summary>The table and which of its inputs is read.</summary>
    public PassTable Table { get; }

    /// <summary>What computes it, and why.</summary>
    public TransformUse Use { get; }

    /// <summary>Whether raw rows are read through the embedded engine.</summary>
    public bool NeedsEngine => _sql is not null;

    /// <summary>Compiles what feeds a table from one source.</summary>
    /// <param name="table">The table and its input.</param>
    /// <param name="source">Raw columns of the source.</param>
    /// <param name="wanted">Item of <see cref="TransformEngines"/> the contract asks for; null to choose.</param>
    /// <exception cref="LumosException">
    /// A pipeline is refused, gives a type the column is not, or cannot run where the contract wants it to
    /// (<c>DSL_REJECT</c>, <c>MIGRATION_TYPE_MISMATCH</c>, <c>MIGRATION_ENGINE_REFUSED</c>).
    /// </exception>
    public static TransformProgram Compile(PassTable table, ColumnSchema source, string? wanted)
    {
        const string asked = "asked for by the contract";
        var pipelines = MappedColumns.Of(table.Mapping).Select(column => new Pipeline(column.Target, null, MappedColumns.ReadPipeline(column))).ToArray();
        var plan = PlanChecker.Check(new TransformPlan(ValueList.From(pipelines)), source).OrThrow();
        if (wanted == TransformEngines.DuckDb) return new TransformProgram(table, plan, Sql(forced: true), asked);
        var columnar = ColumnarProgram.TryCompile(table.Table, plan, out var refusal);
        if (columnar is not null) return new TransformProgram(table, plan, columnar, wanted is null ? null : asked);
        if (wanted == TransformEngines.Columnar) throw MigrationErrors.EngineRefused(table.Table.Name, refusal);
        return new TransformProgram(table, plan, Sql(forced: false), refusal);

        CompiledTransform Sql(bool forced)
        {
            try
            {
                return CompiledTransform.Compile(table.Table, plan, RawRelation.Name);
            }
            catch (LumosException exception) when (forced && exception.Code == ErrorCode.DslReject)
            {
                throw MigrationErrors.EngineRefused(table.Table.Name, exception.Problem);
            }
        }
    }

    /// <summary>SQL of the embedded engine that computes the rows of a relation: the table's columns, <c>lumos_failure</c>, and the relation's <c>lumos_row</c>.</summary>
    public string EngineSqlOf(string relation) => CompiledTransform.Compile(Table.Table, _plan, relation, TablePlan.RowColumn).Sql;

    /// <summary>The program for one thread.</summary>
    /// <param name="raw">Where SQL finds the raw rows; null when <see cref="NeedsEngine"/> is not set.</param>
    /// <param name="quarantine">Makes the records of bad rows.</param>
    /// <param name="withKeys">Whether key hashes are wanted.</param>
    public ITableTransform Start(RawRelation? raw, QuarantineFactory quarantine, bool withKeys) => _columnar is not null
        ? new ColumnarTransform(_columnar, Table.Table, quarantine, _reasons, withKeys)
        : new EngineTransform(raw!, _sql!, Table.Table, quarantine, _reasons, withKeys);

    // Most slices have no bad row, and many runs none at all.
    private static Lazy<RowReasons> ReasonsOf(PassTable table, TypedPlan plan) => new(() => new RowReasons(table.Table, plan));
}
