using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Text;
using Lumos.Dsl.Model;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Numbers;

public sealed class Float64Tests
{
    [Fact]
    public void TypeCast_RandomBitPatterns_ReadAndPrintAlikeAndComeBack()
    {
        var random = new Random(754);
        var doubles = Enumerable.Range(0, 6000).Select(i => BitConverter.UInt64BitsToDouble(i % 8 == 0 ? (ulong)random.NextInt64(1L << 52) : (ulong)random.NextInt64() | ((ulong)random.Next(2) << 63)))
            .Where(double.IsFinite).Concat(Enumerable.Range(0, 2000).Select(_ => Math.Round(random.NextDouble() * 100_000, random.Next(6)))).ToArray();
        var source = new ColumnSchema([new("c1", ColumnType.Text)]);
        var plan = PlanChecker.Check(DslText.Parse("x = c1 | type_cast(float64) | type_cast(text)"), source).OrThrow();
        var vector = new CompiledVector(plan.Pipelines[0].Value, source);
        var rows = doubles.Select(value => (ValueList<string?>)[value.ToString("E16", CultureInfo.InvariantCulture)]).ToArray();
        using var connection = new DuckDbConnection();
        connection.Open();

        var expected = new InterpreterBackend().Evaluate(vector, rows, default);
        var actual = new DuckDbBackend(connection).Evaluate(vector, rows, default);

        Assert.True(doubles.Length > 7000);
        for (var i = 0; i < doubles.Length; i++)
        {
            Assert.Equal(expected[i], actual[i]);
            Assert.Equal(doubles[i], double.Parse(expected[i].Value!, CultureInfo.InvariantCulture));
        }
    }
}
