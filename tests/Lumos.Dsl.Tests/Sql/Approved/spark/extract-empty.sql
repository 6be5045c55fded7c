-- x = a | regex_extract('[a-z]*')
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (CASE WHEN (v1 RLIKE '[a-z]*') THEN regexp_extract(v1, '[a-z]*', 0) END) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
