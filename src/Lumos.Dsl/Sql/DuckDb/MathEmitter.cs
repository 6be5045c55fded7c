using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// safe_math, unit_convert and casts between numbers, on scaled integers. Where the width proof needs more than 64 bits, each row
/// still takes the 64-bit way when its own operands are small enough: a 128-bit division costs 20 times a 64-bit one.
/// </summary>
internal sealed class MathEmitter
{
    private static readonly BigInteger NarrowLimit = BigInteger.One << 62;

    private readonly LetChain _chain;
    private readonly MathFunction _function;
    private readonly ScaledFormula _formula;
    private readonly SqlBinding _a;
    private readonly SqlBinding? _b;
    private readonly bool _exact;
    private readonly ColumnType _result;
    private readonly ZeroRule? _onZero;
    private readonly bool _readsWide;

    public MathEmitter(LetChain chain, MathStep step)
    {
        _chain = chain;
        _function = step.Function;
        _formula = step.Formula;
        _a = step.Left.Scaled(chain);
        _b = step.Right?.Scaled(chain);
        _exact = step.Rounding == Rounding.Exact;
        _result = step.Result;
        _onZero = step.OnZero;
        _readsWide = NumberForms.IsWide(step.Left.Type) || (step.Right is { } right && NumberForms.IsWide(right.Type));
    }

    private bool Divides => _function == MathFunction.Div || !_formula.Divisor.IsOne;

    /// <summary>The scaled result and its error.</summary>
    public Emitted Emit(ErrorNumbers errors)
    {
        var small = _formula.Width == NumberWidth.Int128 && !_readsWide ? Small() : null;
        var raw = _chain.Bind(_function == MathFunction.Mod ? Remainder() : ByWidth(small, Quotient));
        SqlBinding? lost = _exact && Divides ? _chain.Bind(ByWidth(small, LostDigits, cast: false)) : null;

        var conditions = new List<SqlFragment>();
        if (errors.Has(ValueErrors.Range) && _result.Kind == ColumnKind.Decimal) conditions.Add(SqlFragment.Of($"{raw} BETWEEN {-ScaledFormula.MaxOf(_result)} AND {ScaledFormula.MaxOf(_result)}"));
        if (lost is not null) conditions.Add(SqlFragment.Of($"NOT {lost}"));
        var value = conditions.Count == 0 ? raw : _chain.Bind(SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", conditions)} THEN {raw} END"));
        return new Emitted(_result.Kind == ColumnKind.Decimal ? null : value, Error(value, lost, errors), value);
    }

    private SqlFragment? Error(SqlBinding value, SqlBinding? lost, ErrorNumbers errors)
    {
        if (errors.Errors.Count == 0) return null;
        var whens = new List<SqlFragment>
        {
            SqlFragment.Of($"WHEN {value} IS NOT NULL OR {_a} IS NULL THEN NULL"),
        };
        if (_b is not null) whens.Add(SqlFragment.Of($"WHEN {_b} IS NULL THEN NULL"));
        if (_onZero is not null) whens.Add(SqlFragment.Of($"WHEN {_b!} = 0 THEN {(_onZero == ZeroRule.Error ? errors.Of(ValueErrors.DivZero) : SqlFragment.Null)}"));
        if (lost is not null && errors.Has(ValueErrors.Inexact)) whens.Add(SqlFragment.Of($"WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}"));
        var rest = errors.Has(ValueErrors.Range) ? errors.Of(ValueErrors.Range) : SqlFragment.Null;
        return SqlFragment.Of($"CASE {SqlFragment.Join(" ", whens)} ELSE {rest} END");
    }

    // The 64-bit form, or, where that may overflow, the 64-bit form for small operands and the 128-bit form for the others.
    private SqlFragment ByWidth(SqlFragment? small, Func<bool, SqlFragment> form, bool cast = true)
    {
        if (_formula.Width == NumberWidth.Int64) return form(false);
        var wide = cast && !NumberForms.IsWide(_result) ? SqlFragment.Of($"TRY_CAST({form(true)} AS BIGINT)") : form(true);
        return small is null ? wide : SqlFragment.Of($"CASE WHEN {small} THEN {form(false)} ELSE {wide} END");
    }

    // Operand bounds under which 2|N| + D stays below 2^63; null when there are none worth testing.
    private SqlFragment? Small()
    {
        BigInteger limitA, limitB = 0;
        var room = NarrowLimit - _formula.Divisor - BigInteger.Abs(_formula.Addend);
        switch (_function)
        {
            case MathFunction.Add or MathFunction.Sub:
                (limitA, limitB) = (room / 2 / _formula.LeftFactor, room / 2 / _formula.RightFactor);
                break;
            case MathFunction.Mul:
                limitA = limitB = Root(room / _formula.LeftFactor);
                break;
            case MathFunction.Div:
                (limitA, limitB) = (NarrowLimit / 2 / _formula.LeftFactor, NarrowLimit / 2 / _formula.RightFactor);
                break;
            default:
                limitA = room / _formula.LeftFactor;
                break;
        }

        if (limitA < 1000 || (_b is not null && limitB < 1000)) return null;
        var a = SqlFragment.Of($"{_a} BETWEEN {-limitA} AND {limitA}");
        return _b is null ? a : SqlFragment.Of($"{a} AND {_b} BETWEEN {-limitB} AND {limitB}");
    }

    private SqlFragment Numerator(bool wide)
    {
        var a = Operand(_a, wide);
        return _function switch
        {
            MathFunction.Add => SqlFragment.Of($"({Times(a, _formula.LeftFactor)} + {Times(Operand(_b!, wide), _formula.RightFactor)})"),
            MathFunction.Sub => SqlFragment.Of($"({Times(a, _formula.LeftFactor)} - {Times(Operand(_b!, wide), _formula.RightFactor)})"),
            MathFunction.Mul => SqlFragment.Of($"({a} * {Times(Operand(_b!, wide), _formula.LeftFactor)})"),
            MathFunction.Neg => Times(SqlFragment.Of($"(-{a})"), _formula.LeftFactor),
            MathFunction.Abs => Times(SqlFragment.Of($"abs({a})"), _formula.LeftFactor),
            _ when !_formula.Addend.IsZero => SqlFragment.Of($"({Times(a, _formula.LeftFactor)} + {_formula.Addend})"),
            _ => Times(a, _formula.LeftFactor),
        };
    }

    private SqlFragment Quotient(bool wide)
    {
        if (_function == MathFunction.Div) return VariableQuotient(wide);
        var n = Numerator(wide);
        var d = _formula.Divisor;
        if (d.IsOne) return n;
        if (_exact) return SqlFragment.Of($"({n} // {d})");
        return d.IsEven
            ? SqlFragment.Of($"(({n} + sign({n}) * {d / 2}) // {d})")
            : SqlFragment.Of($"((2 * {n} + sign({n}) * {d}) // {2 * d})");
    }

    // N / D rounded half away from zero is sign * ((2|N| + |D|) div 2|D|). Division by zero gives NULL here.
    private SqlFragment VariableQuotient(bool wide)
    {
        var (a, b) = (Operand(_a, wide), Operand(_b!, wide));
        if (_exact) return SqlFragment.Of($"({Times(a, _formula.LeftFactor)} // {Times(b, _formula.RightFactor)})");
        var d = SqlFragment.Of($"abs({b})");
        return SqlFragment.Of($"(sign({_b!}) * (({Times(a, 2 * _formula.LeftFactor)} + sign({_a}) * {Times(d, _formula.RightFactor)}) // {Times(d, 2 * _formula.RightFactor)}))");
    }

    private SqlFragment LostDigits(bool wide) => _function == MathFunction.Div
        ? SqlFragment.Of($"({Times(Operand(_a, wide), _formula.LeftFactor)} % {Times(Operand(_b!, wide), _formula.RightFactor)} <> 0)")
        : SqlFragment.Of($"({Numerator(wide)} % {_formula.Divisor} <> 0)");

    // -2^63 % -1 overflows inside the processor's division.
    private SqlFragment Remainder() => SqlFragment.Of($"CASE WHEN {_b!} = -1 THEN {_a} * 0 ELSE {_a} % {_b!} END");

    private static SqlFragment Operand(SqlBinding value, bool wide) => wide ? SqlFragment.Of($"CAST({value} AS HUGEINT)") : value;

    private static SqlFragment Times(SqlFragment value, BigInteger factor) => factor.IsOne ? value : SqlFragment.Of($"({value} * {factor})");

    private static BigInteger Root(BigInteger value)
    {
        if (value.Sign <= 0) return 0;
        BigInteger low = 1, high = BigInteger.One << 32;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (middle * middle <= value) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
