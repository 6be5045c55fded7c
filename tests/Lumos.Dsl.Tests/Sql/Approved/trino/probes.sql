-- texts: 21bfalse
SELECT concat(CAST(length('\\') AS VARCHAR), CAST(length('😀') AS VARCHAR), substring('😀b', 2, 1), substring('a', 3, 2), CAST('a' = 'a ' AS VARCHAR));
-- patterns: falsefalseyxb13none
SELECT concat(CAST(regexp_like(concat('a', chr(10)), 'a\z') AS VARCHAR), CAST(regexp_like(concat('a', chr(10), 'b'), '^b') AS VARCHAR), regexp_replace('xyx', '^[\x{78}\x{1F600}]+', ''), regexp_extract('a😀b', '\x{1F600}(b)', 1), CAST(cardinality(regexp_split('', ',')) AS VARCHAR), CAST(cardinality(regexp_split('a,,', ',')) AS VARCHAR), coalesce(element_at(regexp_split('a', ','), 2), 'none'));
-- pieces, concat and translate: nonea-cnullaÉ𐐀
SELECT concat(split_part('a,,b', ',', 2), coalesce(split_part('a', ',', 2), 'none'), coalesce(split_part('', ',', 1), 'none'), concat_ws('-', 'a', CAST(NULL AS VARCHAR), 'c'), concat_ws('-', CAST(NULL AS VARCHAR)), coalesce(concat('a', CAST(NULL AS VARCHAR)), 'null'), translate('aé𐐨', 'é𐐨', 'É𐐀'));
-- numbers: 3123.000000000000000000none
SELECT concat(CAST((DECIMAL '7' - mod(DECIMAL '7', DECIMAL '2')) / DECIMAL '2' AS VARCHAR), CAST(CAST(CAST(123 AS DECIMAL(18,0)) * DECIMAL '0.000000000000000001' AS DECIMAL(18,18)) * 1000000000000000000 AS VARCHAR), coalesce(CAST(TRY_CAST('x' AS DECIMAL(38,0)) AS VARCHAR), 'none'));
-- dates: 0001-01-010001-01-01 04:05:06.120000
SELECT concat(CAST(CAST('0001-01-01' AS DATE) AS VARCHAR), CAST(CAST('0001-01-01 04:05:06.120000' AS TIMESTAMP(6)) AS VARCHAR));
