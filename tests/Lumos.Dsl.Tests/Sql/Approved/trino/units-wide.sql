-- x = w | unit_convert("F", "C", result: decimal(18,4))
WITH l1 AS (
SELECT CAST(l0."w" AS DECIMAL(18,4)) AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT ((CAST((CAST(v1 * 10000 AS BIGINT)) AS DECIMAL(38,0)) * 5) + (-1600000)) AS v3,
  c1
FROM l1),
l3 AS (
SELECT v3,
  (((2 * abs(v3) + 9) - mod((2 * abs(v3) + 9), 18)) / 18) AS v4,
  c1
FROM l2)
SELECT (CAST(CAST((CAST((CASE WHEN v3 < 0 THEN -v4 ELSE v4 END) AS BIGINT)) AS DECIMAL(18,0)) * DECIMAL '0.0001' AS DECIMAL(18,4))) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l3;
