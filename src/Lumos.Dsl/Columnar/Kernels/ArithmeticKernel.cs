using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Numerics;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>safe_math but for div and mod, unit_convert, and casts between numbers: a numerator over a constant.</summary>
/// <param name="id">Place of the node's values in the frame.</param>
/// <param name="form">Form of the result.</param>
/// <param name="left">First operand.</param>
/// <param name="right">Second operand; the first again when there is none.</param>
/// <param name="rules">What the quotient must be.</param>
internal sealed unsafe class ArithmeticKernel<TNumerator>(int id, ValueForm form, int left, int right, NumberRules rules) : Kernel(id, form)
    where TNumerator : struct, INumerator
{
    private readonly NarrowFactors _narrow = rules.IsNarrow
        ? new NarrowFactors((long)rules.Formula.LeftFactor, (long)rules.Formula.RightFactor, (long)rules.Formula.Addend, (long)rules.Formula.Divisor)
        : default;

    // Half away from zero is the quotient of N and half a divisor more; of twice of both where the divisor is odd.
    private readonly ConstantDivisor _divisor = new(!rules.IsNarrow ? 1 : rules.Exact || rules.Formula.Divisor.IsEven ? (long)rules.Formula.Divisor : 2 * (long)rules.Formula.Divisor);

    private readonly WideFactors _wide = new(
        WideNumbers.Clamp(rules.Formula.LeftFactor), WideNumbers.Clamp(rules.Formula.RightFactor), WideNumbers.Clamp(rules.Formula.Addend), WideNumbers.Clamp(rules.Formula.Divisor));

    public override void Run(Frame frame)
    {
        var (a, b, own) = (frame[left], frame[right], frame[Id]);
        if (left == right) own.Inherit(a);
        else own.Inherit(a, b);
        if (!rules.IsNarrow || a.Form == ValueForm.Wide || b.Form == ValueForm.Wide || Form == ValueForm.Wide) RunWide(frame.Rows, a, b, own);
        else if (_narrow.Divisor == 1) RunWhole(frame.Rows, a, b, own);
        else RunNarrow(frame.Rows, a, b, own);
    }

    private void RunWhole(int rows, BlockValues a, BlockValues b, BlockValues own)
    {
        var nulls = own.Nulls;
        var x = a.Narrow;
        var y = b.Narrow;
        var result = own.Narrow;
        var factors = _narrow;
        var (min, max) = rules.CanExceed ? ((long)rules.Min, (long)rules.Max) : (long.MinValue, long.MaxValue);
        for (var i = 0; i < rows; i++)
        {
            var value = BlockValues.IsNull(nulls, i) ? 0 : TNumerator.Narrow(x[i], y[i], factors);
            if (value < min || value > max)
            {
                value = 0;
                own.Fail(i, rules.Range);
            }

            result[i] = value;
        }
    }

    private void RunNarrow(int rows, BlockValues a, BlockValues b, BlockValues own)
    {
        var nulls = own.Nulls;
        var x = a.Narrow;
        var y = b.Narrow;
        var result = own.Narrow;
        var (factors, divisor) = (_narrow, _divisor);
        var (min, max) = rules.CanExceed ? ((long)rules.Min, (long)rules.Max) : (long.MinValue, long.MaxValue);
        var doubled = divisor.Value == factors.Divisor ? 0 : 1;
        var half = rules.Exact ? 0 : divisor.Value >> 1;
        for (var i = 0; i < rows; i++)
        {
            result[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            var numerator = TNumerator.Narrow(x[i], y[i], factors) << doubled;
            var sign = numerator >> 63;
            var quotient = divisor.Divide(numerator + ((half ^ sign) - sign));
            if (rules.Exact && quotient * divisor.Value != numerator) own.Fail(i, rules.Inexact);
            else if (quotient < min || quotient > max) own.Fail(i, rules.Range);
            else result[i] = quotient;
        }
    }

    private void RunWide(int rows, BlockValues a, BlockValues b, BlockValues own)
    {
        var nulls = own.Nulls;
        for (var i = 0; i < rows; i++)
        {
            own.Store(i, 0);
            if (BlockValues.IsNull(nulls, i)) continue;
            var (x, y) = (a.Load(i), b.Load(i));
            if (!rules.Limits.Allow(x, y))
            {
                own.Store(i, rules.Fit(TNumerator.Big(x, y, rules.Formula), rules.Formula.Divisor, out var failure));
                if (failure != 0) own.Fail(i, failure);
                continue;
            }

            var numerator = TNumerator.Wide(x, y, _wide);
            var quotient = numerator;
            if (_wide.Divisor != 1)
            {
                quotient = WideNumbers.Divide(numerator, _wide.Divisor, out var rest);
                if (rest != 0 && rules.Exact)
                {
                    own.Fail(i, rules.Inexact);
                    continue;
                }

                if (Int128.Abs(rest) >= _wide.Divisor - Int128.Abs(rest)) quotient += numerator < 0 ? -1 : 1;
            }

            if (quotient < rules.Min || quotient > rules.Max) own.Fail(i, rules.Range);
            else own.Store(i, quotient);
        }
    }
}
