-- x = a | regex_split('[,;]\s', 2)
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (element_at(regexp_split(v1, '[,;][\x{9}-\x{D} ]'), 2)) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
