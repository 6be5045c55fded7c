using System.Diagnostics;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>What goes wrong on SQLite with SQL written the usual way.</summary>
public sealed class SqliteTrapTests : IDisposable
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text), new("b", ColumnType.Text), new("i", ColumnType.Int64)]);

    private readonly SqliteDatabase _database = SqliteDatabase.Open();

    public void Dispose() => _database.Dispose();

    [ServerFact(Server.Sqlite)]
    public void SelectSql_TwelveSteps_RunsAtOnce()
    {
        var plan = Compile("x = concat(safe_math(round, a | trim | collapse_whitespace | case(lower, alphabet: ascii) | trim(left) | regex_split(literal: \",\", index: 1) | collapse_whitespace | case(upper, alphabet: ascii) | type_cast(decimal(16,4), rounding: half_away), result: decimal(12,2), rounding: half_away) | type_cast(text), b, nulls: empty) | date_parse([\"D/M/YYYY\", \"YYYY-MM-DD\"])");
        var started = Stopwatch.GetTimestamp();

        Assert.Equal([[null, "4"]], _database.Query(plan.SelectSql("(SELECT ' 12.3456 ,' AS a, 'y' AS b, 1 AS i)")));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    // Newer versions round other texts wrongly: none reads more than 19 digits.
    [ServerFact(Server.Sqlite)]
    public void Float64_ReadOrPrinted_IsRefusedBecauseTheLibraryRoundsWrongly()
    {
        Assert.Equal("1", Assert.Single(_database.Query("SELECT CAST('9007199254740993.00000000000000000000000000001' AS REAL) = 9007199254740992"))[0]);

        var error = Assert.Throws<LumosException>(() => Compile("x = a | type_cast(float64)"));

        Assert.Contains("SQLite cannot run type_cast with float64 exactly: it rounds the digits of a REAL", error.Message, StringComparison.Ordinal);
    }

    [ServerFact(Server.Sqlite)]
    public void SelectSql_EveryLevel_IsMaterialized()
    {
        var sql = Compile("x = a | trim | case(lower, alphabet: ascii) | type_cast(int64)").SelectSql("t");

        Assert.Equal(sql.Split(" AS MATERIALIZED (").Length, sql.Split("(\nSELECT").Length);
    }

    [ServerFact(Server.Sqlite)]
    public void SelectSql_ColumnThatIgnoresCase_ComparesByCodePoint()
    {
        _database.Query("CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT COLLATE RTRIM, i INTEGER)");
        _database.Query("INSERT INTO t VALUES ('A', 'k ', 1)");
        var plan = Compile("x = a | map_dict({\"a\": \"small\"}, on_missing: keep)\ny = b | map_dict({\"k\": \"found\"}, on_missing: keep)\nz = concat(a, b, nulls: empty) | map_dict({\"ak\": \"found\"}, on_missing: keep)");

        Assert.Equal([["A", "k ", "Ak ", "0"]], _database.Query(plan.SelectSql("t")));
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData("'12'")]
    [InlineData("1.5")]
    [InlineData("x'31'")]
    public void SelectSql_Int64ColumnWithSomethingElse_Stops(string value)
    {
        var sql = Compile("x = i").SelectSql($"(SELECT '' AS a, '' AS b, {value} AS i)");

        Assert.Contains("integer overflow", Assert.Throws<InvalidOperationException>(() => _database.Query(sql)).Message, StringComparison.Ordinal);
        Assert.Equal([["7", "0"], [null, "0"]], _database.Query(Compile("x = i").SelectSql("(SELECT '' AS a, '' AS b, 7 AS i UNION ALL SELECT '', '', NULL)")));
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData("'1.5'")]
    [InlineData("'1.500'")]
    [InlineData("'+1.50'")]
    [InlineData("'1-1.50'")]
    [InlineData("'.50'")]
    [InlineData("'-.50'")]
    [InlineData("''")]
    [InlineData("1.50")]
    [InlineData("150")]
    public void SelectSql_WideDecimalColumnWithSomethingElse_Stops(string value)
    {
        var source = new ColumnSchema([new("w", ColumnType.Decimal(38, 2))]);
        var plan = SqlCompiler.Compile(PlanChecker.Check(DslText.Parse("x = w | type_cast(text, wide: true)"), source).OrThrow(), SqlEngine.Sqlite);

        Assert.Contains("integer overflow", Assert.Throws<InvalidOperationException>(() => _database.Query(plan.SelectSql($"(SELECT {value} AS w)"))).Message, StringComparison.Ordinal);
        Assert.Equal([["-123456789012345678901234567890.50", "0"], [null, "0"]], _database.Query(plan.SelectSql("(SELECT '-123456789012345678901234567890.50' AS w UNION ALL SELECT NULL)")));
    }

    [ServerFact(Server.Sqlite)]
    public void SelectSql_ColumnThatIsNotThere_IsAnErrorAndNoText()
    {
        _database.Query("CREATE TABLE t (b TEXT)");

        Assert.Contains("no such column", Assert.Throws<InvalidOperationException>(() => _database.Query(Compile("x = a").SelectSql("t"))).Message, StringComparison.Ordinal);
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData("9223372036854775808", "int64", "E_RANGE")]
    [InlineData("-9223372036854775809", "int64", "E_RANGE")]
    [InlineData("12.7", "int64", "E_CAST")]
    [InlineData("1e3", "int64", "E_CAST")]
    [InlineData("", "int64", "E_CAST")]
    [InlineData(".", "decimal(10,2)", "E_CAST")]
    [InlineData("1.2.3", "decimal(10,2)", "E_CAST")]
    [InlineData("100000000", "decimal(10,2)", "E_RANGE")]
    [InlineData("2024-02-30", "date", "E_CAST")]
    public void TypeCast_WhatSqliteTakes_FailsTheRow(string text, string type, string error)
    {
        var plan = Compile($"x = a | type_cast({type})");

        var row = Assert.Single(_database.Query(plan.SelectSql($"(SELECT {SqlPrinter.Standard.Literal(text)} AS a, '' AS b, 1 AS i)")));

        Assert.Null(row[0]);
        Assert.Equal(error, plan.Failures[int.Parse(row[1]!, CultureInfo.InvariantCulture) - 1].Code);
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData("safe_math(add, i, i, result: int64)", "9223372036854775807", null)]
    [InlineData("safe_math(add, i, i, result: int64)", "4611686018427387903", "9223372036854775806")]
    [InlineData("safe_math(mul, i, i, result: int64)", "3037000500", null)]
    [InlineData("safe_math(mul, i, i, result: int64)", "3037000499", "9223372030926249001")]
    [InlineData("safe_math(neg, i, result: int64)", "-9223372036854775808", null)]
    [InlineData("safe_math(abs, i, result: int64)", "-9223372036854775808", null)]
    [InlineData("safe_math(div, i, i, result: int64, on_zero: null)", "-9223372036854775808", "1")]
    public void SafeMath_AtTheEdgeOfInt64_OverflowIsAFailureAndNoReal(string operation, string i, string? expected)
    {
        var plan = Compile($"x = {operation}");

        Assert.Equal([[expected, expected is null ? "1" : "0"]], _database.Query(plan.SelectSql($"(SELECT '' AS a, '' AS b, {i} AS i)")));
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData("x = a | regex_extract(\"[0-9]+\", 0)", "regex_extract", "regular expressions")]
    [InlineData("x = a | regex_split(\"[,;]\", 1)", "regex_split", "regular expressions")]
    [InlineData("x = safe_math(div, a | type_cast(decimal(18,6)), i, result: decimal(18,9), rounding: half_away, on_zero: null)", "safe_math", "64 bits")]
    public void Compile_WhatSqliteCannotDo_IsRefusedWithReasonAndWayOut(string text, string operation, string reason)
    {
        var error = Assert.Throws<LumosException>(() => Compile(text));

        Assert.Equal((ErrorCode.DslReject, "DSL_REJECT_TARGET_ENGINE"), (error.Code, error.Reason));
        Assert.Contains("SQLite cannot run " + operation, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.NextStep!);
    }

    [ServerFact(Server.Sqlite)]
    public void Compile_SeveralRefusals_NamesEveryColumn()
    {
        var error = Assert.Throws<LumosException>(() => Compile("x = a | regex_extract(\"[0-9]+\", 0)\ny = b | trim\nz = b | regex_split(\"[,;]\", 1)"));

        Assert.Equal("x", error.Where?.Column);
        Assert.Contains("cannot run regex_split", error.NextStep, StringComparison.Ordinal);
    }

    // Character by character, but not in time that grows with the square of the length.
    [ServerTheory(Server.Sqlite)]
    [InlineData("x = a | case(upper)")]
    [InlineData("x = a | case(title)")]
    public void Case_LettersBeyondAscii_LongTextIsChangedInBlocks(string plan)
    {
        using var database = SqliteDatabase.Open();
        var word = "éa ";
        var text = string.Concat(Enumerable.Repeat(word, 6_700));

        var rows = database.Query(Compile(plan).SelectSql($"(SELECT '{text}' AS a, '' AS b, 1 AS i)"));

        Assert.Equal(string.Concat(Enumerable.Repeat(plan.Contains("title", StringComparison.Ordinal) ? "Éa " : "ÉA ", 6_700)), rows[0][0]);
    }

    // A tree of CASEs for 5,000 keys, and a run of all whitespace at once, would overflow the parser's stack.
    [ServerFact(Server.Sqlite)]
    public void SelectSql_FiveThousandKeys_FitTheParser()
    {
        var entries = Enumerable.Range(0, 5000).Select(i => new MapEntry(FormattableString.Invariant($"key{i}é"), FormattableString.Invariant($"value{i}"))).ToArray();
        var plan = SqlCompiler.Compile(PlanChecker.Check(new TransformPlan([new("x", null, new MapDict(new ColumnReference("a"), ValueList.From(entries), MissingRule.Error, null))]), Source).OrThrow(), SqlEngine.Sqlite);

        Assert.Equal([["value4999", "0"], [null, "1"]], _database.Query(plan.SelectSql("(SELECT 'key4999é' AS a, '' AS b, 1 AS i UNION ALL SELECT 'key', '', 1)")));
    }

    [ServerFact(Server.Sqlite)]
    public void RegexSplit_SixtyFourthPiece_IsFound()
    {
        var plan = Compile("x = a | regex_split(literal: \"--\", index: 64)");

        Assert.Equal([["p64", "0"]], _database.Query(plan.SelectSql($"(SELECT '{string.Join("--", Enumerable.Range(1, 70).Select(i => FormattableString.Invariant($"p{i}")))}' AS a, '' AS b, 1 AS i)")));
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(4095)]
    [InlineData(262_143)]
    [InlineData(1_000_003)]
    public void Collapse_RunOfAnyLength_BecomesOneBlank(int length)
    {
        var plan = Compile("x = a | collapse_whitespace");

        Assert.Equal([["x y", "0"]], _database.Query(plan.SelectSql($"(SELECT 'x' || replace(printf('%.{length}c', ' '), ' ', char(9)) || 'y' AS a, '' AS b, 1 AS i)")));
    }

    [ServerFact(Server.Sqlite)]
    public void Collapse_EveryRunLengthUpToTwoThousand_BecomesOneBlank()
    {
        var plan = Compile("x = a | collapse_whitespace");
        var sql = plan.SelectSql("(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 2000) SELECT 'x' || printf('%.*c', n, ' ') || 'y' AS a, '' AS b, n AS i FROM r)");

        Assert.All(_database.Query(sql), row => Assert.Equal("x y", row[0]));
    }

    [ServerFact(Server.Sqlite)]
    public void Probes_ThisLibrary_AgreesOnEach()
    {
        foreach (var probe in Compile("x = a").Probes) probe.Check(Assert.Single(_database.Query(probe.Sql))[0]);
    }

    private static CompiledPlan Compile(string text) => SqlCompiler.Compile(PlanChecker.Check(DslText.Parse(text), Source).OrThrow(), SqlEngine.Sqlite);
}
