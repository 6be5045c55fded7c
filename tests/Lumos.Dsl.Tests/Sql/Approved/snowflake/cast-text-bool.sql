-- x = a | type_cast(bool)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  CASE WHEN (REGEXP_INSTR(v1, '^([Tt][Rr][Uu][Ee]|[Tt]|[Yy][Ee][Ss]|[Yy]|1)$') > 0 AND RIGHT(v1, 1) <> '\u000a') THEN TRUE WHEN (REGEXP_INSTR(v1, '^([Ff][Aa][Ll][Ss][Ee]|[Ff]|[Nn][Oo]|[Nn]|0)$') > 0 AND RIGHT(v1, 1) <> '\u000a') THEN FALSE END AS v2,
  c1
FROM l1)
SELECT v2 AS "x",
  CASE WHEN v2 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v2 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS "lumos_failure",
  c1 AS "n"
FROM l2;
