-- x = concat(a, "'", b, nulls: empty)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  COLLATE(CAST(l0."b" AS VARCHAR), 'utf8') AS v3,
  l0."n" AS c1
FROM orders AS l0)
SELECT (concat(coalesce(v1, ''), (''''), coalesce(v3, ''))) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
