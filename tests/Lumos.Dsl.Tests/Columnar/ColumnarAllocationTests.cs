using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Columnar;

public sealed class ColumnarAllocationTests
{
    // Column objects, their list and the owner of the buffers: what a batch is made of, whatever its rows.
    private const long MaxBytesPerBatch = 16 * 1024;

    private const string Text = """
        id      = a | type_cast(int64)
        trimmed = b | trim
        upper   = b | trim | case(upper)
        words   = b | collapse_whitespace
        joined  = concat(a, b, nulls: skip, separator: "-")
        digits  = b | regex_extract("([0-9]+)", 1)
        second  = b | regex_split(literal: ",", index: 2)
        mapped  = a | map_dict({"1": "one", "2": "two"}, on_missing: keep)
        day     = b | regex_extract("[0-9]{4}-[0-9]{2}-[0-9]{2}", 0) | type_cast(date)
        printed = b | regex_extract("[0-9]{4}-[0-9]{2}-[0-9]{2}", 0) | date_parse("YYYY-MM-DD") | date_format("DD MON YYYY")
        kilo    = a | type_cast(decimal(9,0)) | unit_convert("lb", "kg", result: decimal(12,3))
        ratio   = safe_math(div, a | type_cast(int64), a | type_cast(decimal(6,0)), result: decimal(14,2), on_zero: error)
        """;

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void Execute_WarmedUp_AllocatesTheSameSmallAmountForAnyNumberOfRows(int rows)
    {
        var plan = ColumnarPlan.Compile(DslText.Compile(Text, TestBatches.Source).OrThrow(), new ColumnarOptions { MaxThreads = 1 });
        using var batch = Batch(rows);
        for (var i = 0; i < 3; i++) plan.Execute(batch).Dispose();

        var before = GC.GetAllocatedBytesForCurrentThread();
        plan.Execute(batch).Dispose();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < MaxBytesPerBatch, $"{allocated} bytes were allocated for {rows} rows.");
    }

    private static ColumnBatch Batch(int rows)
    {
        var a = Enumerable.Range(0, rows).Select(i => i % 10 == 0 ? null : i % 17 == 0 ? "x" : (i % 1000).ToString(CultureInfo.InvariantCulture)).ToArray();
        var b = Enumerable.Range(0, rows).Select(i => i % 9 == 0 ? null : FormattableString.Invariant($"  Straße  {i}, on 2024-02-{1 + (i % 31):00}, é ")).ToArray();
        return TestBatches.Of(a, b);
    }
}
