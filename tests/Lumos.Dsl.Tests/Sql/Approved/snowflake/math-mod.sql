-- x = safe_math(mod, n, m, result: int64, on_zero: error)
WITH l1 AS (
SELECT CAST(l0."n" AS NUMBER(38,0)) AS v1,
  CAST(l0."m" AS NUMBER(38,0)) AS v2,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  v2,
  CASE WHEN v2 <> 0 THEN (CASE WHEN CAST(v1 AS NUMBER(38,0)) < 0 THEN -mod(abs(CAST(v1 AS NUMBER(38,0))), abs(nullif(CAST(v2 AS NUMBER(38,0)), 0))) ELSE mod(abs(CAST(v1 AS NUMBER(38,0))), abs(nullif(CAST(v2 AS NUMBER(38,0)), 0))) END) END AS v3,
  c1
FROM l1)
SELECT v3 AS "x",
  CASE WHEN v3 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v3 IS NOT NULL OR v1 IS NULL THEN NULL WHEN v2 IS NULL THEN NULL WHEN v2 = 0 THEN 1 ELSE NULL END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l2;
