-- x = concat(a, b, separator: ", ", nulls: skip)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  CAST(l0.`b` AS STRING) AS v2,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (concat_ws(', ', v1, v2)) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
