-- x = t | date_format("D MON YY, HH:mm:ss.SSSSSS")
WITH l1 AS (
SELECT CAST(l0."t" AS TIMESTAMP_NTZ(6)) AS v1,
  l0."n" AS c1
FROM orders AS l0),
l2 AS (
SELECT TO_VARCHAR(v1, 'YYYY-MM-DD HH24:MI:SS.FF6') AS v2,
  c1
FROM l1)
SELECT (concat(CASE WHEN substring(v2, 9, 1) = '0' THEN substring(v2, 10, 1) ELSE substring(v2, 9, 2) END, ' ', CASE substring(v2, 6, 2) WHEN '01' THEN 'Jan' WHEN '02' THEN 'Feb' WHEN '03' THEN 'Mar' WHEN '04' THEN 'Apr' WHEN '05' THEN 'May' WHEN '06' THEN 'Jun' WHEN '07' THEN 'Jul' WHEN '08' THEN 'Aug' WHEN '09' THEN 'Sep' WHEN '10' THEN 'Oct' WHEN '11' THEN 'Nov' WHEN '12' THEN 'Dec' END, ' ', substring(v2, 3, 2), ', ', substring(v2, 12, 2), ':', substring(v2, 15, 2), ':', substring(v2, 18, 2), '.', substring(v2, 21, 6))) AS "x",
  0 AS "lumos_failure",
  c1 AS "n"
FROM l2;
