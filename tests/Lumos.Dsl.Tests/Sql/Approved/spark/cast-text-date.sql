-- x = a | type_cast(date)
WITH l1 AS (
SELECT CAST(l0.`a` AS STRING) AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  substring(v1, 1, 4) AS v3,
  substring(v1, 6, 2) AS v4,
  substring(v1, 9, 2) AS v5,
  c1
FROM l1),
l3 AS (
SELECT v1,
  CAST((CASE WHEN ((v1 RLIKE '^[0-9]{4}\\-[0-9]{2}\\-[0-9]{2}\\z')) AND v3 <> '0000' AND v4 BETWEEN '01' AND '12' AND v5 BETWEEN '01' AND CASE WHEN v4 IN ('04', '06', '09', '11') THEN '30' WHEN v4 <> '02' THEN '31' WHEN CASE WHEN substring(v3, 3, 2) = '00' THEN substring(v3, 1, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') ELSE substring(v3, 3, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') END THEN '29' ELSE '28' END THEN concat(v3, '-', v4, '-', v5) END) AS DATE) AS v7,
  c1
FROM l2)
SELECT v7 AS `x`,
  CASE WHEN v7 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v7 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l3;
