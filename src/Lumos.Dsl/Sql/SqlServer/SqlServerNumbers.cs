using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>
/// safe_math, unit_convert and casts between numbers on scaled integers: + - * on decimal(38,0), where a result of scale 0 is exact or an error ("Precision, scale, and length",
/// /t-sql/data-types/precision-scale-and-length-transact-sql), division on bigint, where it cuts the fraction off ("Division",
/// /t-sql/language-elements/divide-transact-sql). The width proof of <see cref="ScaledFormula"/> says that nothing overflows.
/// </summary>
internal static class SqlServerNumbers
{
    private static readonly BigInteger TwoTo63 = BigInteger.One << 63;
    private static readonly BigInteger TenTo38 = BigInteger.Pow(10, 38);

    public static Emitted Emit(SqlServerDialect dialect, LetChain chain, MathStep step, ErrorNumbers errors)
    {
        var formula = step.Formula;
        var isExact = step.Rounding == Rounding.Exact;
        var isRatio = step.Function == MathFunction.Div;
        var divides = isRatio || !formula.Divisor.IsOne;
        var twice = isRatio ? 2 * ScaledFormula.MaxOf(step.Right!.Type) * formula.RightFactor : 2 * formula.Divisor;
        if (divides && BigInteger.Max(formula.Bound, twice) >= TwoTo63)
            throw dialect.Refuse(step.Operation, "a step of the division may need more than 64 bits, beyond which its quotients have a fraction of their own.", "Declare fewer digits for the inputs or the result.");
        if (formula.Bound >= TenTo38)
            throw dialect.Refuse(step.Operation, "a step may need more than the 38 digits its numbers have.", "Declare fewer digits for the inputs or the result.");

        var left = step.Left.Scaled(chain);
        var right = step.Right?.Scaled(chain);
        var type = SqlFragment.Raw(divides ? "bigint" : "decimal(38,0)");
        var a = Number(left);
        var b = right is null ? null : Number(right);
        SqlBinding raw;
        SqlFragment? lost = null;
        if (step.Function == MathFunction.Mod)
        {
            // The sign of the dividend: "Modulus", /t-sql/language-elements/modulo-transact-sql; a probe asks. By -1 the smallest integer overflows, and the rest is 0.
            raw = chain.Bind(SqlFragment.Of($"CASE WHEN {right!} = -1 THEN 0 ELSE {left} % NULLIF({right!}, 0) END"));
        }
        else if (isRatio)
        {
            var n = chain.Bind(Times(a, formula.LeftFactor));
            var d = chain.Bind(SqlFragment.Of($"NULLIF({Times(b!, formula.RightFactor)}, 0)"));
            var (positive, divisor) = (SqlFragment.Of($"ABS({n})"), SqlFragment.Of($"ABS({d})"));
            if (isExact) lost = SqlFragment.Of($"{positive} % {divisor} <> 0");
            var size = chain.Bind(isExact ? SqlFragment.Of($"{positive} / {divisor}") : SqlFragment.Of($"(2 * {positive} + {divisor}) / (2 * {divisor})"));
            raw = chain.Bind(SqlFragment.Of($"CASE WHEN {n} < 0 AND {d} > 0 OR {n} > 0 AND {d} < 0 THEN -{size} ELSE {size} END"));
        }
        else if (!divides)
        {
            raw = chain.Bind(Numerator(step.Function));
        }
        else
        {
            var n = chain.Bind(Numerator(step.Function));
            var (positive, divisor) = (SqlFragment.Of($"ABS({n})"), Constant(formula.Divisor));
            if (isExact) lost = SqlFragment.Of($"{positive} % {divisor} <> 0");
            var size = chain.Bind(isExact ? SqlFragment.Of($"{positive} / {divisor}") : SqlFragment.Of($"(2 * {positive} + {divisor}) / {Constant(2 * formula.Divisor)}"));
            raw = chain.Bind(SqlFragment.Of($"CASE WHEN {n} < 0 THEN -{size} ELSE {size} END"));
        }

        var conditions = new List<SqlFragment>();
        if (errors.Has(ValueErrors.Range)) conditions.Add(SqlFragment.Of($"{raw} BETWEEN {Smallest(step.Result)} AND {Largest(step.Result)}"));
        if (lost is not null) conditions.Add(SqlFragment.Of($"NOT ({lost})"));
        var narrow = SqlFragment.Of($"CAST({raw} AS bigint)");
        var value = chain.Bind(conditions.Count == 0 ? narrow : SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", conditions)} THEN {narrow} END"));
        return new Emitted(step.Result.Kind == ColumnKind.Decimal ? null : value, Error(value, left, right, lost, step, errors), value);

        SqlFragment Number(SqlFragment x) => SqlFragment.Of($"CAST({x} AS {type})");

        // A constant beyond 32 bits is a decimal unless it says otherwise: "Constants", /t-sql/data-types/constants-transact-sql.
        SqlFragment Constant(BigInteger value) => SqlFragment.Of($"CAST({value} AS {type})");

        SqlFragment Times(SqlFragment x, BigInteger factor) => factor.IsOne ? x : SqlFragment.Of($"({x} * {Constant(factor)})");

        SqlFragment Numerator(MathFunction function) => function switch
        {
            MathFunction.Add => SqlFragment.Of($"{Times(a, formula.LeftFactor)} + {Times(b!, formula.RightFactor)}"),
            MathFunction.Sub => SqlFragment.Of($"{Times(a, formula.LeftFactor)} - {Times(b!, formula.RightFactor)}"),
            MathFunction.Mul => SqlFragment.Of($"{a} * {Times(b!, formula.LeftFactor)}"),
            MathFunction.Neg => SqlFragment.Of($"-{Times(a, formula.LeftFactor)}"),
            MathFunction.Abs => Times(SqlFragment.Of($"ABS({a})"), formula.LeftFactor),
            _ when !formula.Addend.IsZero => SqlFragment.Of($"{Times(a, formula.LeftFactor)} + {Constant(formula.Addend)}"),
            _ => Times(a, formula.LeftFactor),
        };
    }

    private static BigInteger Largest(ColumnType type) => type.Kind == ColumnKind.Int64 ? long.MaxValue : ScaledFormula.MaxOf(type);

    private static BigInteger Smallest(ColumnType type) => type.Kind == ColumnKind.Int64 ? long.MinValue : -ScaledFormula.MaxOf(type);

    private static SqlFragment? Error(SqlBinding value, SqlBinding left, SqlBinding? right, SqlFragment? lost, MathStep step, ErrorNumbers errors)
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
