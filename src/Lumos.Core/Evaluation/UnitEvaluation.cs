using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Dsl.Units;

namespace Lumos.Core.Evaluation;

/// <summary>
/// Scores units of measure on <c>conversion.json</c> and <c>validation.json</c>. Every answer is computed, exactly, before any label is looked at. A conversion is right
/// when it is within the stated tolerance of the expected value, or without one when it is that value as rounded to the digits the label is written with.
/// </summary>
public static class UnitEvaluation
{
    /// <summary>Figures <c>conversions</c> and <c>validations</c> (share that is right), and a line per wrong case.</summary>
    /// <param name="folder">Folder with one or both files.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DirectoryNotFoundException">The folder, or both files, are missing.</exception>
    /// <exception cref="LumosException"><c>EVAL_LABEL_INVALID</c>: a file is not in the format.</exception>
    public static EvaluationReport Run(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var conversions = Path.Combine(folder, "conversion.json");
        var validations = Path.Combine(folder, "validation.json");
        if (!File.Exists(conversions) && !File.Exists(validations)) throw new DirectoryNotFoundException($"There is neither conversion.json nor validation.json in '{folder}'.");
        var figures = new List<KeyValuePair<string, double>>();
        var wrong = new List<string>();
        if (File.Exists(conversions)) figures.Add(new("conversions", Score(conversions, Convert, wrong, cancellationToken)));
        if (File.Exists(validations)) figures.Add(new("validations", Score(validations, Validate, wrong, cancellationToken)));
        return new EvaluationReport("units", figures, wrong);
    }

    private static double Score(string path, Func<JsonElement, (bool Right, string Case)> judge, List<string> wrong, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var (right, all) = (0, 0);
            foreach (var item in document.RootElement.EnumerateArray())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (isRight, line) = judge(item);
                all++;
                if (isRight) right++;
                else wrong.Add(line);
            }

            return all == 0 ? 1 : (double)right / all;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "EVAL_LABEL_INVALID", "The labels of units are not in the format.", new ErrorLocation(File: path),
                "A conversion is { value, from, to, expected, tolerance? }, a validation { unit, valid }.", error);
        }
    }

    private static (bool, string) Convert(JsonElement item)
    {
        var (from, to) = (item.GetProperty("from").GetString()!, item.GetProperty("to").GetString()!);
        var answer = Answer(Fraction.Parse(TextOf(item.GetProperty("value"))), from, to, out var problem);

        var expected = TextOf(item.GetProperty("expected"));
        var right = answer is { } value && (item.TryGetProperty("tolerance", out var tolerance) && tolerance.ValueKind != JsonValueKind.Null
            ? (value - Fraction.Parse(expected)).Abs() <= Fraction.Parse(TextOf(tolerance))
            : value.RoundsTo(expected));
        return (right, Case($"{TextOf(item.GetProperty("value"))} {from} -> {to}", expected, answer?.ToString() ?? problem!));
    }

    private static Fraction? Answer(Fraction value, string from, string to, out string? problem)
    {
        if (!UcumUnits.TryParse(from, out var source, out problem) || !UcumUnits.TryParse(to, out var target, out problem)) return null;
        if (!source!.ConvertsTo(target!))
        {
            problem = $"'{from}' measures {source.Measures}, '{to}' measures {target!.Measures}.";
            return null;
        }

        var inBase = (value * Fraction.Of(source.ExactFactor)) + Fraction.Of(source.ExactOffset);
        return (inBase - Fraction.Of(target!.ExactOffset)) / Fraction.Of(target.ExactFactor);
    }

    private static (bool, string) Validate(JsonElement item)
    {
        var unit = item.GetProperty("unit").GetString()!;
        var valid = UcumUnits.TryParse(unit, out _, out var problem);
        var expected = item.GetProperty("valid").GetBoolean();
        return (valid == expected, Case(unit, expected ? "valid" : "invalid", valid ? "valid" : problem!));
    }

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Case(string name, string expected, string given)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("case", name);
            json.WriteString("expected", expected);
            json.WriteString("given", given);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>An exact fraction.</summary>
    private readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
    {
        private const int DigitsShown = 15;

        public static Fraction Of((BigInteger Numerator, BigInteger Denominator) parts) => new(parts.Numerator, parts.Denominator);

        public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

        public static Fraction operator -(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

        public static Fraction operator /(Fraction a, Fraction b) => b.Numerator.Sign < 0 ? new(-a.Numerator * b.Denominator, a.Denominator * -b.Numerator) : new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

        public static bool operator <=(Fraction a, Fraction b) => a.Numerator * b.Denominator <= b.Numerator * a.Denominator;

        public static bool operator >=(Fraction a, Fraction b) => b <= a;

        public Fraction Abs() => new(BigInteger.Abs(Numerator), Denominator);

        /// <summary>Reads a decimal number with or without an exponent.</summary>
        public static Fraction Parse(string text)
        {
            var (digits, power) = Digits(text);
            return power >= 0 ? new(digits * BigInteger.Pow(10, power), 1) : new(digits, BigInteger.Pow(10, -power));
        }

        /// <summary>Whether the fraction is the number as written, to half a unit of its last digit.</summary>
        public bool RoundsTo(string text)
        {
            var (_, power) = Digits(text);
            var half = power >= 0 ? new Fraction(BigInteger.Pow(10, power), 2) : new Fraction(1, 2 * BigInteger.Pow(10, -power));
            return (this - Parse(text)).Abs() <= half;
        }

        public override string ToString()
        {
            if (Numerator.IsZero) return "0";
            return ((double)Numerator / (double)Denominator) is var near && double.IsFinite(near)
                ? near.ToString("G" + DigitsShown.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                : $"{Numerator}/{Denominator}";
        }

        private static (BigInteger Digits, int Power) Digits(string text)
        {
            var mark = text.AsSpan().IndexOfAny('e', 'E');
            var power = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var digits = mark < 0 ? text : text[..mark];
            var point = digits.IndexOf('.', StringComparison.Ordinal);
            if (point >= 0)
            {
                power -= digits.Length - point - 1;
                digits = digits.Remove(point, 1);
            }

            if (Math.Abs(power) > 1000) throw new FormatException("The exponent is out of range.");
            return (BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), power);
        }
    }
}
