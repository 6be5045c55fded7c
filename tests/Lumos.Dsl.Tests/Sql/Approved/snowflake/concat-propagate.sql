-- x = concat(a, b, separator: "-", nulls: propagate)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  COLLATE(CAST(l0."b" AS VARCHAR), 'utf8') AS v2,
  l0."n" AS c1
FROM orders AS l0)
SELECT (concat(v1, '-', v2)) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
