-- x = f | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.`f` AS BOOLEAN) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (CASE WHEN v1 THEN 'true' WHEN NOT v1 THEN 'false' END) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
