-- x = a | regex_extract('^(?:No|Nr)[.]([0-9]+)', 1, ignore_case: true)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (CASE WHEN (v1 RLIKE '^[Nn][ORor]\\.([0-9]+)') THEN regexp_extract(v1, '^[Nn][ORor]\\.([0-9]+)', 1) END) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
