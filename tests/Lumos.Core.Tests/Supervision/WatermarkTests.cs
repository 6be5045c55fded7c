using Lumos.Abstractions;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Tests.Supervision;

public sealed class WatermarkTests
{
    [Theory]
    [InlineData("42")]
    [InlineData("-0.05")]
    [InlineData("12345678901234567890123456.789012345678")]
    [InlineData("2026-02-28")]
    [InlineData("0001-01-01T00:00:00.000000")]
    [InlineData("9999-12-31T23:59:59.999999")]
    public void Parse_WhatWasWritten_GivesItBack(string text) => Assert.Equal(text, Watermark.Parse(text).ToString());

    [Theory]
    [InlineData("9", "10", true)]
    [InlineData("10", "9.99", false)]
    [InlineData("-1.5", "-1", true)]
    [InlineData("-1", "-1.5", false)]
    [InlineData("1.10", "1.1", false)]
    [InlineData("99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001", false)]
    [InlineData("2026-03-01", "2026-03-01T00:00:00.000001", true)]
    [InlineData("2026-03-02", "2026-03-01T23:59:59.999999", false)]
    public void IsBelow_OfAnyScaleOrUnit_ComparesByValue(string left, string right, bool expected) => Assert.Equal(expected, Watermark.Parse(left)!.Value.IsBelow(Watermark.Parse(right)!.Value));

    [Theory]
    [InlineData("2026-03-01T00:00:10.000000", "30s", "2026-02-28T23:59:40.000000")]
    [InlineData("2026-03-01", "2h", "2026-02-28T22:00:00.000000")]
    [InlineData("0001-01-01T00:00:00.000000", "1d", "0001-01-01T00:00:00.000000")]
    [InlineData("100", "2.5", "97.5")]
    [InlineData("100", "5m", null)]
    [InlineData("2026-03-01", "5", null)]
    public void Back_ByAnOverlap_GoesAsFar(string from, string overlap, string? expected) => Assert.Equal(expected, Watermark.Parse(from)!.Value.Back(Overlap.Parse(overlap)!.Value)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-5")]
    [InlineData("5 minutes")]
    [InlineData("1.5h")]
    [InlineData("99999999999s")]
    public void Parse_NoOverlap_IsNull(string text) => Assert.Null(Overlap.Parse(text));

    [Fact]
    public void IsOne_FloatingPoint_IsNot() => Assert.False(Watermark.IsOne(ColumnType.Float64));
}
