using System.Diagnostics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.MariaDb;

/// <summary>What goes wrong on MariaDB and MySQL alike with SQL written the usual way.</summary>
internal sealed class FamilyTraps(SqlEngine engine, RunSql run)
{
    private const string Twelve = "x = concat(a | trim | collapse_whitespace | case(lower) | trim(left) | regex_extract(\"[^,]+\", 0) | collapse_whitespace | case(upper) | type_cast(decimal(18,4), rounding: half_away) | type_cast(decimal(12,2), rounding: half_away) | type_cast(text), b, nulls: empty) | date_parse([\"D/M/YYYY\", \"YYYY-MM-DD\"])";

    private readonly ServerTraps _traps = new(engine, run);

    public void Collation_SetForOneOperation_DoesNotLeakIntoTheNext() => _traps.AssertAgrees(
        "x = a | case(lower, alphabet: unicode) | map_dict({\"É\": \"wrong\", \"e\": \"wrong too\"}, on_missing: keep)\ny = a | case(upper, alphabet: unicode) | regex_extract(\"[a-zé]+\", 0)\nz = a | case(upper, alphabet: unicode) | regex_split(literal: \"é\", index: 2)",
        ("É", null), ("aéb", null));

    public void Comparison_CaseAccentsBlanks_AllCount() => _traps.AssertAgrees(
        "x = a | map_dict({\"a\": \"1\", \"A\": \"2\", \"a \": \"3\", \"á\": \"4\", \"ss\": \"5\", \"\": \"6\", \" \": \"7\"}, on_missing: keep)",
        ("a", null), ("A", null), ("a ", null), ("á", null), ("ß", null), ("", null), (" ", null), ("  ", null), ("a\u0301", null), (null, null));

    public void Backslashes_InTextsAndPatterns_MeanThemselves() => _traps.AssertAgrees(
        """
        x = concat(a, "\\n'", b, nulls: skip)
        y = a | regex_split(literal: "\\", index: 2)
        z = a | regex_extract("\\\\(.)", 1)
        """,
        ("a\\nb", "\\"), ("\\\\", "'"));

    public void Text_OfNegativeDecimalWithoutWholePart_KeepsItsLastDigit() => _traps.AssertAgrees(
        "x = a | type_cast(decimal(4,4)) | type_cast(text) | case(lower, alphabet: ascii) | map_dict({\"z\": \"1\"}, on_missing: keep)", ("-0.5", null), ("0.1234", null), ("-0.1234", null));

    public void Remainder_OfNegativeNumbers_IsNotANegativeZero() => _traps.AssertAgrees(
        "x = a | type_cast(decimal(18,12)) | type_cast(decimal(10,1))\ny = safe_math(div, a | type_cast(decimal(18,12)), b | type_cast(int64), result: decimal(12,2), rounding: exact, on_zero: null)",
        ("-5", "-5"), ("-0.5", "2"), ("-0", "-1"), ("0", "-7"));

    public void Division_ConstantsNearTheEndOf64Bits_DoNotOverflow() => _traps.AssertAgrees(
        "x = a | type_cast(decimal(18,17), rounding: half_away) | unit_convert(\"cm\", \"yd\", result: int64)", ("9.14400000000000001", null), ("-4.572", null));

    // A product of two numbers of 38 digits loses the last ones, and a quotient has as many as the session says.
    public void WideDecimals_WhateverTheSessionSays_KeepEveryDigit(int increment, int scale)
    {
        run($"SET div_precision_increment = {increment}", default);
        try
        {
            _traps.AssertAgrees(
                $"""
                o1 = a | type_cast(decimal(38,{scale}), wide: true, rounding: half_away) | type_cast(text, wide: true) | type_cast(decimal(38,{scale - 1}), wide: true, rounding: half_away)
                o2 = safe_math(div, a | type_cast(decimal(38,0), wide: true, rounding: half_away), b | type_cast(decimal(38,0), wide: true, rounding: half_away), result: decimal(38,25), on_zero: error, wide: true)
                o3 = safe_math(mul, a | type_cast(decimal(38,19), wide: true, rounding: half_away), b | type_cast(decimal(25,3), wide: true, rounding: half_away), result: decimal(38,10), wide: true)
                o4 = safe_math(div, a | type_cast(decimal(38,0), wide: true, rounding: half_away), b | type_cast(int64, rounding: half_away), result: decimal(38,0), rounding: exact, on_zero: null, wide: true)
                """,
                ("0.99999999999999999999999999999999999999", "3"), ("-0.00000000000000000000000000000000000001", "-7"), ("99999999999999999999999999999999999999", "3"), ("-99999999999999999999999999999999999999", "7"),
                ("1234567890123456789.0123456789", "999.9995"), ("1", "0"), ("-0.5", "99999999999999999999999999999999999999"), ("100000000000000000000", "6"), ("0", "-1"));
        }
        finally
        {
            run("SET div_precision_increment = DEFAULT", default);
        }
    }

    public void Title_CodePointsAndTheMarks_ComeBack() => _traps.AssertTitleKeepsCodePoints(
        ("\uE000", "\uE001"), ("\uE001\uE002", "\uE001\uE003"), ("\uE001\uE000a\uE000\uE001b", "\uE003\uE002"), ("\\uE000 \"a\\", "[\"a\",\"b\"]"), ("", " "), ("a ", " a  b "), (null, "\t\n\\n"));

    public void Title_LongText_IsWholeOrStopsTheStatement()
    {
        _traps.AssertAgrees("x = a | case(title)", (new string('x', 100_000) + " y", null), (string.Concat(Enumerable.Repeat("ab ", 5_000)), null));
        var sql = _traps.Compile("x = a | case(title)").SelectSql("(SELECT repeat('a', 600000) AS a, '' AS b)");

        Assert.Throws<MySqlConnector.MySqlException>(() => run(sql, default));
    }

    public void SelectSql_TwelveSteps_IsQuick()
    {
        var sql = _traps.Compile(Twelve).SelectSql("(SELECT _utf8mb4'x' AS a, _utf8mb4'y' AS b)");
        var started = Stopwatch.GetTimestamp();

        run(sql, default);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    public void SelectSql_EveryLevel_IsFenced()
    {
        var sql = _traps.Compile(Twelve).SelectSql("t");

        Assert.Equal(sql.Split(" AS (\n").Length, sql.Split("LIMIT 18446744073709551615").Length);
    }

    public void SelectSql_MoreLevelsThanAServerTakes_IsRefused()
    {
        var error = Assert.Throws<LumosException>(() => _traps.Compile(Steps(70)).SelectSql("t"));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
    }

    public void SelectSql_SessionWithAwkwardSettings_ComputesTheSame(string more = "", string back = "")
    {
        const string Text = "x = concat(a, \"\\\\ß\", b, nulls: skip) | map_dict({\"1\\\\2\": \"back\\\\slash'\"}, on_missing: keep)\ny = a | type_cast(date) | date_format(\"DD MON YYYY\")\nz = safe_math(div, b | type_cast(int64), b | type_cast(decimal(5,1)), result: decimal(9,4), on_zero: null)";
        var before = _traps.AssertAgrees(Text, ("2011-12-30", "007"), ("x", "0"));
        try
        {
            run($"SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,HIGH_NOT_PRECEDENCE,IGNORE_SPACE,NO_ZERO_DATE,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,REAL_AS_FLOAT', div_precision_increment = 0, lc_time_names = 'de_DE', time_zone = '-11:00', collation_connection = 'utf8mb4_unicode_ci'{more}", default);

            Assert.Equal(before, _traps.AssertAgrees(Text, ("2011-12-30", "007"), ("x", "0")));
        }
        finally
        {
            run($"SET sql_mode = DEFAULT, div_precision_increment = DEFAULT, lc_time_names = DEFAULT, time_zone = DEFAULT, collation_connection = 'utf8mb4_general_ci'{back}", default);
        }
    }

    public void SelectSql_InsideAStrictInsert_RaisesNothing()
    {
        var sql = _traps.Compile("i = a | type_cast(int64)\nd = a | type_cast(decimal(9,2), rounding: half_away)\nt = a | type_cast(date)\nq = safe_math(div, a | type_cast(int64), b | type_cast(int64), result: decimal(9,2), on_zero: error)").SelectSql("bad");
        run("DROP TABLE IF EXISTS bad, good; CREATE TABLE bad (a TEXT CHARACTER SET latin1, b VARCHAR(20))", default);
        run("INSERT INTO bad VALUES ('x', '1'), ('99999999999999999999999', '0'), ('5', '0'), ('2024-02-30', ''), ('', NULL), (' 7', '2'), ('12', '7')", default);

        run("CREATE TABLE good AS " + sql, default);

        Assert.Equal([["12", "12.00", null, "1.71"]], run("SELECT i, d, t, q FROM good WHERE q IS NOT NULL", default));
        Assert.Equal([["7"]], run("SELECT COUNT(*) FROM good WHERE lumos_failure > 0", default));
    }

    public void Compile_ColumnNameTheServerDoesNotTake_IsRefused(string name, string why)
    {
        var plan = PlanChecker.Check(new TransformPlan([new(name, null, new ColumnReference("a"))]), ServerTraps.Source).OrThrow();

        var error = Assert.Throws<LumosException>(() => SqlCompiler.Compile(plan, engine).SelectSql("t"));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    public void Probes_ThisServer_AgreesOnEach()
    {
        foreach (var probe in _traps.Compile(Twelve).Probes) probe.Check(Answer(probe));
    }

    public void Probes_SessionThatWouldReadTheStatementOtherwise_IsRefused(string change, string back, string subject)
    {
        run(change, default);
        try
        {
            var error = Assert.Throws<LumosException>(() =>
            {
                foreach (var probe in _traps.Compile(Twelve + "\nz = a | case(title)").Probes) probe.Check(Answer(probe));
            });

            Assert.Contains(subject, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            run(back, default);
        }
    }

    public static string Steps(int count) => "x = a" + string.Concat(Enumerable.Repeat(" | map_dict({\"a\": \"b\", \"b\": \"a\"}, on_missing: keep)", count));

    private string? Answer(SqlProbe probe) => run(probe.Sql, default) is [[var answer]] ? answer : null;
}
