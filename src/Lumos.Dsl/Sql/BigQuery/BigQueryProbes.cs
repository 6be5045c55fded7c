namespace Lumos.Dsl.Sql.BigQuery;

/// <summary>What BigQuery must agree on: what its reference leaves open.</summary>
internal static class BigQueryProbes
{
    private const string Refused = "Run the plan on another engine, such as DuckDB: this project does not read the statement as documented.";

    public static IReadOnlyList<SqlProbe> All { get; } =
    [
        new("texts", @"SELECT CONCAT(CAST(LENGTH('\\') AS STRING), '\u0041', '\'', CAST(LENGTH('😀') AS STRING), SUBSTRING('😀b', 2, 1), SUBSTRING('a', 3, 2), CAST(COLLATE('a', '') = 'A' AS STRING), CAST('a' = 'a ' AS STRING))", "1A'1bfalsefalse", Refused),
        new("patterns", @"SELECT CONCAT(CAST(REGEXP_CONTAINS('a\n', 'a\\z') AS STRING), CAST(REGEXP_CONTAINS('a\nb', '^b') AS STRING), REGEXP_REPLACE('xyx', '^[\\x{78}\\x{1F600}]+', ''), REGEXP_EXTRACT('a😀b', '\\x{1F600}(b)'), IFNULL(REGEXP_EXTRACT('a', 'b'), 'none'))", "falsefalseyxbnone", Refused),
        new("trim, pieces, concat and translate", "SELECT CONCAT(TRIM('bacab', 'ab'), SPLIT('a,,b', ',')[SAFE_ORDINAL(2)], IFNULL(SPLIT('a', ',')[SAFE_ORDINAL(2)], 'none'), IFNULL(SPLIT('', ',')[SAFE_ORDINAL(1)], 'none'), IFNULL(SPLIT(CAST(NULL AS STRING), ',')[SAFE_ORDINAL(1)], 'null'), ARRAY_TO_STRING(['a', NULL, 'c'], '-'), IFNULL(CONCAT('a', CAST(NULL AS STRING)), 'null'), TRANSLATE('aé𐐨', 'é𐐨', 'É𐐀'))", "cnonenulla-cnullaÉ𐐀", Refused),
        new("numbers", "SELECT CONCAT(CAST(DIV(BIGNUMERIC '7', BIGNUMERIC '2') AS STRING), CAST(CAST(CAST(CAST(123 AS NUMERIC(18,0)) * BIGNUMERIC '0.000000000000000001' AS BIGNUMERIC(18,18)) * 1000000000000000000 AS INT64) AS STRING), IFNULL(CAST(SAFE_CAST('x' AS BIGNUMERIC) AS STRING), 'none'))", "3123none", Refused),
        new("dates", "SELECT CONCAT(FORMAT_DATE('%E4Y-%m-%d', SAFE_CAST('0001-01-01' AS DATE)), FORMAT_DATETIME('%E4Y-%m-%d %H:%M:%E6S', SAFE_CAST('0001-01-01 04:05:06.120000' AS DATETIME)))", "0001-01-010001-01-01 04:05:06.120000", Refused),
    ];
}
