-- texts: 1A1b0
SELECT concat(TO_VARCHAR(length('\\')), '\u0041', TO_VARCHAR(length('😀')), substring('😀b', 2, 1), TO_VARCHAR(length(substring('a', 3, 2))));
-- comparing texts: falsefalsefalse
SELECT concat(TO_VARCHAR(COLLATE('a', 'utf8') = 'A'), TO_VARCHAR(COLLATE('a', 'utf8') = 'a '), TO_VARCHAR(COLLATE('ß', 'utf8') = 'ss'));
-- patterns: a\ba\nb0😀none7
SELECT concat(REGEXP_REPLACE(COLLATE('a\\-]b', 'utf8'), '[\\-\\]]', ''), REGEXP_SUBSTR('a\nb', 'a[^x]b', 1, 1, 'c'), TO_VARCHAR(REGEXP_INSTR(COLLATE('a\nb', 'utf8'), '^b')), REGEXP_SUBSTR(COLLATE('xa😀b', 'utf8'), '(a)([^x])b', 1, 1, 'ce', 2), coalesce(REGEXP_SUBSTR('a', 'b', 1, 1, 'c'), 'none'), REGEXP_REPLACE('+007', '^[+-]?0*', ''));
-- trim, pieces, concat and translate: cnonea-cnullaÉ𐐀
SELECT concat(TRIM(COLLATE('bacab', 'utf8'), 'ab'), CAST(GET(SPLIT(COLLATE('a,,b', 'utf8'), ','), 1) AS VARCHAR), coalesce(CAST(GET(SPLIT('a', ','), 1) AS VARCHAR), 'none'), coalesce(CAST(GET(SPLIT('', ','), 0) AS VARCHAR), 'none'), ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT('a', NULL, 'c'), '-'), coalesce(concat('a', NULL), 'null'), translate(COLLATE('aé𐐨', 'utf8'), 'é𐐨', 'É𐐀'));
-- numbers: 3123none
SELECT concat(TO_VARCHAR(CAST((CAST(7 AS NUMBER(38,0)) - mod(7, 2)) / CAST(2 AS NUMBER(38,0)) AS NUMBER(38,0))), TO_VARCHAR(CAST(CAST(CAST(123 AS NUMBER(18,0)) * 0.000000000000000001 AS NUMBER(18,18)) * 1000000000000000000 AS NUMBER(38,0))), coalesce(TO_VARCHAR(TRY_TO_NUMBER('x', 38, 0)), 'none'));
-- dates: 0001-01-011500-02-28 04:05:06.120000
SELECT concat(TO_VARCHAR(TRY_TO_DATE('0001-01-01', 'YYYY-MM-DD'), 'YYYY-MM-DD'), TO_VARCHAR(TRY_TO_TIMESTAMP_NTZ('1500-02-28 04:05:06.120000', 'YYYY-MM-DD HH24:MI:SS.FF6'), 'YYYY-MM-DD HH24:MI:SS.FF6'));
