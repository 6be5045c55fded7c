using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Sql;

namespace Lumos.Core.Migration.Transform;

/// <summary>A statement that makes rows of a target table from raw source rows and says of each why it failed.</summary>
/// <param name="Sql">Selects the target's columns in their order and, last, an integer: 0 for a good row, n for item n - 1 of <paramref name="Failures"/>.</param>
/// <param name="Failures">The reasons.</param>
internal sealed record CompiledTransform(string Sql, IReadOnlyList<RowFailure> Failures)
{
    private const string Failure = CompiledPlan.FailureColumn;

    /// <summary>Compiles what feeds a table from one source.</summary>
    /// <param name="table">The table.</param>
    /// <param name="plan">Its pipelines over the source.</param>
    /// <param name="relation">Relation the statement reads.</param>
    /// <param name="carry">Column of the relation that is handed on behind the failure; null for none.</param>
    /// <exception cref="LumosException">A pipeline is refused, or gives a type the column is not (<c>DSL_REJECT</c>, <c>MIGRATION_TYPE_MISMATCH</c>).</exception>
    public static CompiledTransform Compile(TablePlan table, TypedPlan plan, string relation, string? carry = null)
    {
        var compiled = DuckDbCompiler.Compile(plan);
        var made = plan.Pipelines.ToDictionary(pipeline => pipeline.Target, pipeline => pipeline.Value.Type, StringComparer.Ordinal);
        return ForTable(compiled.SelectSql(relation, carry is null ? null : [carry]), carry, [.. compiled.Failures.Select(failure => new RowFailure(failure.Code, failure.Target))], made, table);
    }

    /// <summary>
    /// Adds the table's own rules to what the pipelines give: defaults, values that may not be NULL, code lists, and declared widths.
    /// </summary>
    /// <param name="pipelines">Selects the mapped columns and <c>lumos_failure</c>.</param>
    /// <param name="carry">Column that is handed on; null for none.</param>
    /// <param name="failures">Reasons of the pipelines.</param>
    /// <param name="made">Types of the mapped columns.</param>
    /// <param name="plan">The table.</param>
    private static CompiledTransform ForTable(string pipelines, string? carry, IReadOnlyList<RowFailure> failures, IReadOnlyDictionary<string, ColumnType> made, TablePlan plan)
    {
        var columns = new StringBuilder();
        foreach (var column in plan.Table.Columns) columns.Append(Value(column, made, plan)).Append(" AS ").Append(EngineSql.Name(column.Name)).Append(", ");
        var reasons = new List<RowFailure>(failures);
        var rules = new StringBuilder();
        foreach (var rule in TableRule.Of(plan, made.ContainsKey))
        {
            reasons.Add(new RowFailure(rule.Code, rule.Column.Name));
            rules.Append(" WHEN ").Append(Broken(rule)).Append(" THEN ").Append(EngineSql.Number(reasons.Count));
        }

        var failure = rules.Length == 0 ? Failure : $"CASE WHEN {Failure} <> 0 THEN {Failure}{rules} ELSE 0 END";
        return new CompiledTransform($"SELECT {columns}CAST({failure} AS INTEGER) AS {Failure}{(carry is null ? "" : ", " + EngineSql.Name(carry))} FROM ({pipelines})", reasons);
    }

    private static string Broken(TableRule rule)
    {
        var name = EngineSql.Name(rule.Column.Name);
        return rule.Code switch
        {
            ColumnBreaks.Null => $"{name} IS NULL",
            ColumnBreaks.Enum => $"CAST({name} AS VARCHAR) NOT IN ({string.Join(", ", rule.Column.Enum!.Select(EngineSql.Text))})",
            _ => $"NOT ({EngineSql.Fits(name, rule.Column.Width!.Value)})",
        };
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
