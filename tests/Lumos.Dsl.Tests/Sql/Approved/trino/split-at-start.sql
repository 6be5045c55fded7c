-- x = a | regex_split('^[,;]', 2)
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (CASE WHEN regexp_like(v1, '^[,;]') THEN regexp_replace(v1, '^[,;]', '') END) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
