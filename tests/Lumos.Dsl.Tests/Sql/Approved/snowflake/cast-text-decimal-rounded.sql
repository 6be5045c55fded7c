-- x = a | type_cast(decimal(18,4), rounding: half_away)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  (REGEXP_INSTR(v1, '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$') > 0 AND RIGHT(v1, 1) <> '\u000a') AS v2,
  regexp_replace(regexp_replace(v1, '[.][0-9]*$', ''), '^[+-]?0*', '') AS v3,
  regexp_replace(v1, '^[+-]?[0-9]*[.]?', '') AS v4,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v2,
  CASE WHEN v2 AND length(v3) <= 14 THEN TRY_TO_NUMBER(concat('0', concat(v3, rpad(substring(v4, 1, 4), 4, '0'))), 38, 0) + CASE WHEN substring(v4, 5, 1) >= '5' THEN 1 ELSE 0 END END AS v5,
  c1
FROM l2),
l4 AS (
SELECT v1,
  v2,
  CASE WHEN v5 <= 999999999999999999 THEN CASE WHEN substring(v1, 1, 1) = '-' THEN -v5 ELSE v5 END END AS v6,
  c1
FROM l3)
SELECT (CAST(CAST(v6 AS NUMBER(18,0)) * 0.0001 AS NUMBER(18,4))) AS "x",
  CASE WHEN v6 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v6 IS NULL AND v1 IS NOT NULL THEN CASE WHEN NOT v2 THEN 1 ELSE 2 END END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l4;
