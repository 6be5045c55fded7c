using System.Diagnostics;
using Lumos.Abstractions;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Sql;

namespace Lumos.Dsl.Tests.ClickHouse;

/// <summary>What goes wrong on ClickHouse with SQL written the usual way.</summary>
[Collection(ClickHouseCollection.Name)]
public sealed class ClickHouseTrapTests(ClickHouseFixture engine)
{
    private const string Twelve = "x = concat(a | trim | collapse_whitespace | case(lower) | trim(left) | regex_extract(\"[^,]+\", 0) | collapse_whitespace | case(upper) | type_cast(decimal(18,4), rounding: half_away) | type_cast(decimal(12,2), rounding: half_away) | type_cast(text), b, nulls: empty) | date_parse([\"D/M/YYYY\", \"YYYY-MM-DD\"])";

    private readonly ServerTraps _traps = new(SqlEngine.ClickHouse, engine.Run);

    // In a projection an alias hides the column of the same name.
    [Fact]
    public void Names_ThatOccurInsideTheStatement_DoNotHideAnything() =>
        _traps.AssertAgrees("v1 = b | trim\nv2 = a | trim\nr1 = a | case(upper)\nr2 = b | case(upper)\nc1 = concat(a, b, nulls: skip)\nb = a\na = b\nl0 = b | map_dict({\"y\": \"z\"})", ("x", "y"), ("1", null));

    [Fact]
    public void Title_EdgesOfTheTables_Agree() => _traps.AssertTitleAgreesAtEveryEdge();

    [Fact]
    public void Dates_OfEveryYear_KeepTheirDay() => _traps.AssertAgrees(
        "x = a | type_cast(date) | date_format(\"DD MON YYYY\")\ny = a | date_parse([\"YYYY-MM-DD\"], target: timestamp)\nz = a | type_cast(date)",
        ("0001-01-01", null), ("1899-12-31", null), ("2300-01-01", null), ("9999-12-31", null), ("1582-10-10", null), ("0000-01-01", null), ("1900-02-29", null));

    [Fact]
    public void Numbers_OutsideOf64Bits_FailAndDoNotWrap() => _traps.AssertAgrees(
        "s = safe_math(add, a | type_cast(int64), b | type_cast(int64), result: int64)\nm = safe_math(mul, a | type_cast(int64), b | type_cast(int64), result: int64)\ng = safe_math(neg, a | type_cast(int64), result: int64)\nd = safe_math(div, a | type_cast(int64), b | type_cast(int64), result: int64, on_zero: error)\nq = safe_math(mod, a | type_cast(int64), b | type_cast(int64), result: int64, on_zero: error)",
        ("9223372036854775807", "1"), ("-9223372036854775808", "-1"), ("9223372036854775807", "9223372036854775807"), ("5", "0"), ("9223372036854775808", "1"), (null, "0"), ("18446744073709551617", "2"));

    // What stands under a NULL is computed too, and a conversion may raise on it.
    [Fact]
    public void Decimal_OutOfRangeInOneRow_DoesNotFailTheStatement() => _traps.AssertAgrees(
        "x = a | type_cast(decimal(18,6), rounding: half_away) | unit_convert(\"gal_us\", \"l\", result: decimal(9,3))\ny = a | type_cast(decimal(4,2), rounding: half_away)", ("999999999999.5", null), ("1", null), ("x", null), (null, null));

    [Fact]
    public void Pieces_PastTheEndOrOfNull_AreNull() => _traps.AssertAgrees("x = a | regex_split(literal: \",\", index: 3)\ny = a | regex_split(\"[,;]\", 1)\nz = a | regex_split(\"^,\", 2)", ("a,b", null), ("", null), (null, null), (",,", null), (",x", null));

    [Fact]
    public void Dot_OnALineEnd_DoesNotMatch() => _traps.AssertAgrees("x = a | regex_extract(\"a.b\", 0)\ny = a | regex_extract(\"b$\", 0)\nz = a | regex_extract(\"^.\", 0)", ("a\nb", null), ("b\n", null), ("\n", null), ("axb", null));

    [Fact]
    public void Comparison_CaseAccentsBlanks_AllCount() => _traps.AssertAgrees("x = a | map_dict({\"a\": \"1\", \"A\": \"2\", \"a \": \"3\", \"á\": \"4\", \"\": null}, on_missing: keep)\ny = a | map_dict({\"a\": null}, on_missing: null) | trim | type_cast(int64)", ("a", null), ("A", null), ("a ", null), ("á", null), ("", null), (null, null));

    [Fact]
    public void Backslashes_InTextsAndPatterns_MeanThemselves() => _traps.AssertAgrees(
        """
        x = concat(a, "\\n'", b, nulls: skip)
        y = a | regex_split(literal: "\\", index: 2)
        z = a | regex_extract("\\\\(.)", 1)
        """,
        ("a\\nb", "\\"), ("\\\\", "'"));

    [Fact]
    public void EveryCodePoint_CaseTrimCollapse_Agree() => _traps.AssertEveryCodePointAgrees();

    [Fact]
    public void LongTexts_EveryOperation_Agree() => _traps.AssertLongTextsAgree();

    [Fact]
    public void SelectSql_TwelveSteps_IsQuick()
    {
        var sql = _traps.Compile(Twelve).SelectSql("(SELECT 'x' AS a, 'y' AS b)");
        var started = Stopwatch.GetTimestamp();

        engine.Run(sql, default);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void SelectSql_MoreLevelsThanAServerTakes_IsRefused()
    {
        var plan = _traps.Compile("x = a" + string.Concat(Enumerable.Repeat(" | map_dict({\"a\": \"b\"}, on_missing: keep) | map_dict({\"b\": \"a\"}, on_missing: keep)", 50)));

        var error = Assert.Throws<LumosException>(() => plan.SelectSql("t"));

        Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
    }

    [Fact]
    public void Source_DatesOfTheEnginesOwnTypes_AreRead()
    {
        const string Relation = "(SELECT toDate32('1999-12-31') AS d, toDateTime64('2024-02-03 04:05:06.789', 3, 'UTC') AS t, toDateTime('2024-02-03 04:05:06', 'UTC') AS s)";
        var source = new ColumnSchema([new("d", ColumnType.Date), new("t", ColumnType.Timestamp), new("s", ColumnType.Timestamp)]);
        var plan = Dsl.Checking.PlanChecker.Check(Dsl.Text.DslText.Parse("x = d | date_format(\"D MON YY\")\ny = t\nz = s"), source).OrThrow();

        Assert.Equal([["31 Dec 99", "2024-02-03 04:05:06.789000", "2024-02-03 04:05:06.000000", "0"]], engine.Run(SqlCompiler.Compile(plan, SqlEngine.ClickHouse).SelectSql(Relation), default));
    }

    [Fact]
    public void Probes_ThisEngine_AgreesOnEach()
    {
        foreach (var probe in _traps.Compile(Twelve).Probes) probe.Check(engine.Run(probe.Sql, default) is [[var answer]] ? answer : null);
    }
}
