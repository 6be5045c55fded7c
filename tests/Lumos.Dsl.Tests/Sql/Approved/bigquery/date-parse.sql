-- x = a | date_parse("YYYY-MM-DD", "D/M/YY", "DD MON YYYY", pivot: 50)
WITH l1 AS (
SELECT COLLATE(CAST(l0.`a` AS STRING), '') AS v1,
  l0.`n` AS c1
FROM orders AS l0),
l2 AS (
SELECT v1,
  substring(v1, 1, 4) AS v3,
  substring(v1, 6, 2) AS v4,
  substring(v1, 9, 2) AS v5,
  substring(v1, 1, 2) AS v7,
  substring(v1, 8, 4) AS v19,
  CASE lower((substring(v1, 4, 3))) WHEN 'jan' THEN '01' WHEN 'feb' THEN '02' WHEN 'mar' THEN '03' WHEN 'apr' THEN '04' WHEN 'may' THEN '05' WHEN 'jun' THEN '06' WHEN 'jul' THEN '07' WHEN 'aug' THEN '08' WHEN 'sep' THEN '09' WHEN 'oct' THEN '10' WHEN 'nov' THEN '11' WHEN 'dec' THEN '12' END AS v20,
  c1
FROM l1),
l3 AS (
SELECT v1,
  v3,
  v4,
  v5,
  v7,
  CASE WHEN REGEXP_CONTAINS(v7, '^[0-9][0-9]') THEN 2 ELSE 1 END AS v8,
  v19,
  v20,
  c1
FROM l2),
l4 AS (
SELECT v1,
  v3,
  v4,
  v5,
  v7,
  CASE WHEN v8 = 2 THEN v7 ELSE concat('0', substring(v7, 1, 1)) END AS v9,
  substring(v1, 1 + v8) AS v10,
  v19,
  v20,
  c1
FROM l3),
l5 AS (
SELECT v1,
  v3,
  v4,
  v5,
  v7,
  v9,
  v10,
  substring(v10, 2, 2) AS v11,
  v19,
  v20,
  c1
FROM l4),
l6 AS (
SELECT v1,
  v3,
  v4,
  v5,
  v7,
  v9,
  v10,
  v11,
  CASE WHEN REGEXP_CONTAINS(v11, '^[0-9][0-9]') THEN 2 ELSE 1 END AS v12,
  v19,
  v20,
  c1
FROM l5),
l7 AS (
SELECT v1,
  v3,
  v4,
  v5,
  v7,
  v9,
  CASE WHEN v12 = 2 THEN v11 ELSE concat('0', substring(v11, 1, 1)) END AS v13,
  substring((substring(v10, 2 + v12)), 2, 2) AS v15,
  v19,
  v20,
  c1
FROM l6),
l8 AS (
SELECT v1,
  v3,
  v4,
  v5,
  v7,
  v9,
  v13,
  concat(CASE WHEN v15 >= '50' THEN '19' ELSE '20' END, v15) AS v16,
  v19,
  v20,
  c1
FROM l7),
l9 AS (
SELECT v1,
  SAFE_CAST((coalesce(CASE WHEN (REGEXP_CONTAINS(v1, '^[0-9]{4}\\-[0-9]{2}\\-[0-9]{2}\\z')) AND v3 <> '0000' AND v4 BETWEEN '01' AND '12' AND v5 BETWEEN '01' AND CASE WHEN v4 IN ('04', '06', '09', '11') THEN '30' WHEN v4 <> '02' THEN '31' WHEN CASE WHEN substring(v3, 3, 2) = '00' THEN substring(v3, 1, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') ELSE substring(v3, 3, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') END THEN '29' ELSE '28' END THEN concat(v3, '-', v4, '-', v5) END, CASE WHEN (REGEXP_CONTAINS(v1, '^[0-9]{1,2}\\/[0-9]{1,2}\\/[0-9]{2}\\z')) AND v16 <> '0000' AND v13 BETWEEN '01' AND '12' AND v9 BETWEEN '01' AND CASE WHEN v13 IN ('04', '06', '09', '11') THEN '30' WHEN v13 <> '02' THEN '31' WHEN CASE WHEN substring(v16, 3, 2) = '00' THEN substring(v16, 1, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') ELSE substring(v16, 3, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') END THEN '29' ELSE '28' END THEN concat(v16, '-', v13, '-', v9) END, CASE WHEN (REGEXP_CONTAINS(v1, '^[0-9]{2}\\ (?:[Jj][Aa][Nn]|[Ff][Ee][Bb]|[Mm][Aa][Rr]|[Aa][Pp][Rr]|[Mm][Aa][Yy]|[Jj][Uu][Nn]|[Jj][Uu][Ll]|[Aa][Uu][Gg]|[Ss][Ee][Pp]|[Oo][Cc][Tt]|[Nn][Oo][Vv]|[Dd][Ee][Cc])\\ [0-9]{4}\\z')) AND v19 <> '0000' AND v20 BETWEEN '01' AND '12' AND v7 BETWEEN '01' AND CASE WHEN v20 IN ('04', '06', '09', '11') THEN '30' WHEN v20 <> '02' THEN '31' WHEN CASE WHEN substring(v19, 3, 2) = '00' THEN substring(v19, 1, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') ELSE substring(v19, 3, 2) IN ('00', '04', '08', '12', '16', '20', '24', '28', '32', '36', '40', '44', '48', '52', '56', '60', '64', '68', '72', '76', '80', '84', '88', '92', '96') END THEN '29' ELSE '28' END THEN concat(v19, '-', v20, '-', v7) END)) AS DATE) AS v22,
  c1
FROM l8)
SELECT v22 AS `x`,
  CASE WHEN v22 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v22 IS NULL AND v1 IS NOT NULL THEN 1 END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM l9;
