using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Numbers;

/// <summary>
/// float64 on an engine and on the interpreter: doubles of any bits, and the texts that are hard to round: halfway between two doubles, a little above and below it, from the smallest
/// subnormal to the largest double, with up to 770 digits.
/// </summary>
internal static class Float64Agreement
{
    /// <summary>Reads and prints back.</summary>
    public static void CheckReading(IVectorBackend backend, int samples)
    {
        var random = new Random(754);
        string[] texts = [.. Fixed, .. Doubles(random, samples).SelectMany((value, i) => Hard(value, i, random))];
        Check(backend, "x = c1 | type_cast(float64) | type_cast(text)", ColumnType.Text, texts);
        Check(backend, "x = c1 | type_cast(float64)", ColumnType.Text, texts);
    }

    /// <summary>Prints columns of doubles.</summary>
    public static void CheckPrinting(IVectorBackend backend, int samples)
    {
        var doubles = Doubles(new Random(985), samples).ToArray();
        var texts = Check(backend, "x = c1 | type_cast(text)", ColumnType.Float64, [.. doubles.Select(value => FloatText(value))]);
        for (var i = 0; i < doubles.Length; i++) Assert.Equal(doubles[i], double.Parse(texts[i]!, CultureInfo.InvariantCulture));
    }

    private static string[] Fixed { get; } =
    [
        "0", "-0", "-0.0e5", "+.5", "5.", "007", "-000.250", "1e-400", "-1e-400", "1e400", "4.9e-324", "-2.4703282292062328e-324", "2.4703282292062327e-324", "1.797693134862315807e308", "1.797693134862315808e308", "9007199254740993", "0e999",
        "1e+005", "1e0005", "e5", ".", "-", "", " 1", "1 ", "1,5", "inf", "NaN", "0x10", "1e", "1e+", "1_0", "1d5", new string('0', 400) + "1", "0." + new string('0', 400) + "1e400", "1" + new string('0', 400) + "e-400", "18446744073709551616", "-9223372036854775809",
    ];

    private static IEnumerable<double> Doubles(Random random, int samples)
    {
        double[] edges = [0.1, 5e-324, double.MaxValue, 2.2250738585072014e-308, 2.225073858507201e-308, 1e21, 999999999999999900000d, 123456789012345680000d, 1e-6, 9.5367431640625e-7, 9007199254740992, 9007199254740994, 9e-265, 2.0919495182368195e19, 6929495644600920, 8.41e21, 4.35];
        foreach (var value in edges) yield return value;
        for (var i = 0; i < samples; i++)
        {
            var bits = (ulong)random.NextInt64() & 0x7FFF_FFFF_FFFF_FFFF;
            var value = BitConverter.UInt64BitsToDouble((i % 4) switch { 0 => bits >> 11, 1 => bits & 0x7FEF_FFFF_FFFF_FFFF, 2 => (bits >> 12) | ((ulong)random.Next(1000, 1100) << 52), _ => BitConverter.DoubleToUInt64Bits(Math.Round(random.NextDouble() * 100_000, random.Next(6))) });
            if (double.IsFinite(value) && value != 0) yield return random.Next(3) == 0 ? -value : value;
        }
    }

    private static IEnumerable<string> Hard(double value, int i, Random random)
    {
        yield return value.ToString(i % 2 == 0 ? "E16" : "R", CultureInfo.InvariantCulture);
        var (digits, power) = Halfway(Math.Abs(value));
        var changed = (i % 4) switch
        {
            0 => digits,
            1 => digits + new string('0', random.Next(40)) + "1",
            2 => digits[..^1] + (char)(digits[^1] - 1) + "9",
            _ => digits[..Math.Min(digits.Length, random.Next(16, 120))],
        };
        yield return (value < 0 ? "-" : "") + (i % 3 == 0 ? $"{changed[0]}.{changed[1..]}" : changed[..1] + "." + changed[1..] + "0") + FormattableString.Invariant($"e{power}");
    }

    // The number halfway to the next double, as d.ddd * 10^power.
    private static (string Digits, int Power) Halfway(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var mantissa = exponent == 0 ? bits : (bits & 0xF_FFFF_FFFF_FFFF) | (1UL << 52);
        var twice = (new BigInteger(mantissa) * 2) + 1;
        var two = Math.Max(exponent, 1) - 1076;
        var number = two >= 0 ? twice << two : twice * BigInteger.Pow(5, -two);
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return (digits.TrimEnd('0'), digits.Length - 1 + Math.Min(two, 0));
    }

    private static string FloatText(double value) => CanonicalText.Print(value, ColumnType.Float64)!;

    private static List<string?> Check(IVectorBackend backend, string text, ColumnType type, string[] inputs)
    {
        var source = new ColumnSchema([new("c1", type)]);
        var plan = PlanChecker.Check(DslText.Parse(text), source).OrThrow();
        var vector = new CompiledVector(plan.Pipelines[0].Value, source);
        var values = new List<string?>();
        foreach (var chunk in inputs.Chunk(250))
        {
            var rows = chunk.Select(input => (ValueList<string?>)[input]).ToArray();
            var expected = new InterpreterBackend().Evaluate(vector, rows, default);
            var actual = backend.Evaluate(vector, rows, default);
            for (var i = 0; i < rows.Length; i++) Assert.True(expected[i] == actual[i], $"{chunk[i]}: {expected[i]} and {actual[i]} on {backend.Name}");
            values.AddRange(actual.Select(outcome => outcome.Value));
        }

        return values;
    }
}
