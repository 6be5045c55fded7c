using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// safe_math, unit_convert and casts between numbers, in numeric: its sums, products and <c>round</c> are exact and round half away from zero. Its <c>/</c> is not; division says
/// how many digits make up for that.
/// </summary>
internal static class PostgresNumbers
{
    // An exact quotient of constants is written as a decimal when it has at most this many digits after the point.
    private const int MaxFactorScale = 60;
    private const int Int64Digits = 19;

    public static Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors)
    {
        var a = step.Left.Native(chain);
        var b = step.Right?.Native(chain);
        return step.Function switch
        {
            MathFunction.Mod => Remainder(chain, a, b!, step, errors),
            MathFunction.Div => Quotient(chain, a, b!, step, errors),
            _ => Exact(chain, a, b, step, errors),
        };
    }

    /// <summary>A number of any scale as a value of a type, and what tells why there is none.</summary>
    public static Emitted Fit(LetChain chain, SqlFragment number, ColumnType type, Rounding rounding, Func<(SqlBinding Value, SqlFragment? Lost), SqlFragment?> error, bool mayLose = true, bool mayLeave = true)
    {
        var name = SqlFragment.Raw(PostgresDialect.NameOf(type));
        if (mayLose && rounding == Rounding.Exact)
        {
            var bound = chain.Bind(number);
            var kept = Kept(bound, type);
            var test = mayLeave ? SqlFragment.Of($"{InRange(bound, type)} AND {kept}") : kept;
            var exact = chain.Bind(SqlFragment.Of($"CASE WHEN {test} THEN CAST({bound} AS {name}) END"));
            return new Emitted(exact, error((exact, SqlFragment.Of($"NOT {kept}"))));
        }

        if (!mayLeave)
        {
            var cast = chain.Bind(SqlFragment.Of($"CAST({number} AS {name})"));
            return new Emitted(cast, error((cast, null)));
        }

        // The cast rounds too, but raises where the result leaves the range; a number below the last half step cannot.
        var rounded = chain.Bind(mayLose ? SqlFragment.Of($"round({number}, {type.Scale})") : number);
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {InRange(rounded, type)} THEN CAST({rounded} AS {name}) END"));
        return new Emitted(value, error((value, null)));
    }

    /// <summary>Whether a number loses no digit. Digits after the point are counted first: only what has too many is rounded to see whether they are zeros.</summary>
    public static SqlFragment Kept(SqlFragment number, ColumnType type) => SqlFragment.Of($"(scale({number}) <= {type.Scale} OR round({number}, {type.Scale}) = {number})");

    private static Emitted Exact(LetChain chain, SqlBinding a, SqlBinding? b, MathStep step, ErrorNumbers errors)
    {
        var left = Wide(a, step.Left.Type);
        var right = b is null ? null : Wide(b, step.Right!.Type);
        var number = step.Function switch
        {
            MathFunction.Add => SqlFragment.Of($"{left} + {right!}"),
            MathFunction.Sub => SqlFragment.Of($"{left} - {right!}"),
            MathFunction.Mul => SqlFragment.Of($"{left} * {right!}"),
            MathFunction.Neg => SqlFragment.Of($"-{left}"),
            MathFunction.Abs => SqlFragment.Of($"abs({left})"),
            _ when step.Operation is UnitConvert => Converted(left, step),
            _ => left,
        };
        if (step.Operation is UnitConvert && ConstantsOf(step) is null) return ConvertedByDivision(chain, a, left, step, errors);
        var scale = step.Function switch
        {
            MathFunction.Add or MathFunction.Sub => System.Math.Max(step.Left.Type.Scale, step.Right!.Type.Scale),
            MathFunction.Mul => step.Left.Type.Scale + step.Right!.Type.Scale,
            _ when step.Operation is UnitConvert => int.MaxValue,
            _ => step.Left.Type.Scale,
        };

        return Fit(chain, number, step.Result, step.Rounding, rest => Error(rest, a, b, step, errors), mayLose: scale > step.Result.Scale, mayLeave: errors.Has(ValueErrors.Range));
    }

    // value * factor + addend with both as exact decimals, such as 0.45359237 for pounds.
    private static SqlFragment Converted(SqlFragment left, MathStep step)
    {
        if (ConstantsOf(step) is not var (factor, addend)) return left;
        var product = factor == "1" ? left : SqlFragment.Of($"{left} * {Decimal(factor)}");
        return addend == "0" ? product : SqlFragment.Of($"{product} + {Decimal(addend)}");
    }

    // Factors such as 5/9 have no last digit: N / D on integers, rounded half away from zero, is sign * ((2|N| + D) div 2D).
    private static Emitted ConvertedByDivision(LetChain chain, SqlBinding a, SqlFragment left, MathStep step, ErrorNumbers errors)
    {
        var formula = step.Formula;
        var n = chain.Bind(SqlFragment.Of($"{left} * {BigInteger.Pow(10, step.Left.Type.Scale) * formula.LeftFactor} + {formula.Addend}"));
        var size = chain.Bind(SqlFragment.Of($"div(2 * abs({n}) + {formula.Divisor}, {2 * formula.Divisor}) * {Unit(step.Result.Scale)}"));
        var number = chain.Bind(SqlFragment.Of($"CASE WHEN {n} < 0 THEN -{size} ELSE {size} END"));
        return Fit(chain, number, step.Result, Rounding.HalfAway, rest => Error(rest, a, null, step, errors), mayLose: false, mayLeave: errors.Has(ValueErrors.Range));
    }

    private static Emitted Quotient(LetChain chain, SqlBinding a, SqlBinding b, MathStep step, ErrorNumbers errors)
    {
        var (left, right) = (Wide(a, step.Left.Type), Wide(b, step.Right!.Type));
        if (step.Rounding == Rounding.HalfAway) return Fit(chain, Rounded(left, right, step), step.Result, step.Rounding, rest => Error(rest, a, b, step, errors), mayLeave: errors.Has(ValueErrors.Range));

        var unit = BigInteger.Pow(10, step.Result.Scale);
        var size = chain.Bind(SqlFragment.Of($"div(abs({left}) * {unit}, abs(nullif({right}, 0)))"));
        var number = chain.Bind(SqlFragment.Of($"CASE WHEN ({a} < 0) <> ({b} < 0) THEN -{size} ELSE {size} END * {Unit(step.Result.Scale)}"));
        var exact = SqlFragment.Of($"{number} * {right} = {left}");
        var typed = SqlFragment.Of($"CAST({number} AS {SqlFragment.Raw(PostgresDialect.NameOf(step.Result))})");
        var tests = errors.Has(ValueErrors.Range) ? SqlFragment.Of($"{exact} AND {InRange(number, step.Result)}") : exact;
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {tests} THEN {typed} END"));
        return new Emitted(value, Error((value, SqlFragment.Of($"NOT ({exact})")), a, b, step, errors));
    }

    // The server's quotient has as many digits as its dividend at least, and is off by less than one of the last. With scales sa of the dividend and s of the result and d digits
    // of the divisor, a quotient that is no tie lies at least 1 / (2 * 10^(s + sa + d)) away from one: with two digits more than that, rounding it again changes nothing.
    private static SqlFragment Rounded(SqlFragment left, SqlFragment right, MathStep step)
    {
        var divisor = step.Right!.Type;
        var digits = step.Result.Scale + step.Left.Type.Scale + (divisor.Kind == ColumnKind.Int64 ? Int64Digits : divisor.Precision) + 2;
        return SqlFragment.Of($"({left} * {Decimal("1." + new string('0', digits))} / nullif({right}, 0))");
    }

    private static Emitted Remainder(LetChain chain, SqlBinding a, SqlBinding b, MathStep step, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"{a} % nullif({b}, 0)"));
        return new Emitted(value, Error((value, null), a, b, step, errors));
    }

    private static SqlFragment? Error((SqlBinding Value, SqlFragment? Lost) rest, SqlBinding a, SqlBinding? b, MathStep step, ErrorNumbers errors)
    {
        if (errors.Errors.Count == 0) return null;
        var whens = new List<SqlFragment> { SqlFragment.Of($"WHEN {rest.Value} IS NOT NULL OR {a} IS NULL THEN NULL") };
        if (b is not null) whens.Add(SqlFragment.Of($"WHEN {b} IS NULL THEN NULL"));
        if (step.OnZero is { } rule) whens.Add(SqlFragment.Of($"WHEN {b!} = 0 THEN {(rule == ZeroRule.Error ? errors.Of(ValueErrors.DivZero) : SqlFragment.Null)}"));
        if (rest.Lost is not null && errors.Has(ValueErrors.Inexact)) whens.Add(SqlFragment.Of($"WHEN {rest.Lost} THEN {errors.Of(ValueErrors.Inexact)}"));
        var otherwise = errors.Has(ValueErrors.Range) ? errors.Of(ValueErrors.Range) : SqlFragment.Null;
        return SqlFragment.Of($"CASE {SqlFragment.Join(" ", whens)} ELSE {otherwise} END");
    }

    // bigint overflows with an error; numeric does not.
    private static SqlFragment Wide(SqlBinding value, ColumnType type) => type.Kind == ColumnKind.Int64 ? SqlFragment.Of($"CAST({value} AS numeric)") : value;

    /// <summary>Whether a number that is rounded already is in the range of a type.</summary>
    public static SqlFragment InRange(SqlFragment value, ColumnType type)
    {
        if (type.Kind == ColumnKind.Int64) return SqlFragment.Of($"{value} BETWEEN {(BigInteger)long.MinValue} AND {(BigInteger)long.MaxValue}");
        var limit = "1" + new string('0', type.Precision - type.Scale);
        return SqlFragment.Of($"{value} < {Decimal(limit + ".0")} AND {value} > {Decimal("-" + limit + ".0")}");
    }

    private static (string Factor, string Addend)? ConstantsOf(MathStep step)
    {
        var formula = step.Formula;
        var divisor = formula.Divisor * BigInteger.Pow(10, step.Result.Scale);
        var factor = new Rational(formula.LeftFactor * BigInteger.Pow(10, step.Left.Type.Scale), divisor);
        var addend = new Rational(formula.Addend, divisor);
        return DecimalOf(factor) is { } f && DecimalOf(addend) is { } c ? (f, c) : null;
    }

    // The decimal of a fraction, or null when it has no last digit or too many.
    private static string? DecimalOf(Rational fraction)
    {
        for (var scale = 0; scale <= MaxFactorScale; scale++)
        {
            var unit = BigInteger.Pow(10, scale);
            if (!(fraction.Numerator * unit % fraction.Denominator).IsZero) continue;
            var digits = BigInteger.Abs(fraction.Numerator * unit / fraction.Denominator).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
            return (fraction.Numerator.Sign < 0 ? "-" : "") + (scale == 0 ? digits : digits.Insert(digits.Length - scale, "."));
        }

        return null;
    }

    /// <summary>The smallest step of a scale, such as 0.001.</summary>
    public static SqlFragment Unit(int scale) => scale == 0 ? SqlFragment.Raw("1") : Decimal("0." + new string('0', scale - 1) + "1");

    // A literal with a point or of many digits is a numeric already; the brackets keep a minus from what stands before it.
    private static SqlFragment Decimal(string number) => SqlFragment.Raw(number.StartsWith('-') ? $"({number})" : number);
}
