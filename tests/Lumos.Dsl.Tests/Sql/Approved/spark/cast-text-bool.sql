-- x = a | type_cast(bool)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  CASE WHEN (v1 RLIKE '^(?:[Tt][Rr][Uu][Ee]|[Tt]|[Yy][Ee][Ss]|[Yy]|1)\\z') THEN TRUE WHEN (v1 RLIKE '^(?:[Ff][Aa][Ll][Ss][Ee]|[Ff]|[Nn][Oo]|[Nn]|0)\\z') THEN FALSE END AS v2,
  c1
FROM l1)
SELECT v2 AS `x`,
  CASE WHEN v2 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v2 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l2;
