-- x = a | trim(right, set: "'\\]-*")
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (regexp_replace(v1, '[\x{27}\x{2A}\x{2D}\x{5C}\x{5D}]+\z', '')) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
