WITH lumos_step1 AS (
SELECT CONVERT(l0.`a` USING utf8mb4) COLLATE utf8mb4_0900_bin AS v1,
  CAST(l0.`n` AS SIGNED) AS v16,
  CAST(l0.`d` AS DECIMAL(12,3)) AS v17,
  CAST(l0.`t` AS DATETIME(6)) AS v40,
  l0.`n` AS c1
FROM `orders` AS l0
LIMIT 18446744073709551615),
lumos_step2 AS (
SELECT v1,
  CASE WHEN v1 = _utf8mb4'a\\' COLLATE utf8mb4_0900_bin THEN _utf8mb4'it''s' COLLATE utf8mb4_0900_bin ELSE CAST(NULL AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_0900_bin END AS v9,
  regexp_like(v1, _utf8mb4'^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)\\z' COLLATE utf8mb4_0900_bin, 'c') AS v10,
  regexp_replace(regexp_replace(v1, _utf8mb4'[.][0-9]*\\z' COLLATE utf8mb4_0900_bin, _utf8mb4'' COLLATE utf8mb4_0900_bin, 1, 0, 'c'), _utf8mb4'^[+-]?0*' COLLATE utf8mb4_0900_bin, _utf8mb4'' COLLATE utf8mb4_0900_bin, 1, 0, 'c') AS v11,
  regexp_replace(v1, _utf8mb4'^[+-]?[0-9]*[.]?' COLLATE utf8mb4_0900_bin, _utf8mb4'' COLLATE utf8mb4_0900_bin, 1, 0, 'c') AS v12,
  v16,
  CAST(v17 * 1000 AS SIGNED) AS v18,
  (CAST(v16 AS DECIMAL(65,0)) * 1000000) AS v19,
  substring(v1, 1, 2) AS v31,
  CAST(v40 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_0900_bin AS v41,
  c1
FROM lumos_step1
LIMIT 18446744073709551615),
lumos_step3 AS (
SELECT v1,
  v9,
  v10,
  CASE WHEN v10 AND length(v11) <= 7 THEN CAST(concat(_utf8mb4'0' COLLATE utf8mb4_0900_bin, concat(v11, rpad(substring(v12, 1, 2), 2, _utf8mb4'0' COLLATE utf8mb4_0900_bin))) AS DECIMAL(65,0)) + CASE WHEN substring(v12, 3, 1) >= _utf8mb4'5' COLLATE utf8mb4_0900_bin THEN 1 ELSE 0 END END AS v13,
  v16,
  v18,
  v19,
  nullif(CAST(v18 AS DECIMAL(65,0)), 0) AS v20,
  (CAST(v18 AS DECIMAL(65,0)) * 45359237) AS v25,
  v31,
  CASE WHEN regexp_like(v31, _utf8mb4'^[0-9][0-9]' COLLATE utf8mb4_0900_bin, 'c') THEN 2 ELSE 1 END AS v32,
  v41,
  c1
FROM lumos_step2
LIMIT 18446744073709551615),
lumos_step4 AS (
SELECT v1,
  v9,
  v10,
  CAST(CASE WHEN v13 <= 999999999 THEN CASE WHEN substring(v1, 1, 1) = _utf8mb4'-' COLLATE utf8mb4_0900_bin THEN -v13 ELSE v13 END END AS SIGNED) AS v14,
  v16,
  v18,
  CAST(((2 * abs(v19) + abs(v20)) - mod((2 * abs(v19) + abs(v20)), (2 * abs(v20)))) / (2 * abs(v20)) AS DECIMAL(65,0)) AS v21,
  v25,
  CAST(((2 * abs(v25) + 100000000) - mod((2 * abs(v25) + 100000000), 200000000)) / 200000000 AS DECIMAL(65,0)) AS v26,
  CASE WHEN v32 = 2 THEN v31 ELSE concat(_utf8mb4'0' COLLATE utf8mb4_0900_bin, substring(v31, 1, 1)) END AS v33,
  substring(v1, 1 + v32) AS v34,
  v41,
  c1
FROM lumos_step3
LIMIT 18446744073709551615),
lumos_step5 AS (
SELECT v1,
  v9,
  v10,
  v14,
  v16,
  v18,
  CASE WHEN v18 <> 0 THEN CASE WHEN (v16 < 0) <> (v18 < 0) THEN -v21 ELSE v21 END END AS v22,
  v25,
  v26,
  v33,
  substring(v34, 6, 4) AS v36,
  CASE lower((substring(v34, 2, 3))) WHEN _utf8mb4'jan' COLLATE utf8mb4_0900_bin THEN _utf8mb4'01' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'feb' COLLATE utf8mb4_0900_bin THEN _utf8mb4'02' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'mar' COLLATE utf8mb4_0900_bin THEN _utf8mb4'03' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'apr' COLLATE utf8mb4_0900_bin THEN _utf8mb4'04' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'may' COLLATE utf8mb4_0900_bin THEN _utf8mb4'05' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'jun' COLLATE utf8mb4_0900_bin THEN _utf8mb4'06' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'jul' COLLATE utf8mb4_0900_bin THEN _utf8mb4'07' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'aug' COLLATE utf8mb4_0900_bin THEN _utf8mb4'08' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'sep' COLLATE utf8mb4_0900_bin THEN _utf8mb4'09' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'oct' COLLATE utf8mb4_0900_bin THEN _utf8mb4'10' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'nov' COLLATE utf8mb4_0900_bin THEN _utf8mb4'11' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'dec' COLLATE utf8mb4_0900_bin THEN _utf8mb4'12' COLLATE utf8mb4_0900_bin END AS v37,
  v41,
  c1
FROM lumos_step4
LIMIT 18446744073709551615),
lumos_step6 AS (
SELECT v1,
  v9,
  v10,
  v14,
  v16,
  v18,
  CAST(CASE WHEN v22 BETWEEN (-999999999999) AND 999999999999 THEN v22 END AS SIGNED) AS v23,
  v25,
  v26,
  CAST((CASE WHEN (regexp_like(v1, _utf8mb4'^[0-9]{1,2}\\ (?:[Jj][Aa][Nn]|[Ff][Ee][Bb]|[Mm][Aa][Rr]|[Aa][Pp][Rr]|[Mm][Aa][Yy]|[Jj][Uu][Nn]|[Jj][Uu][Ll]|[Aa][Uu][Gg]|[Ss][Ee][Pp]|[Oo][Cc][Tt]|[Nn][Oo][Vv]|[Dd][Ee][Cc])\\ [0-9]{4}\\z' COLLATE utf8mb4_0900_bin, 'c')) AND v36 <> _utf8mb4'0000' COLLATE utf8mb4_0900_bin AND v37 BETWEEN _utf8mb4'01' COLLATE utf8mb4_0900_bin AND _utf8mb4'12' COLLATE utf8mb4_0900_bin AND v33 BETWEEN _utf8mb4'01' COLLATE utf8mb4_0900_bin AND CASE WHEN v37 IN (_utf8mb4'04' COLLATE utf8mb4_0900_bin, _utf8mb4'06' COLLATE utf8mb4_0900_bin, _utf8mb4'09' COLLATE utf8mb4_0900_bin, _utf8mb4'11' COLLATE utf8mb4_0900_bin) THEN _utf8mb4'30' COLLATE utf8mb4_0900_bin WHEN v37 <> _utf8mb4'02' COLLATE utf8mb4_0900_bin THEN _utf8mb4'31' COLLATE utf8mb4_0900_bin WHEN CASE WHEN substring(v36, 3, 2) = _utf8mb4'00' COLLATE utf8mb4_0900_bin THEN substring(v36, 1, 2) IN (_utf8mb4'00' COLLATE utf8mb4_0900_bin, _utf8mb4'04' COLLATE utf8mb4_0900_bin, _utf8mb4'08' COLLATE utf8mb4_0900_bin, _utf8mb4'12' COLLATE utf8mb4_0900_bin, _utf8mb4'16' COLLATE utf8mb4_0900_bin, _utf8mb4'20' COLLATE utf8mb4_0900_bin, _utf8mb4'24' COLLATE utf8mb4_0900_bin, _utf8mb4'28' COLLATE utf8mb4_0900_bin, _utf8mb4'32' COLLATE utf8mb4_0900_bin, _utf8mb4'36' COLLATE utf8mb4_0900_bin, _utf8mb4'40' COLLATE utf8mb4_0900_bin, _utf8mb4'44' COLLATE utf8mb4_0900_bin, _utf8mb4'48' COLLATE utf8mb4_0900_bin, _utf8mb4'52' COLLATE utf8mb4_0900_bin, _utf8mb4'56' COLLATE utf8mb4_0900_bin, _utf8mb4'60' COLLATE utf8mb4_0900_bin, _utf8mb4'64' COLLATE utf8mb4_0900_bin, _utf8mb4'68' COLLATE utf8mb4_0900_bin, _utf8mb4'72' COLLATE utf8mb4_0900_bin, _utf8mb4'76' COLLATE utf8mb4_0900_bin, _utf8mb4'80' COLLATE utf8mb4_0900_bin, _utf8mb4'84' COLLATE utf8mb4_0900_bin, _utf8mb4'88' COLLATE utf8mb4_0900_bin, _utf8mb4'92' COLLATE utf8mb4_0900_bin, _utf8mb4'96' COLLATE utf8mb4_0900_bin) ELSE substring(v36, 3, 2) IN (_utf8mb4'00' COLLATE utf8mb4_0900_bin, _utf8mb4'04' COLLATE utf8mb4_0900_bin, _utf8mb4'08' COLLATE utf8mb4_0900_bin, _utf8mb4'12' COLLATE utf8mb4_0900_bin, _utf8mb4'16' COLLATE utf8mb4_0900_bin, _utf8mb4'20' COLLATE utf8mb4_0900_bin, _utf8mb4'24' COLLATE utf8mb4_0900_bin, _utf8mb4'28' COLLATE utf8mb4_0900_bin, _utf8mb4'32' COLLATE utf8mb4_0900_bin, _utf8mb4'36' COLLATE utf8mb4_0900_bin, _utf8mb4'40' COLLATE utf8mb4_0900_bin, _utf8mb4'44' COLLATE utf8mb4_0900_bin, _utf8mb4'48' COLLATE utf8mb4_0900_bin, _utf8mb4'52' COLLATE utf8mb4_0900_bin, _utf8mb4'56' COLLATE utf8mb4_0900_bin, _utf8mb4'60' COLLATE utf8mb4_0900_bin, _utf8mb4'64' COLLATE utf8mb4_0900_bin, _utf8mb4'68' COLLATE utf8mb4_0900_bin, _utf8mb4'72' COLLATE utf8mb4_0900_bin, _utf8mb4'76' COLLATE utf8mb4_0900_bin, _utf8mb4'80' COLLATE utf8mb4_0900_bin, _utf8mb4'84' COLLATE utf8mb4_0900_bin, _utf8mb4'88' COLLATE utf8mb4_0900_bin, _utf8mb4'92' COLLATE utf8mb4_0900_bin, _utf8mb4'96' COLLATE utf8mb4_0900_bin) END THEN _utf8mb4'29' COLLATE utf8mb4_0900_bin ELSE _utf8mb4'28' COLLATE utf8mb4_0900_bin END THEN concat(v36, _utf8mb4'-' COLLATE utf8mb4_0900_bin, v37, _utf8mb4'-' COLLATE utf8mb4_0900_bin, v33) END) AS DATE) AS v39,
  v41,
  c1
FROM lumos_step5
LIMIT 18446744073709551615)
SELECT (regexp_replace(regexp_replace(v1, _utf8mb4'^[\\x{9}\\x{A}\\x{B}\\x{C}\\x{D}\\x{20}\\x{85}\\x{A0}\\x{1680}\\x{2000}\\x{2001}\\x{2002}\\x{2003}\\x{2004}\\x{2005}\\x{2006}\\x{2007}\\x{2008}\\x{2009}\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}]++' COLLATE utf8mb4_0900_bin, _utf8mb4'' COLLATE utf8mb4_0900_bin, 1, 0, 'c'), _utf8mb4'(?<![\\x{9}\\x{A}\\x{B}\\x{C}\\x{D}\\x{20}\\x{85}\\x{A0}\\x{1680}\\x{2000}\\x{2001}\\x{2002}\\x{2003}\\x{2004}\\x{2005}\\x{2006}\\x{2007}\\x{2008}\\x{2009}\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}])[\\x{9}\\x{A}\\x{B}\\x{C}\\x{D}\\x{20}\\x{85}\\x{A0}\\x{1680}\\x{2000}\\x{2001}\\x{2002}\\x{2003}\\x{2004}\\x{2005}\\x{2006}\\x{2007}\\x{2008}\\x{2009}\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}]++\\z' COLLATE utf8mb4_0900_bin, _utf8mb4'' COLLATE utf8mb4_0900_bin, 1, 0, 'c')) AS `o1`,
  (CASE WHEN length(v1) = char_length(v1) THEN upper(v1) ELSE replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(v1, _utf8mb4'a' COLLATE utf8mb4_0900_bin, _utf8mb4'A' COLLATE utf8mb4_0900_bin), _utf8mb4'b' COLLATE utf8mb4_0900_bin, _utf8mb4'B' COLLATE utf8mb4_0900_bin), _utf8mb4'c' COLLATE utf8mb4_0900_bin, _utf8mb4'C' COLLATE utf8mb4_0900_bin), _utf8mb4'd' COLLATE utf8mb4_0900_bin, _utf8mb4'D' COLLATE utf8mb4_0900_bin), _utf8mb4'e' COLLATE utf8mb4_0900_bin, _utf8mb4'E' COLLATE utf8mb4_0900_bin), _utf8mb4'f' COLLATE utf8mb4_0900_bin, _utf8mb4'F' COLLATE utf8mb4_0900_bin), _utf8mb4'g' COLLATE utf8mb4_0900_bin, _utf8mb4'G' COLLATE utf8mb4_0900_bin), _utf8mb4'h' COLLATE utf8mb4_0900_bin, _utf8mb4'H' COLLATE utf8mb4_0900_bin), _utf8mb4'i' COLLATE utf8mb4_0900_bin, _utf8mb4'I' COLLATE utf8mb4_0900_bin), _utf8mb4'j' COLLATE utf8mb4_0900_bin, _utf8mb4'J' COLLATE utf8mb4_0900_bin), _utf8mb4'k' COLLATE utf8mb4_0900_bin, _utf8mb4'K' COLLATE utf8mb4_0900_bin), _utf8mb4'l' COLLATE utf8mb4_0900_bin, _utf8mb4'L' COLLATE utf8mb4_0900_bin), _utf8mb4'm' COLLATE utf8mb4_0900_bin, _utf8mb4'M' COLLATE utf8mb4_0900_bin), _utf8mb4'n' COLLATE utf8mb4_0900_bin, _utf8mb4'N' COLLATE utf8mb4_0900_bin), _utf8mb4'o' COLLATE utf8mb4_0900_bin, _utf8mb4'O' COLLATE utf8mb4_0900_bin), _utf8mb4'p' COLLATE utf8mb4_0900_bin, _utf8mb4'P' COLLATE utf8mb4_0900_bin), _utf8mb4'q' COLLATE utf8mb4_0900_bin, _utf8mb4'Q' COLLATE utf8mb4_0900_bin), _utf8mb4'r' COLLATE utf8mb4_0900_bin, _utf8mb4'R' COLLATE utf8mb4_0900_bin), _utf8mb4's' COLLATE utf8mb4_0900_bin, _utf8mb4'S' COLLATE utf8mb4_0900_bin), _utf8mb4't' COLLATE utf8mb4_0900_bin, _utf8mb4'T' COLLATE utf8mb4_0900_bin), _utf8mb4'u' COLLATE utf8mb4_0900_bin, _utf8mb4'U' COLLATE utf8mb4_0900_bin), _utf8mb4'v' COLLATE utf8mb4_0900_bin, _utf8mb4'V' COLLATE utf8mb4_0900_bin), _utf8mb4'w' COLLATE utf8mb4_0900_bin, _utf8mb4'W' COLLATE utf8mb4_0900_bin), _utf8mb4'x' COLLATE utf8mb4_0900_bin, _utf8mb4'X' COLLATE utf8mb4_0900_bin), _utf8mb4'y' COLLATE utf8mb4_0900_bin, _utf8mb4'Y' COLLATE utf8mb4_0900_bin), _utf8mb4'z' COLLATE utf8mb4_0900_bin, _utf8mb4'Z' COLLATE utf8mb4_0900_bin) END) AS `o2`,
  (trim(BOTH _utf8mb4' ' COLLATE utf8mb4_0900_bin FROM regexp_replace(v1, _utf8mb4'[\\x{9}\\x{A}\\x{B}\\x{C}\\x{D}\\x{20}\\x{85}\\x{A0}\\x{1680}\\x{2000}\\x{2001}\\x{2002}\\x{2003}\\x{2004}\\x{2005}\\x{2006}\\x{2007}\\x{2008}\\x{2009}\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}]++' COLLATE utf8mb4_0900_bin, _utf8mb4' ' COLLATE utf8mb4_0900_bin, 1, 0, 'c'))) AS `o3`,
  (CASE WHEN regexp_like(v1, _utf8mb4'([0-9]++)\\x{2D}' COLLATE utf8mb4_0900_bin, 'c') THEN regexp_replace(v1, _utf8mb4'(?s)^[\\x{0}-\\x{10FFFF}]*?([0-9]++)\\x{2D}[\\x{0}-\\x{10FFFF}]*+\\z' COLLATE utf8mb4_0900_bin, _utf8mb4'$1' COLLATE utf8mb4_0900_bin, 1, 0, 'c') END) AS `o4`,
  (CASE WHEN regexp_like(v1, _utf8mb4'(?s)^(?>[\\x{0}-\\x{10FFFF}]*?(?:[,;])){1}' COLLATE utf8mb4_0900_bin, 'c') THEN regexp_replace(v1, _utf8mb4'(?s)^(?>[\\x{0}-\\x{10FFFF}]*?(?:[,;])){1}([\\x{0}-\\x{10FFFF}]*?)(?:(?:[,;])[\\x{0}-\\x{10FFFF}]*+)?\\z' COLLATE utf8mb4_0900_bin, _utf8mb4'$1' COLLATE utf8mb4_0900_bin, 1, 0, 'c') END) AS `o5`,
  (concat_ws(_utf8mb4'' COLLATE utf8mb4_0900_bin, v1, (_utf8mb4'x' COLLATE utf8mb4_0900_bin))) AS `o6`,
  v9 AS `o7`,
  (CAST(v14 * 0.01 AS DECIMAL(9,2))) AS `o8`,
  (CAST(v23 * 0.001 AS DECIMAL(12,3))) AS `o9`,
  (CAST((CAST((CASE WHEN v25 < 0 THEN -v26 ELSE v26 END) AS SIGNED)) * 0.001 AS DECIMAL(12,3))) AS `o10`,
  v39 AS `o11`,
  (concat(CASE substring(v41, 6, 2) WHEN _utf8mb4'01' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Jan' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'02' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Feb' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'03' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Mar' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'04' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Apr' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'05' COLLATE utf8mb4_0900_bin THEN _utf8mb4'May' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'06' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Jun' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'07' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Jul' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'08' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Aug' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'09' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Sep' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'10' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Oct' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'11' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Nov' COLLATE utf8mb4_0900_bin WHEN _utf8mb4'12' COLLATE utf8mb4_0900_bin THEN _utf8mb4'Dec' COLLATE utf8mb4_0900_bin END, _utf8mb4' ' COLLATE utf8mb4_0900_bin, CASE WHEN substring(v41, 9, 1) = _utf8mb4'0' COLLATE utf8mb4_0900_bin THEN substring(v41, 10, 1) ELSE substring(v41, 9, 2) END, _utf8mb4', ' COLLATE utf8mb4_0900_bin, substring(v41, 1, 4), _utf8mb4' ' COLLATE utf8mb4_0900_bin, substring(v41, 12, 2), _utf8mb4':' COLLATE utf8mb4_0900_bin, substring(v41, 15, 2))) AS `o12`,
  CASE WHEN v9 IS NOT NULL AND v14 IS NOT NULL AND v23 IS NOT NULL AND v39 IS NOT NULL THEN 0 ELSE coalesce(CASE WHEN v9 IS NULL AND v1 IS NOT NULL THEN 1 END,
    CASE WHEN v14 IS NULL AND v1 IS NOT NULL THEN CASE WHEN NOT v10 THEN 2 ELSE 3 END END,
    CASE WHEN v23 IS NOT NULL OR v16 IS NULL THEN NULL WHEN v18 IS NULL THEN NULL WHEN v18 = 0 THEN 4 ELSE 5 END,
    CASE WHEN v39 IS NULL AND v1 IS NOT NULL THEN 6 END, 0) END AS `lumos_failure`,
  c1 AS `n`
FROM lumos_step6
