using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Core.Supervision;
using Lumos.Dsl.Fluent;

namespace Lumos.Core.Tests.Mapping.Synthesis;

public sealed class TargetRowsTests
{
    [Theory]
    [InlineData(ColumnKind.Decimal, "F to C")]
    [InlineData(ColumnKind.Int64, "years to d")]
    public void UnitByValues_OtherMagnitude_IsExplained(ColumnKind kind, string expected)
    {
        var random = new Random(5);
        var (source, target) = kind == ColumnKind.Decimal
            ? (Enumerable.Range(0, 60).Select(_ => random.Next(20, 100)).ToList(), Enumerable.Range(0, 40).Select(_ => (random.Next(20, 100) - 32) * 5.0 / 9).ToList())
            : (Enumerable.Range(0, 60).Select(_ => random.Next(18, 90)).ToList(), Enumerable.Range(0, 40).Select(_ => random.Next(18, 90) * 365.25).ToList());
        var type = kind == ColumnKind.Decimal ? ColumnType.Decimal(9, 1) : ColumnType.Int64;

        var found = UnitByValues.Find(Pipe.Column("a").TypeCast(ColumnType.Int64), ColumnType.Int64, Texts(source.Select(s => (double)s)), Texts(target), type, null, null);

        Assert.Contains(expected, found!.Value.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void UnitByValues_MonthsUnderAge_AreDividedByTwelve()
    {
        var random = new Random(9);
        var months = Enumerable.Range(0, 50).Select(_ => (double)random.Next(216, 1000)).ToList();
        var years = Enumerable.Range(0, 50).Select(_ => (double)random.Next(18, 83)).ToList();

        var found = UnitByValues.Find(Pipe.Column("age").TypeCast(ColumnType.Int64), ColumnType.Int64, Texts(months), Texts(years), ColumnType.Int64, null, null);

        Assert.Contains("div", found!.Value.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnitByValues_SameMagnitude_IsLeftAlone()
    {
        var random = new Random(1);
        var values = Texts(Enumerable.Range(0, 50).Select(_ => (double)random.Next(100, 300)));
        var other = Texts(Enumerable.Range(0, 50).Select(_ => (double)random.Next(90, 330)));

        Assert.Null(UnitByValues.Find(Pipe.Column("a").TypeCast(ColumnType.Int64), ColumnType.Int64, values, other, ColumnType.Int64, null, null));
    }

    [Fact]
    public void Alignment_SharedKey_PairsRowsByIt()
    {
        var source = Sample(("id", ["A-0012", "A-0007", "A-0031", "A-0044"]), ("v", ["x", "x", "y", "y"]));
        var target = Sample(("number", ["31", "12", "7"]), ("w", ["1", "2", "3"]));

        Assert.Null(RowAlignment.Find(source, ["v"], target, ["w"]));
        var aligned = RowAlignment.Find(Sample(("id", ["A-0112", "A-0107", "A-0131", "A-0144"])), ["id"], Sample(("number", ["131", "112", "107"])), ["number"])!;
        Assert.Equal([(2, 0), (0, 1), (1, 2)], aligned.Pairs);
    }

    [Fact]
    public void Alignment_SameOrder_NeedsATellingColumn()
    {
        var source = Sample(("name", ["a b", "c d", "a b", "e f"]), ("flag", ["y", "n", "y", "n"]));
        var target = Sample(("who", ["A B", "C D", "A B", "E F"]), ("ok", ["y", "n", "y", "n"]));

        Assert.Equal(4, RowAlignment.Find(source, ["name", "flag"], target, ["who", "ok"])!.Pairs.Count);
        Assert.Null(RowAlignment.Find(Sample(("flag", ["y", "n", "y", "n", "y", "n", "y", "n"])), ["flag"], Sample(("ok", ["y", "n", "y", "n", "y", "n", "y", "n"])), ["ok"]));
    }

    private static List<string> Texts(IEnumerable<double> values) => [.. values.Select(v => v.ToString("0.#", CultureInfo.InvariantCulture))];

    private static RawSample Sample(params (string Name, string?[] Values)[] columns) => RawSample.From(columns.ToDictionary(c => c.Name, c => c.Values));
}
