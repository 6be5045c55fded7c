-- x = concat(a | trim | case(upper, alphabet: ascii), p | type_cast(text), separator: "/", nulls: skip)
-- y = a | trim | type_cast(decimal(6,2)) | unit_convert("km", "m", result: decimal(9,2)) | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  CAST(l0.`p` AS DECIMAL(6,2)) AS v4,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT trim(BOTH '\u0009\u000a\u000b\u000c\u000d                  　' FROM v1) AS v2,
  CAST(v4 * 100 AS BIGINT) AS v5,
  c1
FROM l1),
l3 AS (
SELECT v2,
  v5,
  CAST(abs(v5) AS STRING) AS v6,
  (v2 RLIKE '^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)\\z') AS v10,
  regexp_replace(regexp_replace(v2, '[.][0-9]*\\z', ''), '^[+-]?0*', '') AS v11,
  regexp_replace(v2, '^[+-]?[0-9]*[.]?', '') AS v12,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v5,
  CASE WHEN length(v6) <= 2 THEN lpad(v6, 3, '0') ELSE v6 END AS v7,
  v10,
  CASE WHEN v10 AND length(v11) <= 4 THEN try_cast(concat('0', concat(v11, rpad(substring(v12, 1, 2), 2, '0'))) AS DECIMAL(38,0)) + 0 END AS v13,
  (substring(v12, 3) RLIKE '[1-9]') AS v14,
  c1
FROM l3),
l5 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  CAST(CASE WHEN v13 <= 999999 AND NOT v14 THEN CASE WHEN substring(v2, 1, 1) = '-' THEN -v13 ELSE v13 END END AS BIGINT) AS v15,
  c1
FROM l4),
l6 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  v15,
  CAST((CAST(CAST((CAST(((CAST(v15 AS DECIMAL(38,0)) * 1000)) AS BIGINT)) AS DECIMAL(18,0)) * 0.01BD AS DECIMAL(9,2))) * 100 AS BIGINT) AS v19,
  c1
FROM l5),
l7 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  v15,
  v19,
  CAST(abs(v19) AS STRING) AS v20,
  c1
FROM l6),
l8 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  v15,
  v19,
  CASE WHEN length(v20) <= 2 THEN lpad(v20, 3, '0') ELSE v20 END AS v21,
  c1
FROM l7)
SELECT (concat_ws('/', (translate(v2, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')), (concat(CASE WHEN v5 < 0 THEN '-' ELSE '' END, substring(v7, 1, length(v7) - 2), '.', substring(v7, length(v7) - 1, 2))))) AS `x`,
  (concat(CASE WHEN v19 < 0 THEN '-' ELSE '' END, substring(v21, 1, length(v21) - 2), '.', substring(v21, length(v21) - 1, 2))) AS `y`,
  CASE WHEN v15 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v15 IS NULL AND v2 IS NOT NULL THEN CASE WHEN NOT v10 THEN 1 WHEN v14 THEN 2 ELSE 3 END END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l8;
