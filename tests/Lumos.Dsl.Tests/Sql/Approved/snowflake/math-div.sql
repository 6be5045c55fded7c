-- x = safe_math(div, p, p, result: decimal(9,2), on_zero: error)
WITH l1 AS (
SELECT CAST(l0."p" AS NUMBER(6,2)) AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT CAST(v1 * 100 AS NUMBER(38,0)) AS v2,
  c1
FROM l1),
l3 AS (
SELECT v2,
  (CAST(v2 AS NUMBER(38,0)) * 100) AS v3,
  nullif(CAST(v2 AS NUMBER(38,0)), 0) AS v4,
  c1
FROM l2),
l4 AS (
SELECT v2,
  CAST(((2 * abs(v3) + abs(v4)) - mod((2 * abs(v3) + abs(v4)), (2 * abs(v4)))) / (2 * abs(v4)) AS NUMBER(38,0)) AS v5,
  c1
FROM l3),
l5 AS (
SELECT v2,
  CASE WHEN v2 <> 0 THEN CASE WHEN (v2 < 0) <> (v2 < 0) THEN -v5 ELSE v5 END END AS v6,
  c1
FROM l4)
SELECT (CAST(CAST(v6 AS NUMBER(18,0)) * 0.01 AS NUMBER(9,2))) AS "x",
  CASE WHEN v6 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v6 IS NOT NULL OR v2 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL WHEN v2 = 0 THEN 1 ELSE NULL END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l5;
