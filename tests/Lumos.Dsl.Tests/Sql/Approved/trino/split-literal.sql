-- x = a | regex_split(literal: "|'", index: 3)
WITH l1 AS (
SELECT CAST(l0."a" AS VARCHAR) AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (split_part(v1, '|''', 3)) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
