using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;

namespace Lumos.Core.Migration.Transform;

/// <summary>Why a row cannot go into its table: a code and the target column it concerns.</summary>
/// <param name="Code">Stable code, such as <c>E_DATE</c> or <c>NULL_VIOLATION</c>.</param>
/// <param name="Column">Target column; null when it concerns the whole row.</param>
internal sealed record RowFailure(string Code, string? Column);

/// <summary>A statement that makes rows of a target table from raw source rows and says of each why it failed.</summary>
/// <param name="Sql">Selects the target's columns in their order and, last, an integer: 0 for a good row, n for item n - 1 of <paramref name="Failures"/>.</param>
/// <param name="Failures">The reasons.</param>
internal sealed record CompiledTransform(string Sql, IReadOnlyList<RowFailure> Failures)
{
    private const string Failure = CompiledPlan.FailureColumn;

    /// <summary>Compiles what feeds a table from one source.</summary>
    /// <param name="table">The table and its input.</param>
    /// <param name="source">Raw columns of the source.</param>
    /// <param name="relation">Relation the statement reads.</param>
    /// <exception cref="LumosException">A pipeline is refused, or gives a type the column is not (<c>DSL_REJECT</c>, <c>MIGRATION_TYPE_MISMATCH</c>).</exception>
    public static CompiledTransform Compile(PassTable table, ColumnSchema source, string relation)
    {
        var pipelines = MappedColumns.Of(table.Mapping).Select(column => new Pipeline(column.Target, null, MappedColumns.ReadPipeline(column))).ToArray();
        var compiled = DuckDbCompiler.Compile(new TransformPlan(ValueList.From(pipelines)), source);
        var made = compiled.Plan.Pipelines.ToDictionary(pipeline => pipeline.Target, pipeline => pipeline.Value.Type, StringComparer.Ordinal);
        return ForTable(compiled.SelectSql(relation), [.. compiled.Failures.Select(failure => new RowFailure(failure.Code, failure.Target))], made, table.Table);
    }

    /// <summary>
    /// Adds the table's own rules to what the pipelines give: defaults, values that may not be NULL, and code lists.
    /// </summary>
    /// <param name="pipelines">Selects the mapped columns and <c>lumos_failure</c>.</param>
    /// <param name="failures">Reasons of the pipelines.</param>
    /// <param name="made">Types of the mapped columns.</param>
    /// <param name="plan">The table.</param>
    private static CompiledTransform ForTable(string pipelines, IReadOnlyList<RowFailure> failures, IReadOnlyDictionary<string, ColumnType> made, TablePlan plan)
    {
        var reasons = new List<RowFailure>(failures);
        var columns = new StringBuilder();
        var rules = new StringBuilder();
        foreach (var column in plan.Table.Columns)
        {
            var name = EngineSql.Name(column.Name);
            columns.Append(Value(column, made, plan)).Append(" AS ").Append(name).Append(", ");
            if (!made.ContainsKey(column.Name)) continue;
            if (plan.IsRequired(column)) Rule($"{name} IS NULL", FailureCodes.Null, column.Name);
            if (column.Enum is { Count: > 0 } allowed) Rule($"CAST({name} AS VARCHAR) NOT IN ({string.Join(", ", allowed.Select(EngineSql.Text))})", FailureCodes.Enum, column.Name);
        }

        var failure = rules.Length == 0 ? Failure : $"CASE WHEN {Failure} <> 0 THEN {Failure}{rules} ELSE 0 END";
        return new CompiledTransform($"SELECT {columns}CAST({failure} AS INTEGER) AS {Failure} FROM ({pipelines})", reasons);

        void Rule(string condition, string code, string column)
        {
            reasons.Add(new RowFailure(code, column));
            rules.Append(" WHEN ").Append(condition).Append(" THEN ").Append(EngineSql.Number(reasons.Count));
        }
    }

    private static string Value(TargetColumn column, IReadOnlyDictionary<string, ColumnType> made, TablePlan plan)
    {
        var type = DuckDbTypes.NameOf(column.Type);
        if (!made.TryGetValue(column.Name, out var from)) return $"CAST({EngineSql.TextOrNull(column.Default)} AS {type})";
        if (from == column.Type) return EngineSql.Name(column.Name);
        if (!MappedColumns.Fits(from, column.Type)) throw MigrationErrors.TypeMismatch(plan.Name, column.Name, from, column.Type);
        return $"CAST({EngineSql.Name(column.Name)} AS {type})";
    }
}
