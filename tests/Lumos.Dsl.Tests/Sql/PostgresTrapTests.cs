using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Sql.Postgres;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>What goes wrong on PostgreSQL with SQL written the usual way.</summary>
[Collection(PostgresTests.Name)]
public sealed class PostgresTrapTests(PostgresServer server)
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text), new("b", ColumnType.Text)]);

    [ServerFact(Server.Postgres)]
    public void Title_EdgesOfTheTables_Agree() => new ServerTraps(SqlEngine.Postgres, server.Run).AssertTitleAgreesAtEveryEdge();

    [ServerFact(Server.Postgres)]
    public void Float64_EdgesAndRandomBits_AreReadAndPrintedAsByTheInterpreter()
    {
        var random = new Random(71);
        var largest = (BigInteger.One << 1024) - (BigInteger.One << 970);
        var smallest = BigInteger.Pow(5, 1075).ToString(CultureInfo.InvariantCulture);
        var half = "0." + new string('0', 1075 - smallest.Length) + smallest;
        List<string> texts =
        [
            largest.ToString(CultureInfo.InvariantCulture), (largest - 1).ToString(CultureInfo.InvariantCulture), $"-{largest - 1}.9999", $"{largest}e0", "1e309", "-1e308", "9e999", "00001e308", "0.0001e313", "1" + new string('0', 400) + "e-300",
            half, half + "000", half + "1", "-" + half, half[..^1], half + "e-1", half + "e1", "1e-400", "2.5e-324", "2.4e-324", "-1e-323", "0e999", "-0", "-0.000e-999", "+.5", "5.", ".", "", "e5", "1e", "1e1000", "NaN", "Infinity", " 1", "0x1p3",
            "1e21", "1e20", "123456789012345680000", "1e-6", "1e-7", "0.1", "-1.5e-300", "9007199254740993", "4.35", "1E+5", new string('9', 5000), "0." + new string('0', 320) + new string('7', 3000), new string('1', 300) + "." + new string('3', 2000),
            .. Enumerable.Range(0, 1500).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)).ToString("R", CultureInfo.InvariantCulture)),

            // Numbers of few digits halfway between two doubles, and those two.
            .. Enumerable.Range(0, 2000).SelectMany(i => Beside(random, digits: 1 + (i % 22), shift: i % 4)),
        ];

        // The server does not take a number that lies halfway, though it reads back.
        Assert.Equal("1.8014398509482008e+16", server.Scalar("SELECT CAST(CAST('18014398509482010' AS double precision) AS text)"));
        foreach (var chunk in texts.Chunk(2000)) new ServerTraps(SqlEngine.Postgres, server.Run).AssertAgrees("x = a | type_cast(float64)\ny = a | type_cast(float64) | type_cast(text)", [.. chunk.Select(static text => ((string?)text, (string?)null))]);
    }

    [ServerFact(Server.Postgres)]
    public void Probe_SessionThatPrintsFewerDigits_IsRefused()
    {
        var probe = Compile("x = a | type_cast(float64) | type_cast(text)").Probes[^1];
        server.Run("SET extra_float_digits = 0", default);
        try
        {
            var error = Assert.Throws<LumosException>(() => probe.Check(server.Scalar(probe.Sql)));

            Assert.Contains("extra_float_digits", error.NextStep, StringComparison.Ordinal);
        }
        finally
        {
            server.Run("RESET ALL", default);
        }

        probe.Check(server.Scalar(probe.Sql));
    }

    [ServerFact(Server.Postgres)]
    public void SafeMath_QuotientsBesideATie_RoundAsTheInterpreterDoes()
    {
        var random = new Random(31);
        (string?, string?)[] rows = [.. Enumerable.Range(0, 600).Select(i =>
        {
            // (k + 1/2) millionths times b, and a ten-thousandth beside it.
            var b = random.NextInt64(1, i % 3 == 0 ? 1000 : 10_000_000_000) * (i % 2 == 0 ? 2 : 1);
            var beside = (((2 * (Int128)random.Next(100_000)) + 1) * b / 200) + random.Next(-1, 2);
            return ((string?)ExactNumber.Print((System.Numerics.BigInteger)(i % 5 == 0 ? -beside : beside), 4), (string?)b.ToString(System.Globalization.CultureInfo.InvariantCulture));
        })];

        new ServerTraps(SqlEngine.Postgres, server.Run).AssertAgrees(
            "q = safe_math(div, a | type_cast(decimal(18,4)), b | type_cast(int64), result: decimal(18,6), on_zero: error)\nr = safe_math(div, a | type_cast(decimal(18,4)), b | type_cast(int64), result: int64, on_zero: error)", rows);
    }

    // Every step uses its input many times; without fences the expressions grow to some 10^9 nodes.
    [ServerFact(Server.Postgres)]
    public void SelectSql_TwelveSteps_IsPlannedAtOnce()
    {
        var plan = Compile("x = concat(safe_math(round, a | trim | collapse_whitespace | case(lower) | trim(left) | regex_extract(\"[^,]+\", 0) | collapse_whitespace | case(upper) | type_cast(decimal(18,4), rounding: half_away), result: decimal(12,2), rounding: half_away) | type_cast(text), b, nulls: empty) | date_parse([\"D/M/YYYY\", \"YYYY-MM-DD\"])");
        var started = Stopwatch.GetTimestamp();

        server.Run("EXPLAIN " + plan.SelectSql("(SELECT 'x' AS a, 'y' AS b)"), default);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [ServerFact(Server.Postgres)]
    public void SelectSql_EveryLevel_IsFenced()
    {
        var sql = Compile("x = a | trim | case(lower) | type_cast(int64)").SelectSql("t");

        Assert.Equal(sql.Split("FROM (").Length, sql.Split("OFFSET 0").Length);
    }

    [ServerFact(Server.Postgres)]
    public void SelectSql_SessionWithAwkwardSettings_ComputesTheSame()
    {
        const string Text = "x = concat(a, \"\\\\\", b, nulls: skip) | map_dict({\"1\\\\2\": \"back\\\\slash'\"}, on_missing: keep)\ny = a | type_cast(date) | date_format(\"DD MON YYYY\")\nz = b | type_cast(bool) | type_cast(text)";
        const string Relation = "(SELECT '2011-12-30' AS a, 'YES' AS b)";
        var sql = Compile(Text).SelectSql(Relation);
        var expected = Assert.Single(server.Run(sql, default));
        try
        {
            foreach (var setting in (string[])["standard_conforming_strings = off", "backslash_quote = on", "datestyle = 'SQL, DMY'", "timezone = 'Pacific/Apia'", "extra_float_digits = 0", "bytea_output = 'escape'", "quote_all_identifiers = on", "escape_string_warning = off"])
                server.Run("SET " + setting, default);

            Assert.Equal(expected, Assert.Single(server.Run(sql, default)));
            Assert.Equal("30 Dec 2011", expected[1]);
            Assert.Equal("2011-12-30\\YES", expected[0]);
        }
        finally
        {
            server.Run("RESET ALL", default);
        }
    }

    [ServerFact(Server.Postgres)]
    public void SelectSql_ColumnWithAnotherCollation_ComparesByCodePoint()
    {
        server.Run("CREATE COLLATION IF NOT EXISTS any_case (provider = icu, locale = 'und-u-ks-level1', deterministic = false)", default);
        var plan = Compile("x = a | map_dict({\"a\": \"small\"}, on_missing: keep) | case(upper, alphabet: unicode) | regex_extract(\"[A-Z]+\", 0)\ny = a | regex_split(\"B\", 1)\nz = a | trim(set: \"x\") | case(lower, alphabet: unicode) | map_dict({\"ab\": \"found\"}, on_missing: keep)");

        Assert.Equal([["A", "A", "a", "0"]], server.Run(plan.SelectSql("(SELECT CAST('A' AS text) COLLATE any_case AS a, CAST('' AS varchar(3)) COLLATE any_case AS b)"), default));
        Assert.Equal([["AB", "A", "found", "0"]], server.Run(plan.SelectSql("(SELECT CAST('AB' AS text) COLLATE any_case AS a, 'q' AS b)"), default));
    }

    [ServerTheory(Server.Postgres)]
    [InlineData("9223372036854775808", "int64", "E_RANGE")]
    [InlineData(" 12", "int64", "E_CAST")]
    [InlineData("1e3", "decimal(10,2)", "E_CAST")]
    [InlineData("0x1A", "int64", "E_CAST")]
    [InlineData("1_000", "int64", "E_CAST")]
    [InlineData("NaN", "decimal(10,2)", "E_CAST")]
    [InlineData("infinity", "date", "E_CAST")]
    [InlineData("today", "date", "E_CAST")]
    [InlineData("tr", "bool", "E_CAST")]
    [InlineData("on", "bool", "E_CAST")]
    [InlineData("2024-02-30", "date", "E_CAST")]
    public void TypeCast_WhatTheServerTakesOrRaises_FailsTheRow(string text, string type, string error)
    {
        var plan = Compile($"x = a | type_cast({type})");

        var row = Assert.Single(server.Run(plan.SelectSql($"(SELECT {SqlPrinter.Standard.Literal(text)} AS a, '' AS b)"), default));

        Assert.Null(row[0]);
        Assert.Equal(error, plan.Failures[int.Parse(row[1]!, null) - 1].Code);
    }

    [ServerFact(Server.Postgres)]
    public void TypeCast_TextsLongerThanANumericHolds_AreReadAllTheSame()
    {
        var plan = Compile("x = a | type_cast(int64)\ny = b | type_cast(decimal(18,6), rounding: half_away)");
        var relation = "(SELECT repeat('0', 200000) || '7' AS a, '-0.0000005' || repeat('0', 200000) || '1' AS b)";

        Assert.Equal([["7", "-0.000001", "0"]], server.Run(plan.SelectSql(relation), default));
        var failed = Assert.Single(server.Run(plan.SelectSql("(SELECT repeat('9', 200000) AS a, '1' AS b)"), default))[2]!;
        Assert.Equal("E_RANGE", plan.Failures[int.Parse(failed, null) - 1].Code);
    }

    [ServerFact(Server.Postgres)]
    public void Compile_ColumnNameTheServerWouldCut_IsRefused()
    {
        var plan = PlanChecker.Check(new TransformPlan([new(new string('é', 32), null, new ColumnReference("a"))]), Source).OrThrow();

        var error = Assert.Throws<LumosException>(() => SqlCompiler.Compile(plan, SqlEngine.Postgres).SelectSql("t"));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
    }

    [ServerFact(Server.Postgres)]
    public void Probes_ThisServer_AgreesOnEach()
    {
        var plan = Compile("x = a | case(upper, alphabet: unicode) | case(lower, alphabet: unicode)");

        Assert.Equal(4, plan.Probes.Count);
        foreach (var probe in plan.Probes) probe.Check(server.Scalar(probe.Sql));
    }

    [ServerFact(Server.Postgres)]
    public void Probes_PlanWithoutUnicodeCase_AskForTheEncodingOnly() => Assert.Single(Compile("x = a | case(upper, alphabet: ascii)").Probes);

    [ServerFact(Server.Postgres)]
    public void Probe_ServerWithAnotherTable_IsRefused()
    {
        var probe = Compile("x = a | case(upper, alphabet: unicode)").Probes[^1];

        var error = Assert.Throws<LumosException>(() => probe.Check(server.Scalar(probe.Sql.Replace("C.utf8", "C", StringComparison.Ordinal))));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
        Assert.Contains("case(upper, alphabet: unicode)", error.Message, StringComparison.Ordinal);
        Assert.Contains("ascii", error.NextStep, StringComparison.Ordinal);
    }

    [ServerTheory(Server.Postgres)]
    [InlineData(CaseMode.Upper, PostgresProbes.UpperHash)]
    [InlineData(CaseMode.Lower, PostgresProbes.LowerHash)]
    public void ProbeHash_CaseTable_IsItsHash(CaseMode mode, string expected)
    {
        var text = new StringBuilder();
        for (var point = 1; point <= PostgresProbes.LastPoint; point++)
        {
            if (point is not ((>= 0xD800 and <= 0xDFFF) or 0xDF)) text.Append(TextSemantics.Case(char.ConvertFromUtf32(point), mode, CaseAlphabet.Unicode));
        }

#pragma warning disable CA5351 // The hash PostgreSQL has at hand; nothing is kept secret.
        Assert.Equal(expected, Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
#pragma warning restore CA5351
        Assert.All((mode == CaseMode.Upper ? CaseTable.Upper : CaseTable.Lower).Keys, point => Assert.InRange(point, 1, PostgresProbes.LastPoint));
    }

    private static IEnumerable<string> Beside(Random random, int digits, int shift)
    {
        var five = BigInteger.Pow(5, digits);
        var halfway = five * (random.NextInt64((long)((BigInteger.One << 53) / five) + 1, (long)((BigInteger.One << 54) / five)) | 1);
        foreach (var n in new[] { halfway - 1, halfway, halfway + 1 }) yield return (n << (digits + shift)).ToString(CultureInfo.InvariantCulture);
    }

    private static CompiledPlan Compile(string text) => SqlCompiler.Compile(PlanChecker.Check(DslText.Parse(text), Source).OrThrow(), SqlEngine.Postgres);
}
