-- x = a | regex_split(literal: ",", index: 64)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (try_element_at(split(v1, '\\x{2C}', -1), 64)) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
