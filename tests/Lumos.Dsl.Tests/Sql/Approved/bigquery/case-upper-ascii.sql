-- x = a | case(upper, alphabet: ascii)
WITH l1 AS (
SELECT COLLATE(CAST(l0.`a` AS STRING), '') AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (translate(v1, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
