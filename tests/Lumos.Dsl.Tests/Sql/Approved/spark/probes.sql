-- texts: 1a'b$1b
SELECT concat(CAST(length('\\') AS STRING), 'a\'b', '\u0024', CAST(length('😀') AS STRING), substring('😀b', 2, 1));
-- comparing texts: falsefalsefalse
SELECT concat(CAST('a' = 'A' AS STRING), CAST('a' = 'a ' AS STRING), CAST('ß' = 'ss' AS STRING));
-- patterns: falsefalse	yxb13none
SELECT concat(CAST('a\n' RLIKE 'a\\z' AS STRING), CAST('a\nb' RLIKE '^b' AS STRING), regexp_replace('x\tyx', '^[\\x{78}\\x{1F600}]+', ''), regexp_extract('a😀b', '\\x{1F600}(b)', 1), CAST(size(split('', ',', -1)) AS STRING), CAST(size(split('a,,', ',', -1)) AS STRING), coalesce(try_element_at(split('a', ',', -1), 2), 'none'));
-- trim, concat and translate: ca-cnullaÉ𐐀
SELECT concat(trim(BOTH 'ab' FROM 'bacab'), concat_ws('-', 'a', CAST(NULL AS STRING), 'c'), concat_ws('-', CAST(NULL AS STRING)), coalesce(concat('a', CAST(NULL AS STRING)), 'null'), translate('aé𐐨', 'é𐐨', 'É𐐀'));
-- numbers: 3123none
SELECT concat(CAST(CAST(7 AS DECIMAL(38,0)) div CAST(2 AS DECIMAL(38,0)) AS STRING), CAST(CAST(CAST(123 AS DECIMAL(18,0)) * 0.000000000000000001BD AS DECIMAL(18,18)) * 1000000000000000000 AS BIGINT), coalesce(CAST(try_cast('x' AS DECIMAL(38,0)) AS STRING), 'none'));
-- dates: 0001-01-012024-02-03 04:05:060001-01-01 04:05:06.12
SELECT concat(CAST(CAST('0001-01-01' AS DATE) AS STRING), CAST(CAST('2024-02-03 04:05:06.000000' AS TIMESTAMP_NTZ) AS STRING), CAST(CAST('0001-01-01 04:05:06.120000' AS TIMESTAMP_NTZ) AS STRING));
