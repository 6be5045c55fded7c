-- x = a | regex_split(literal: "|'", index: 3)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (CAST(GET(SPLIT(v1, '|'''), 2) AS VARCHAR)) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
