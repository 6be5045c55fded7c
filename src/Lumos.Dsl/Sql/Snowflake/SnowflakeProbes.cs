namespace Lumos.Dsl.Sql.Snowflake;

/// <summary>What a Snowflake account must agree on: what its documentation leaves open.</summary>
internal static class SnowflakeProbes
{
    private const string Refused = "Run the plan on another engine, such as DuckDB: this account does not read the statement as documented.";

    public static IReadOnlyList<SqlProbe> All { get; } =
    [
        new("texts", @"SELECT concat(TO_VARCHAR(length('\\')), '\u0041', TO_VARCHAR(length('😀')), substring('😀b', 2, 1), TO_VARCHAR(length(substring('a', 3, 2))))", "1A1b0", Refused),
        new("comparing texts", "SELECT concat(TO_VARCHAR(COLLATE('a', 'utf8') = 'A'), TO_VARCHAR(COLLATE('a', 'utf8') = 'a '), TO_VARCHAR(COLLATE('ß', 'utf8') = 'ss'))", "falsefalsefalse", Refused),
        new("patterns", @"SELECT concat(REGEXP_REPLACE(COLLATE('a\\-]b', 'utf8'), '[\\-\\]]', ''), REGEXP_SUBSTR('a\nb', 'a[^x]b', 1, 1, 'c'), TO_VARCHAR(REGEXP_INSTR(COLLATE('a\nb', 'utf8'), '^b')), REGEXP_SUBSTR(COLLATE('xa😀b', 'utf8'), '(a)([^x])b', 1, 1, 'ce', 2), coalesce(REGEXP_SUBSTR('a', 'b', 1, 1, 'c'), 'none'), REGEXP_REPLACE('+007', '^[+-]?0*', ''))", "a\\ba\nb0😀none7", Refused),
        new("trim, pieces, concat and translate", "SELECT concat(TRIM(COLLATE('bacab', 'utf8'), 'ab'), CAST(GET(SPLIT(COLLATE('a,,b', 'utf8'), ','), 1) AS VARCHAR), coalesce(CAST(GET(SPLIT('a', ','), 1) AS VARCHAR), 'none'), coalesce(CAST(GET(SPLIT('', ','), 0) AS VARCHAR), 'none'), ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT('a', NULL, 'c'), '-'), coalesce(concat('a', NULL), 'null'), translate(COLLATE('aé𐐨', 'utf8'), 'é𐐨', 'É𐐀'))", "cnonea-cnullaÉ𐐀", Refused),
        new("numbers", "SELECT concat(TO_VARCHAR(CAST((CAST(7 AS NUMBER(38,0)) - mod(7, 2)) / CAST(2 AS NUMBER(38,0)) AS NUMBER(38,0))), TO_VARCHAR(CAST(CAST(CAST(123 AS NUMBER(18,0)) * 0.000000000000000001 AS NUMBER(18,18)) * 1000000000000000000 AS NUMBER(38,0))), coalesce(TO_VARCHAR(TRY_TO_NUMBER('x', 38, 0)), 'none'))", "3123none", Refused),
        new("dates", "SELECT concat(TO_VARCHAR(TRY_TO_DATE('0001-01-01', 'YYYY-MM-DD'), 'YYYY-MM-DD'), TO_VARCHAR(TRY_TO_TIMESTAMP_NTZ('1500-02-28 04:05:06.120000', 'YYYY-MM-DD HH24:MI:SS.FF6'), 'YYYY-MM-DD HH24:MI:SS.FF6'))", "0001-01-011500-02-28 04:05:06.120000", Refused),
    ];
}
