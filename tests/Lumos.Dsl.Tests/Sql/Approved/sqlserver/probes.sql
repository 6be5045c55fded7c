-- NULL in a concatenation: null
SELECT COALESCE(N'a' + CAST(NULL AS nvarchar(10)), N'null');
-- comparing texts: 00004
SELECT CASE WHEN N'a' COLLATE Latin1_General_100_BIN2 = N'A' COLLATE Latin1_General_100_BIN2 THEN N'1' ELSE N'0' END + CASE WHEN N'ß' COLLATE Latin1_General_100_BIN2 = N'ss' COLLATE Latin1_General_100_BIN2 THEN N'1' ELSE N'0' END + CASE WHEN N'a ' COLLATE Latin1_General_100_BIN2 LIKE N'a' COLLATE Latin1_General_100_BIN2 THEN N'1' ELSE N'0' END + CASE WHEN N'٣' COLLATE Latin1_General_100_BIN2 LIKE N'[0-9]' COLLATE Latin1_General_100_BIN2 THEN N'1' ELSE N'0' END + CAST(DATALENGTH(N'a ') AS nvarchar(3));
-- trim, replace and translate: cccx y A a-c
SELECT TRIM(N'ab' COLLATE Latin1_General_100_BIN2 FROM N'bacab' COLLATE Latin1_General_100_BIN2) + LTRIM(N'bac', N'ab' COLLATE Latin1_General_100_BIN2) + RTRIM(N'cab', N'ab' COLLATE Latin1_General_100_BIN2) + REPLACE(N'x  y' COLLATE Latin1_General_100_BIN2, N'  ' COLLATE Latin1_General_100_BIN2, N' ' COLLATE Latin1_General_100_BIN2) + TRANSLATE(N'xAy' COLLATE Latin1_General_100_BIN2, N'xy' COLLATE Latin1_General_100_BIN2, N'  ' COLLATE Latin1_General_100_BIN2) + CONCAT_WS(N'-', N'a', NULL, N'c');
-- numbers: -13123none
SELECT CAST(CAST(-7 AS bigint) % CAST(2 AS bigint) AS nvarchar(9)) + CAST(CAST(7 AS bigint) / CAST(2 AS bigint) AS nvarchar(9)) + CAST(CAST(CAST(CAST(123 AS decimal(18,0)) * 0.000000000000000001 AS decimal(18,18)) * CAST(1000000000000000000 AS decimal(19,0)) AS bigint) AS nvarchar(9)) + COALESCE(CAST(TRY_CAST(N'x' AS decimal(38,0)) AS nvarchar(9)), N'none');
-- dates: 0001-01-010001-01-01 04:05:06.120000
SELECT CONVERT(nvarchar(10), TRY_CONVERT(date, N'0001-01-01', 23), 23) + CONVERT(nvarchar(26), TRY_CONVERT(datetime2(6), N'0001-01-01 04:05:06.120000', 121), 121);
