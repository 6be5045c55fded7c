using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// safe_math, unit_convert and casts between numbers on scaled integers, all steps in integers of at least 127 bits, which the width proof of
/// <see cref="ScaledFormula"/> says is enough.
/// </summary>
internal static class WideMath
{
    public static Emitted Emit(ServerDialect dialect, LetChain chain, MathStep step, ErrorNumbers errors)
    {
        var left = step.Left.Scaled(chain);
        var right = step.Right?.Scaled(chain);
        var formula = step.Formula;
        var a = dialect.Wide(left);
        var b = right is null ? null : dialect.Wide(right);
        SqlBinding raw;
        SqlBinding? lost = null;

        if (step.Function is MathFunction.Mod)
        {
            raw = chain.Bind(SqlFragment.Of($"CASE WHEN {right!} <> 0 THEN {dialect.Remainder(a, dialect.Divisor(b!))} END"));
        }
        else if (step.Function is MathFunction.Div)
        {
            var n = chain.Bind(Times(a, formula.LeftFactor));
            var d = chain.Bind(dialect.Divisor(Times(b!, formula.RightFactor)));
            if (step.Rounding == Rounding.Exact) lost = chain.Bind(SqlFragment.Of($"{right!} <> 0 AND {Lost(dialect, n, dialect.Absolute(d))}"));
            var size = chain.Bind(Quotient(dialect, dialect.Absolute(n), dialect.Absolute(d), SqlFragment.Of($"(2 * {dialect.Absolute(d)})"), step.Rounding));
            raw = chain.Bind(SqlFragment.Of($"CASE WHEN {right!} <> 0 THEN CASE WHEN ({left} < 0) <> ({right!} < 0) THEN -{size} ELSE {size} END END"));
        }
        else if (formula.Divisor.IsOne)
        {
            raw = chain.Bind(Numerator(dialect, step.Function, formula, a, b));
        }
        else
        {
            var n = chain.Bind(Numerator(dialect, step.Function, formula, a, b));
            var d = SqlFragment.Of($"{formula.Divisor}");
            if (step.Rounding == Rounding.Exact) lost = chain.Bind(Lost(dialect, n, d));
            var size = chain.Bind(formula.Width is null && formula.Divisor.IsEven && step.Rounding != Rounding.Exact
                ? dialect.Divide(SqlFragment.Of($"({dialect.Absolute(n)} + {formula.Divisor / 2})"), d)
                : Quotient(dialect, dialect.Absolute(n), d, SqlFragment.Of($"{2 * formula.Divisor}"), step.Rounding));
            raw = chain.Bind(SqlFragment.Of($"CASE WHEN {n} < 0 THEN -{size} ELSE {size} END"));
        }

        var conditions = new List<SqlFragment>();
        if (errors.Has(ValueErrors.Range)) conditions.Add(SqlFragment.Of($"{raw} BETWEEN {Smallest(step.Result)} AND {Largest(step.Result)}"));
        if (lost is not null) conditions.Add(SqlFragment.Of($"NOT {lost}"));
        var value = chain.Bind(dialect.Narrow(conditions.Count == 0 ? raw : SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", conditions)} THEN {raw} END"), step.Result));
        return new Emitted(step.Result.Kind == ColumnKind.Decimal ? null : value, Error(value, left, right, lost, step, errors), value);
    }

    private static SqlFragment Numerator(ServerDialect dialect, MathFunction function, ScaledFormula formula, SqlFragment a, SqlFragment? b) => function switch
    {
        MathFunction.Add => SqlFragment.Of($"({Times(a, formula.LeftFactor)} + {Times(b!, formula.RightFactor)})"),
        MathFunction.Sub => SqlFragment.Of($"({Times(a, formula.LeftFactor)} - {Times(b!, formula.RightFactor)})"),
        MathFunction.Mul => SqlFragment.Of($"({a} * {Times(b!, formula.LeftFactor)})"),
        MathFunction.Neg => SqlFragment.Of($"(-{Times(a, formula.LeftFactor)})"),
        MathFunction.Abs => Times(dialect.Absolute(a), formula.LeftFactor),
        _ when !formula.Addend.IsZero => SqlFragment.Of($"({Times(a, formula.LeftFactor)} + {formula.Addend})"),
        _ => Times(a, formula.LeftFactor),
    };

    // N / D rounded half away from zero is (2N + D) div 2D, for positive N and D; where D is even, N + D/2 div D needs a bit less.
    private static SqlFragment Quotient(ServerDialect dialect, SqlFragment n, SqlFragment d, SqlFragment twice, Rounding rounding) =>
        rounding == Rounding.Exact ? dialect.Divide(n, d) : dialect.Divide(SqlFragment.Of($"(2 * {n} + {d})"), twice);

    // Of absolute values: on MariaDB the remainder of a negative number is a negative zero, which is not equal to 0.
    private static SqlFragment Lost(ServerDialect dialect, SqlFragment n, SqlFragment d) => SqlFragment.Of($"{dialect.Remainder(dialect.Absolute(n), d)} <> 0");

    private static SqlFragment Times(SqlFragment value, BigInteger factor) => factor.IsOne ? value : SqlFragment.Of($"({value} * {factor})");

    private static BigInteger Largest(ColumnType type) => type.Kind == ColumnKind.Int64 ? long.MaxValue : ScaledFormula.MaxOf(type);

    private static BigInteger Smallest(ColumnType type) => type.Kind == ColumnKind.Int64 ? long.MinValue : -ScaledFormula.MaxOf(type);

    private static SqlFragment? Error(SqlBinding value, SqlBinding left, SqlBinding? right, SqlBinding? lost, MathStep step, ErrorNumbers errors)
    {
        if (errors.Errors.Count == 0) return null;
        var whens = new List<SqlFragment> { SqlFragment.Of($"WHEN {value} IS NOT NULL OR {left} IS NULL THEN NULL") };
        if (right is not null) whens.Add(SqlFragment.Of($"WHEN {right} IS NULL THEN NULL"));
        if (step.OnZero is { } rule) whens.Add(SqlFragment.Of($"WHEN {right!} = 0 THEN {(rule == ZeroRule.Error ? errors.Of(ValueErrors.DivZero) : SqlFragment.Null)}"));
        if (lost is not null && errors.Has(ValueErrors.Inexact)) whens.Add(SqlFragment.Of($"WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}"));
        var rest = errors.Has(ValueErrors.Range) ? errors.Of(ValueErrors.Range) : SqlFragment.Null;
        return SqlFragment.Of($"CASE {SqlFragment.Join(" ", whens)} ELSE {rest} END");
    }
}
