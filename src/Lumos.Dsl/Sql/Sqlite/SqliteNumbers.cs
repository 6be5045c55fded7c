using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// safe_math, unit_convert and casts between numbers, on 64-bit scaled integers. SQLite turns an overflow into a REAL without a word; where the overflow of the last step
/// means the result is out of range, <c>typeof</c> tells. Where an earlier step might overflow, the plan is refused.
/// </summary>
internal sealed class SqliteNumbers(SqliteDialect dialect, LetChain chain, MathStep step, ErrorNumbers errors)
{
    private static readonly BigInteger TwoTo63 = BigInteger.One << 63;

    private readonly SqlBinding _a = step.Left.Scaled(chain);
    private readonly SqlBinding? _b = step.Right?.Scaled(chain);
    private readonly BigInteger _maxA = ScaledFormula.MaxOf(step.Left.Type);
    private readonly BigInteger _maxB = step.Right is null ? 0 : ScaledFormula.MaxOf(step.Right.Type);
    private readonly ScaledFormula _formula = step.Formula;

    private bool IsExact => step.Rounding == Rounding.Exact;

    public Emitted Emit()
    {
        var (raw, remainder) = step.Function switch
        {
            MathFunction.Mod => (chain.Bind(SqlFragment.Of($"{_a} % {_b!}")), null),
            MathFunction.Div => Quotient(),
            _ when _formula.Divisor.IsOne => (chain.Bind(Whole()), null),
            MathFunction.Mul => Product(),
            _ => Scaled(),
        };

        SqlFragment? lost = IsExact && remainder is not null ? SqlFragment.Of($"{remainder} <> 0") : null;
        var tests = new List<SqlFragment> { SqlFragment.Of($"typeof({raw}) = 'integer'") };
        if (step.Result.Kind == ColumnKind.Decimal) tests.Add(SqlFragment.Of($"{raw} BETWEEN {-ScaledFormula.MaxOf(step.Result)} AND {ScaledFormula.MaxOf(step.Result)}"));
        if (lost is not null) tests.Add(SqlFragment.Of($"{remainder!} = 0"));
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", tests)} THEN {raw} END"));
        return new Emitted(value, Error(value, lost), value);
    }

    // N alone: an overflow of the last step is a result out of range. A sum of two factors that may overflow by themselves is not: the other one might have brought it back.
    private SqlFragment Whole()
    {
        switch (step.Function)
        {
            case MathFunction.Add or MathFunction.Sub:
                Require(Fits(_maxA * _formula.LeftFactor) && Fits(_maxB * _formula.RightFactor));
                return step.Function == MathFunction.Add
                    ? SqlFragment.Of($"{Times(_a, _formula.LeftFactor)} + {Times(_b!, _formula.RightFactor)}")
                    : SqlFragment.Of($"{Times(_a, _formula.LeftFactor)} - {Times(_b!, _formula.RightFactor)}");
            case MathFunction.Mul:
                Require(Fits(_formula.LeftFactor));
                return Times(SqlFragment.Of($"{_a} * {_b!}"), _formula.LeftFactor);
            case MathFunction.Neg:
                Require(Fits(_formula.LeftFactor));
                return Times(SqlFragment.Of($"(-{_a})"), _formula.LeftFactor);
            case MathFunction.Abs:
                Require(Fits(_formula.LeftFactor));
                return Times(SqlFragment.Of($"CASE WHEN {_a} < 0 THEN -{_a} ELSE {_a} END"), _formula.LeftFactor);
            default:
                Require(Fits(_formula.LeftFactor) && Fits(BigInteger.Abs(_formula.Addend)) && (_formula.Addend.IsZero || Fits(_maxA * _formula.LeftFactor)));
                var product = Times(_a, _formula.LeftFactor);
                return _formula.Addend.IsZero ? product : SqlFragment.Of($"{product} + {_formula.Addend}");
        }
    }

    private (SqlBinding Raw, SqlBinding Remainder) Scaled()
    {
        // The whole of N, or, where it may be too wide: A*L/D = (A/D)*L + (A%D)*L/D.
        var (l, d) = (_formula.LeftFactor, _formula.Divisor);
        var a = step.Function switch
        {
            MathFunction.Add or MathFunction.Sub => chain.Bind(Sum()),
            MathFunction.Neg => chain.Bind(SqlFragment.Of($"-{_a}")),
            MathFunction.Abs => chain.Bind(SqlFragment.Of($"CASE WHEN {_a} < 0 THEN -{_a} ELSE {_a} END")),
            _ => _a,
        };
        if (step.Function is MathFunction.Add or MathFunction.Sub) return Divided(a, d);
        Require(Fits(_maxA) && (step.Function is not (MathFunction.Neg or MathFunction.Abs) || _maxA < TwoTo63));
        if (_maxA * l + BigInteger.Abs(_formula.Addend) < TwoTo63)
            return Divided(chain.Bind(_formula.Addend.IsZero ? Times(a, l) : SqlFragment.Of($"{Times(a, l)} + {_formula.Addend}")), d);
        Require(_formula.Addend.IsZero && d * l < TwoTo63);
        var rest = chain.Bind(Times(SqlFragment.Of($"{a} % {d}"), l));
        return Rounded(Times(SqlFragment.Of($"{a} / {d}"), l), rest, d);
    }

    private SqlFragment Sum()
    {
        Require((_maxA * _formula.LeftFactor) + (_maxB * _formula.RightFactor) < TwoTo63);
        return step.Function == MathFunction.Add
            ? SqlFragment.Of($"{Times(_a, _formula.LeftFactor)} + {Times(_b!, _formula.RightFactor)}")
            : SqlFragment.Of($"{Times(_a, _formula.LeftFactor)} - {Times(_b!, _formula.RightFactor)}");
    }

    // A*B/D = (A/D)*B + (A%D)*B/D: no step is wider than the result or than D*B.
    private (SqlBinding Raw, SqlBinding Remainder) Product()
    {
        var d = _formula.Divisor;
        if (_maxA * _maxB < TwoTo63) return Divided(chain.Bind(SqlFragment.Of($"{_a} * {_b!}")), d);
        var (a, b) = d * _maxB < TwoTo63 ? (_a, _b!) : (_b!, _a);
        Require(d * (a == _a ? _maxB : _maxA) < TwoTo63);
        return Rounded(SqlFragment.Of($"({a} / {d}) * {b}"), chain.Bind(SqlFragment.Of($"({a} % {d}) * {b}")), d);
    }

    private (SqlBinding Raw, SqlBinding Remainder) Divided(SqlBinding n, BigInteger d) => Rounded(SqlFragment.Of($"0"), n, d);

    // quotient + n / d, rounded by what n leaves; the two have one sign.
    private (SqlBinding Raw, SqlBinding Remainder) Rounded(SqlFragment quotient, SqlBinding n, BigInteger d)
    {
        Require(d < TwoTo63);
        var rest = chain.Bind(SqlFragment.Of($"{n} % {d}"));
        var up = IsExact ? SqlFragment.Of($"") : SqlFragment.Of($" + CASE WHEN abs({rest}) < {d} - abs({rest}) THEN 0 WHEN {rest} < 0 THEN -1 ELSE 1 END");
        return (chain.Bind(SqlFragment.Of($"{quotient} + {n} / {d}{up}")), rest);
    }

    // |r| is compared with |d| - |r| below zero, where the smallest integer has its absolute value too.
    private (SqlBinding Raw, SqlBinding Remainder) Quotient()
    {
        Require(Fits(_maxA * _formula.LeftFactor) && Fits(_maxB * _formula.RightFactor));
        var n = chain.Bind(Times(_a, _formula.LeftFactor));
        var d = chain.Bind(Times(_b!, _formula.RightFactor));
        var rest = chain.Bind(SqlFragment.Of($"{n} % {d}"));
        if (IsExact) return (chain.Bind(SqlFragment.Of($"{n} / {d}")), rest);
        var (r, m) = (chain.Bind(Below(rest)), chain.Bind(Below(d)));
        return (chain.Bind(SqlFragment.Of($"{n} / {d} + CASE WHEN {r} > {m} - {r} THEN 0 WHEN ({n} < 0) = ({d} < 0) THEN 1 ELSE -1 END")), rest);
    }

    private SqlFragment? Error(SqlBinding value, SqlFragment? lost)
    {
        if (errors.Errors.Count == 0) return null;
        var whens = new List<SqlFragment> { SqlFragment.Of($"WHEN {value} IS NOT NULL OR {_a} IS NULL THEN NULL") };
        if (_b is not null) whens.Add(SqlFragment.Of($"WHEN {_b} IS NULL THEN NULL"));
        if (step.OnZero is { } rule) whens.Add(SqlFragment.Of($"WHEN {_b!} = 0 THEN {(rule == ZeroRule.Error ? errors.Of(ValueErrors.DivZero) : SqlFragment.Null)}"));
        if (lost is not null && errors.Has(ValueErrors.Inexact)) whens.Add(SqlFragment.Of($"WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}"));
        return SqlFragment.Of($"CASE {SqlFragment.Join(" ", whens)} ELSE {(errors.Has(ValueErrors.Range) ? errors.Of(ValueErrors.Range) : SqlFragment.Null)} END");
    }

    private void Require(bool fits)
    {
        if (!fits) throw dialect.TooWide(step);
    }

    // 2^63 itself is the bound of int64, which only its smallest value reaches.
    private static bool Fits(BigInteger bound) => bound <= TwoTo63;

    private static SqlFragment Below(SqlBinding x) => SqlFragment.Of($"CASE WHEN {x} > 0 THEN -{x} ELSE {x} END");

    private static SqlFragment Times(SqlFragment value, BigInteger factor) => factor.IsOne ? value : SqlFragment.Of($"({value}) * {factor}");
}
