using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Columnar;

public sealed class ColumnarPlanTests
{
    private const string Several = """
        x = b | type_cast(int64)
        y = a | trim | type_cast(int64) | type_cast(bool)
        z = a | trim | type_cast(int64)
        w = concat(a | trim | regex_extract("[0-9]", 0, on_no_match: error), b, nulls: skip)
        v = safe_math(div, a | trim | type_cast(int64), b | type_cast(int64), result: decimal(18,4), on_zero: error, rounding: exact)
        """;

    [Fact]
    public void Failures_SharedOperations_HaveTheNumbersOfTheDuckDbBackend()
    {
        var typed = DslText.Compile(Several, TestBatches.Source).OrThrow();

        Assert.Equal(DuckDbCompiler.Compile(typed).Failures, ColumnarPlan.Compile(typed).Failures);
    }

    [Fact]
    public void Execute_SeveralFailures_ReportsTheFirstColumnAndOperation()
    {
        Assert.Equal("x:0:E_CAST", Failure("zz", "zz"));
        Assert.Equal("good", Failure(" 1 ", "5"));
        Assert.Equal("x:0:E_RANGE", Failure("7", "99999999999999999999"));
        Assert.Equal("y:1:E_CAST", Failure("seven", "1"));
        Assert.Equal("y:2:E_CAST", Failure("7", "1"));
        Assert.Equal("v:3:E_DIV_ZERO", Failure("1", "0"));
        Assert.Equal("v:3:E_INEXACT", Failure("1", "3"));
    }

    [Fact]
    public void ExecuteDetailed_SharedOperation_NumbersItPerColumn()
    {
        var plan = Compile(Several);
        using var batch = TestBatches.Of(["seven"], ["1"]);
        using var result = plan.ExecuteDetailed(batch);

        string[] targets = [.. Enumerable.Range(5, 5).Select(i => result.Columns[i].GetValues<long>()[0]).Select(number => number == 0 ? "good" : plan.Failures[(int)number - 1].Target)];
        Assert.Equal(["good", "y", "z", "w", "v"], targets);
        Assert.Equal("lumos_failure_2", result.Schema.Fields[6].Name);
    }

    [Fact]
    public void Execute_OnSeveralThreads_GivesTheRowsOfOneThread()
    {
        const string Text = """
            n = a | type_cast(int64)
            t = concat(a, b | trim, nulls: skip, separator: "-")
            u = b | collapse_whitespace
            f = a | type_cast(int64) | type_cast(bool)
            c = a
            """;
        var random = new Random(5);
        var a = Enumerable.Range(0, 200_001).Select(i => i % 7 == 0 ? null : i % 11 == 0 ? "no number" : random.Next(3).ToString(CultureInfo.InvariantCulture)).ToArray();
        var b = Enumerable.Range(0, 200_001).Select(i => i % 13 == 0 ? null : new string('é', random.Next(40)) + "  x ").ToArray();
        using var batch = TestBatches.Of(a, b);
        using var one = Compile(Text, threads: 1).Execute(batch);
        using var four = Compile(Text, threads: 4).Execute(batch);

        Assert.Equal(one.RowCount, four.RowCount);
        for (var column = 0; column < one.Columns.Count; column++)
        {
            Assert.True(one.Columns[column].Values.Span.SequenceEqual(four.Columns[column].Values.Span), one.Schema.Fields[column].Name);
            Assert.True(one.Columns[column].Offsets.Span.SequenceEqual(four.Columns[column].Offsets.Span), one.Schema.Fields[column].Name);
            Assert.True(one.Columns[column].Validity.Span.SequenceEqual(four.Columns[column].Validity.Span), one.Schema.Fields[column].Name);
        }
    }

    [Fact]
    public void Execute_NullsOverGarbage_LeavesNothingOfItInTheColumns()
    {
        var source = new ColumnSchema([new("t", ColumnType.Text), new("n", ColumnType.Int64)]);
        var plan = ColumnarPlan.Compile(DslText.Compile("t = t\nu = t | case(upper)\nn = n\nm = safe_math(add, n, n, result: int64)", source).OrThrow());
        byte[] numbers = MemoryMarshal.AsBytes<long>([long.MaxValue, 2]).ToArray();
        using var batch = new ColumnBatch(
            source, 2, [new Column(ColumnType.Text, 2, "hiddenx"u8.ToArray(), new[] { 0, 6, 7 }, new byte[] { 2 }), new Column(ColumnType.Int64, 2, numbers, default, new byte[] { 2 })], new RowOrigin("t", 0));
        using var result = plan.Execute(batch);

        Assert.Equal("x"u8.ToArray(), result.Columns[0].Values.ToArray());
        Assert.Equal("X"u8.ToArray(), result.Columns[1].Values.ToArray());
        Assert.Equal([0L, 2L], result.Columns[2].GetValues<long>().ToArray());
        Assert.Equal([0L, 4L], result.Columns[3].GetValues<long>().ToArray());
        Assert.Equal(0, TestBatches.FailureAt(result, 0));
    }

    [Fact]
    public void Execute_NoRows_GivesAnEmptyBatch()
    {
        using var batch = TestBatches.Of([], []);
        using var result = Compile(Several).Execute(batch);

        Assert.Equal((0, 6), (result.RowCount, result.Columns.Count));
    }

    [Fact]
    public void Execute_TextsAcrossMemoryPages_ReadsNoneOfTheirNeighbours()
    {
        // Every place of a page, in a buffer that ends with the last text.
        string[] a = [.. Enumerable.Range(0, 6000).Select(i => new string((char)('a' + (i % 26)), i % 5))];
        using var batch = TestBatches.Of(a, a);
        using var result = Compile("t = concat(a, a | case(upper), a | trim | collapse_whitespace, nulls: empty)\nu = a | regex_split(literal: \"a\", index: 2)\nv = a | regex_extract(\"[a-m]+\", 0)").Execute(batch);

        for (var i = 0; i < a.Length; i++) Assert.Equal(a[i] + a[i].ToUpperInvariant() + a[i], TestBatches.TextAt(result, 0, i));
        for (var i = 0; i < a.Length; i++) Assert.Equal(a[i].Split('a').ElementAtOrDefault(1), TestBatches.TextAt(result, 1, i));
        for (var i = 0; i < a.Length; i++) Assert.Equal(a[i].Length > 0 && a[i][0] <= 'm' ? a[i] : null, TestBatches.TextAt(result, 2, i));
    }

    [Fact]
    public void RegexExtract_TextThatDefeatsEveryStart_TakesLinearTime()
    {
        var plan = Compile("x = a | regex_extract(\"a[^b]*b\", 0)\ny = a | regex_extract(\"[a-y]*z$\", 0)");
        var text = new string('a', 1_000_000);
        var watch = Stopwatch.StartNew();
        using var batch = TestBatches.Of([text, text + "cb"], [null, null]);
        using var result = plan.Execute(batch);

        // Trying every start to the end would be 10^12 steps.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"It took {watch.Elapsed}.");
        Assert.Null(TestBatches.TextAt(result, 0, 0));
        Assert.Equal(text + "cb", TestBatches.TextAt(result, 0, 1));
        Assert.Null(TestBatches.TextAt(result, 1, 0));
    }

    [Fact]
    public void Execute_BatchOfAnotherShape_IsRefused()
    {
        var plan = Compile("x = a");
        using var missing = new ColumnBatch(new ColumnSchema([new("c", ColumnType.Int64)]), 0, [new Column(ColumnType.Int64, 0, default)], new RowOrigin("t", 0));
        using var typed = new ColumnBatch(new ColumnSchema([new("a", ColumnType.Int64)]), 0, [new Column(ColumnType.Int64, 0, default)], new RowOrigin("t", 0));
        using var lying = new ColumnBatch(new ColumnSchema([new("a", ColumnType.Text)]), 2, [new Column(ColumnType.Text, 2, "ab"u8.ToArray(), new[] { 0, 9, 2 })], new RowOrigin("t", 0));

        Assert.Throws<ArgumentException>(() => plan.Execute(missing));
        Assert.Throws<ArgumentException>(() => plan.Execute(typed));
        Assert.Throws<ArgumentException>(() => plan.Execute(lying));
    }

    [Fact]
    public void Compile_TargetNamedLikeTheFailureColumn_IsRefused()
    {
        var error = Assert.Throws<LumosException>(() => Compile("lumos_failure = a"));

        Assert.Equal(ErrorCode.DslReject, error.Code);
    }

    [Fact]
    public void Execute_Cancelled_Throws()
    {
        using var batch = TestBatches.Of(["1"], ["2"]);

        Assert.Throws<OperationCanceledException>(() => Compile("x = a").Execute(batch, new CancellationToken(canceled: true)));
    }

    private static ColumnarPlan Compile(string text, int threads = 1) => ColumnarPlan.Compile(DslText.Compile(text, TestBatches.Source).OrThrow(), new ColumnarOptions { MaxThreads = threads });

    private static string Failure(string a, string b)
    {
        var plan = Compile(Several);
        using var batch = TestBatches.Of([a], [b]);
        using var result = plan.Execute(batch);
        var number = (int)TestBatches.FailureAt(result, 0);
        return number == 0 ? "good" : FormattableString.Invariant($"{plan.Failures[number - 1].Target}:{plan.Failures[number - 1].OperationIndex}:{plan.Failures[number - 1].Code}");
    }
}
