-- x = concat(a, "'", b, nulls: empty)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  CAST(l0.`b` AS STRING) AS v3,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (concat(coalesce(v1, ''), ('\''), coalesce(v3, ''))) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
