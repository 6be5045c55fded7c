-- x = a | trim(left, set: ascii)
WITH l1 AS (
SELECT COLLATE(CAST(l0."a" AS VARCHAR), 'utf8') AS v1,
  l0."n" AS c1
FROM orders AS l0)
SELECT (LTRIM(v1, '\u0009\u000a\u000b\u000c\u000d ')) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l1;
