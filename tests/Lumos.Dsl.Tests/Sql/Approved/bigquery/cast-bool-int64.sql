-- x = f | type_cast(int64)
WITH l1 AS (
SELECT CAST(l0.`f` AS BOOL) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (CAST(CASE WHEN v1 THEN 1 WHEN NOT v1 THEN 0 END AS INT64)) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
