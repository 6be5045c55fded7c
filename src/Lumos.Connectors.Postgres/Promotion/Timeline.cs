using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>
/// Works out the versions of every key that was staged (slowly changing dimension, type 2) from those that are there and those that came, in whatever order
/// they came.
/// </summary>
/// <remarks>
/// Of two versions with one start the staged one counts. A version that changes nothing against the one before it is dropped. A version is valid until the next
/// one starts, or until its thing ended: an end that is there and is no start of another version stays where it is. Ends that came are not looked at.
/// </remarks>
internal static class Timeline
{
    /// <summary>Temporary table the versions go into, gone with the transaction.</summary>
    public const string Table = "pg_temp.lumos_timeline";

    /// <summary>Fills <see cref="Table"/>.</summary>
    /// <param name="promotion">The table.</param>
    public static string CreateSql(TablePromotion promotion)
    {
        var load = promotion.Promoted.Load;
        var keys = load.BusinessKey(promotion.Table);
        var others = promotion.Columns.Where(column => !keys.Contains(column, StringComparer.Ordinal) && column != load.ValidFrom && column != load.ValidTo).ToList();
        var (key, all, from, to) = (Sql.Names(keys), Sql.Names(promotion.Columns), Sql.Name(load.ValidFrom), Sql.Name(load.ValidTo));
        var events = string.Join("", others.Select(column => $", {Sql.Name(column)}"));
        var nulls = string.Join("", others.Select(_ => ", NULL"));
        var same = string.Join(" AND ", others.Select(column => $"{StoredTypes.Comparable(promotion.Types, column)} IS NOT DISTINCT FROM lag({StoredTypes.Comparable(promotion.Types, column)}) OVER line").DefaultIfEmpty("true"));
        return $"""
            CREATE TEMPORARY TABLE lumos_timeline ON COMMIT DROP AS
            WITH versions AS (
                SELECT {all}, false AS lumos_new FROM {promotion.Final} AS there WHERE {TouchedSql(promotion, "there")}
                UNION ALL SELECT {all}, true FROM {promotion.Source} AS staged),
            starts AS (SELECT DISTINCT ON ({key}, {from}) {all} FROM versions ORDER BY {key}, {from}, lumos_new DESC),
            ends AS (
                SELECT DISTINCT {key}, {to} AS lumos_at FROM {promotion.Final} AS ending
                WHERE {to} > {from} AND {TouchedSql(promotion, "ending")} AND NOT EXISTS (SELECT FROM starts WHERE {Sql.Equal(keys, "starts", "ending")} AND starts.{from} = ending.{to})),
            events AS (
                SELECT {key}, {from} AS lumos_at, false AS lumos_end{events} FROM starts
                UNION ALL SELECT {key}, lumos_at, true{nulls} FROM ends),
            compared AS (
                SELECT *, lag(lumos_end) OVER line AS lumos_after_end, {same} AS lumos_same FROM events WINDOW line AS (PARTITION BY {key} ORDER BY lumos_at)),
            changes AS (
                SELECT *, lead(lumos_at) OVER (PARTITION BY {key} ORDER BY lumos_at) AS lumos_until FROM compared
                WHERE lumos_end OR lumos_after_end IS NOT FALSE OR NOT lumos_same)
            SELECT {key}, lumos_at AS {from}, lumos_until AS {to}{events} FROM changes WHERE NOT lumos_end
            """;
    }

    /// <summary>Whether a row of the final table belongs to a key that was staged.</summary>
    public static string TouchedSql(TablePromotion promotion, string alias) =>
        $"EXISTS (SELECT FROM {promotion.Source} AS touching WHERE {Sql.Equal(promotion.Promoted.Load.BusinessKey(promotion.Table), "touching", alias)})";

    /// <summary>Versions of the keys that were staged that overlap the next one, or end before they start.</summary>
    public static string OverlapSql(TablePromotion promotion)
    {
        var load = promotion.Promoted.Load;
        var (from, to) = (Sql.Name(load.ValidFrom), Sql.Name(load.ValidTo));
        return $"""
            SELECT count(*) FROM (
                SELECT {from} AS start, {to} AS until, lead({from}) OVER (PARTITION BY {Sql.Names(load.BusinessKey(promotion.Table))} ORDER BY {from}) AS next
                FROM {promotion.Final} AS there WHERE {TouchedSql(promotion, "there")}) AS line
            WHERE until <= start OR next < until OR (until IS NULL AND next IS NOT NULL)
            """;
    }
}
