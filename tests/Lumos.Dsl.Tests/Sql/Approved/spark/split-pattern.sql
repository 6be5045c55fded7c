-- x = a | regex_split('[,;]\s', 2)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0)
SELECT (try_element_at(split(v1, '[,;][\\x{9}-\\x{D} ]', -1), 2)) AS `x`,
  0 AS `lumos_failure`,
  c1 AS `n`
FROM l1;
