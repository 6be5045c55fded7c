-- x = a | map_dict({"a ": "1"}, on_missing: keep)
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (CASE WHEN v1 = 'a ' THEN '1' ELSE v1 END) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
