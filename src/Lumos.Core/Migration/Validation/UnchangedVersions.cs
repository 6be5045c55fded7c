using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Validation;

/// <summary>Asks which staged versions say the same as the one before them, as promotion will find them: those leave no row.</summary>
internal static class UnchangedVersions
{
    /// <summary>SQL of the numbers of the rows, ascending.</summary>
    /// <param name="plan">The table.</param>
    /// <param name="kept">SQL of the staged rows that stay.</param>
    /// <param name="final">SQL of the final table; null when there is none.</param>
    /// <param name="there">Columns the final table has.</param>
    public static string Sql(TablePlan plan, string kept, string? final, IReadOnlyList<string> there)
    {
        var (from, to) = (EngineSql.Name(plan.Load.ValidFrom), EngineSql.Name(plan.Load.ValidTo));
        var keys = plan.Load.BusinessKey(plan.Table);
        var others = plan.Table.Columns.Select(static column => column.Name).Where(column => !keys.Contains(column, StringComparer.Ordinal) && column != plan.Load.ValidFrom && column != plan.Load.ValidTo).ToList();
        var key = EngineSql.Names(keys);
        var values = string.Concat(others.Select(static column => ", " + EngineSql.Name(column)));
        var thereValues = string.Concat(others.Select(column => ", " + (there.Contains(column, StringComparer.OrdinalIgnoreCase) ? EngineSql.Name(column) : $"NULL AS {EngineSql.Name(column)}")));
        var same = string.Concat(others.Select(static column => $" AND {EngineSql.Name(column)} IS NOT DISTINCT FROM lag({EngineSql.Name(column)}) OVER line"));
        string Touched(string alias) => $"EXISTS (SELECT 1 FROM {kept} AS touching WHERE {Same(keys, "touching", alias)})";
        var versions = final is null ? "" : $"SELECT {key}, {from}{thereValues}, CAST(NULL AS BIGINT) AS {TablePlan.RowColumn} FROM {final} AS there WHERE {Touched("there")} UNION ALL ";
        var ends = final is null ? "" : $"""
            UNION ALL SELECT {key}, lumos_at, 1{string.Concat(others.Select(static _ => ", NULL"))}, CAST(NULL AS BIGINT) FROM (
                SELECT DISTINCT {key}, {to} AS lumos_at FROM {final} AS ending
                WHERE {to} > {from} AND {Touched("ending")} AND NOT EXISTS (SELECT 1 FROM starts WHERE {Same(keys, "starts", "ending")} AND starts.{from} = ending.{to})) AS ended
            """;
        return $"""
            WITH versions AS ({versions}SELECT {key}, {from}{values}, {TablePlan.RowColumn} FROM {kept} AS staged),
            numbered AS (SELECT versions.*, row_number() OVER (PARTITION BY {key}, {from} ORDER BY CASE WHEN {TablePlan.RowColumn} IS NULL THEN 1 ELSE 0 END, {TablePlan.RowColumn}) AS lumos_place FROM versions),
            starts AS (SELECT * FROM numbered WHERE lumos_place = 1),
            events AS (SELECT {key}, {from} AS lumos_at, 0 AS lumos_end{values}, {TablePlan.RowColumn} FROM starts {ends}),
            compared AS (
                SELECT {TablePlan.RowColumn}, lag(lumos_end) OVER line AS lumos_after_end, CASE WHEN true{same} THEN 1 ELSE 0 END AS lumos_same
                FROM events WINDOW line AS (PARTITION BY {key} ORDER BY lumos_at))
            SELECT {TablePlan.RowColumn} FROM compared WHERE {TablePlan.RowColumn} IS NOT NULL AND lumos_after_end = 0 AND lumos_same = 1 ORDER BY {TablePlan.RowColumn}
            """;
    }

    private static string Same(IEnumerable<string> columns, string left, string right) =>
        string.Join(" AND ", columns.Select(column => $"{left}.{EngineSql.Name(column)} = {right}.{EngineSql.Name(column)}"));
}
