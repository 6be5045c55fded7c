-- x = d | type_cast(text)
WITH l1 AS (
SELECT CAST(l0.`d` AS DATE) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (FORMAT_DATE('%E4Y-%m-%d', v1)) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
