-- x = concat(a | trim | case(upper, alphabet: ascii), p | type_cast(text), separator: "/", nulls: skip)
-- y = a | trim | type_cast(decimal(6,2)) | unit_convert("km", "m", result: decimal(9,2)) | type_cast(text)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  CAST(l0."p" AS NUMBER(6,2)) AS v4,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT TRIM(v1, '\u0009\u000a\u000b\u000c\u000d                  　') AS v2,
  CAST(v4 * 100 AS NUMBER(38,0)) AS v5,
  c1
FROM l1),
l3 AS (
SELECT v2,
  v5,
  CAST(abs(v5) AS VARCHAR) AS v6,
  (REGEXP_INSTR(v2, '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$') > 0 AND RIGHT(v2, 1) <> '\u000a') AS v10,
  regexp_replace(regexp_replace(v2, '[.][0-9]*$', ''), '^[+-]?0*', '') AS v11,
  regexp_replace(v2, '^[+-]?[0-9]*[.]?', '') AS v12,
  c1
FROM l2),
l4 AS (
SELECT v2,
  v5,
  CASE WHEN length(v6) <= 2 THEN lpad(v6, 3, '0') ELSE v6 END AS v7,
  v10,
  CASE WHEN v10 AND length(v11) <= 4 THEN TRY_TO_NUMBER(concat('0', concat(v11, rpad(substring(v12, 1, 2), 2, '0'))), 38, 0) + 0 END AS v13,
  REGEXP_INSTR(substring(v12, 3), '[1-9]') > 0 AS v14,
  c1
FROM l3),
l5 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  CASE WHEN v13 <= 999999 AND NOT v14 THEN CASE WHEN substring(v2, 1, 1) = '-' THEN -v13 ELSE v13 END END AS v15,
  c1
FROM l4),
l6 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  v15,
  CAST((CAST(CAST(((CAST(v15 AS NUMBER(38,0)) * 1000)) AS NUMBER(18,0)) * 0.01 AS NUMBER(9,2))) * 100 AS NUMBER(38,0)) AS v18,
  c1
FROM l5),
l7 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  v15,
  v18,
  CAST(abs(v18) AS VARCHAR) AS v19,
  c1
FROM l6),
l8 AS (
SELECT v2,
  v5,
  v7,
  v10,
  v14,
  v15,
  v18,
  CASE WHEN length(v19) <= 2 THEN lpad(v19, 3, '0') ELSE v19 END AS v20,
  c1
FROM l7)
SELECT (ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT((translate(v2, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')), (concat(CASE WHEN v5 < 0 THEN '-' ELSE '' END, substring(v7, 1, length(v7) - 2), '.', substring(v7, length(v7) - 1, 2)))), '/')) AS "x",
  (concat(CASE WHEN v18 < 0 THEN '-' ELSE '' END, substring(v20, 1, length(v20) - 2), '.', substring(v20, length(v20) - 1, 2))) AS "y",
  CASE WHEN v15 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v15 IS NULL AND v2 IS NOT NULL THEN CASE WHEN NOT v10 THEN 1 WHEN v14 THEN 2 ELSE 3 END END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l8;
