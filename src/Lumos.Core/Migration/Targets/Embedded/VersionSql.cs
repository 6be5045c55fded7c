using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>
/// Prints the timeline of a table with versions (slowly changing dimension, type 2): the versions that are there and the ones that arrived, in the
/// order of their beginnings, each valid until the next one of its key begins.
/// </summary>
/// <remarks>
/// A version that says the same as the one before it is left out. Where a version arrives with the beginning of one that is there, the new one counts. A
/// version that ended without a next one keeps its end, and what arrives before that end is ended by it.
/// </remarks>
internal sealed class VersionSql
{
    private readonly string _key;
    private readonly string _from;
    private readonly string _to;
    private readonly string _names;
    private readonly string _row;
    private readonly IReadOnlyList<TargetColumn> _facts;
    private readonly IReadOnlyList<string> _business;

    public VersionSql(TargetTable table, TableLoad load)
    {
        _business = load.BusinessKey(table);
        _key = EngineSql.Names(_business);
        _from = EngineSql.Name(load.ValidFrom);
        _to = EngineSql.Name(load.ValidTo);
        _names = EngineSql.Names(table.Columns.Select(column => column.Name));
        _facts = [.. table.Columns.Where(column => column.Name != load.ValidFrom && column.Name != load.ValidTo && !_business.Contains(column.Name, StringComparer.Ordinal))];
        _row = _facts.Count == 0 ? "ROW(1)" : $"ROW({EngineSql.Names(_facts.Select(column => column.Name))})";
    }

    /// <summary>Condition that two relations name the same thing.</summary>
    public string SameKey(string left, string right) => string.Join(" AND ", _business.Select(column => $"{left}.{EngineSql.Name(column)} = {right}.{EngineSql.Name(column)}"));

    /// <summary>The versions of every key that is in either relation.</summary>
    /// <param name="existing">Versions that are there.</param>
    /// <param name="arrived">Versions that arrived; their ends do not count.</param>
    public string Timeline(string existing, string arrived)
    {
        var facts = string.Concat(_facts.Select(column => EngineSql.Name(column.Name) + ", "));
        var nothing = string.Concat(_facts.Select(_ => "NULL, "));
        return $"""
            WITH events AS (
                SELECT {_key}, {facts}{_from} AS lumos_at, FALSE AS lumos_ends, 0 AS lumos_rank FROM {existing} AS existing
                UNION ALL SELECT {_key}, {facts}{_from}, FALSE, 1 FROM {arrived} AS arrived
                UNION ALL SELECT {_key}, {nothing}{_to}, TRUE, -1 FROM {existing} AS ended WHERE {_to} IS NOT NULL),
            chosen AS (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {_key}, lumos_at ORDER BY lumos_rank DESC) AS lumos_place FROM events) AS placed WHERE lumos_place = 1),
            compared AS (
                SELECT *, coalesce(NOT lumos_ends AND NOT lag(lumos_ends) OVER timeline AND {_row} IS NOT DISTINCT FROM lag({_row}) OVER timeline, FALSE) AS lumos_same
                FROM chosen WINDOW timeline AS (PARTITION BY {_key} ORDER BY lumos_at)),
            lasting AS (SELECT *, lumos_at AS {_from}, lead(lumos_at) OVER (PARTITION BY {_key} ORDER BY lumos_at) AS {_to} FROM compared WHERE NOT lumos_same)
            SELECT {_names} FROM lasting WHERE NOT lumos_ends
            """;
    }

    /// <summary>Counts versions that do not end before the next one of their key begins, or end before they began.</summary>
    /// <param name="table">The table with versions.</param>
    /// <param name="touched">Relation that holds the keys to look at.</param>
    public string Overlaps(string table, string touched) =>
        $"""
        SELECT count(*) FROM (
            SELECT {_from} AS begins, {_to} AS ends, lead({_from}) OVER (PARTITION BY {_key} ORDER BY {_from}) AS next
            FROM {table} AS versions WHERE EXISTS (SELECT 1 FROM {touched} AS touched WHERE {SameKey("touched", "versions")})) AS placed
        WHERE ends <= begins OR (next IS NOT NULL AND (ends IS NULL OR ends > next))
        """;
}
