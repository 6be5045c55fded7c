-- x = a | trim(left, set: ascii)
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (regexp_replace(v1, '^[\x{9}\x{A}\x{B}\x{C}\x{D}\x{20}]+', '')) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
