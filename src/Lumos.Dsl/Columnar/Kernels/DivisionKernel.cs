using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Numerics;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>safe_math div: rounded once, half away from zero, or exact.</summary>
internal sealed unsafe class DivisionKernel(int id, ValueForm form, int left, int right, NumberRules rules) : Kernel(id, form)
{
    private readonly Int128 _leftFactor = WideNumbers.Clamp(rules.Formula.LeftFactor);
    private readonly Int128 _rightFactor = WideNumbers.Clamp(rules.Formula.RightFactor);

    public override void Run(Frame frame)
    {
        var (a, b, own) = (frame[left], frame[right], frame[Id]);
        own.Inherit(a, b);
        if (!rules.IsNarrow || a.Form == ValueForm.Wide || b.Form == ValueForm.Wide || Form == ValueForm.Wide) RunWide(frame.Rows, a, b, own);
        else RunNarrow(frame.Rows, a, b, own);
    }

    private void RunNarrow(int rows, BlockValues a, BlockValues b, BlockValues own)
    {
        var nulls = own.Nulls;
        var result = own.Narrow;
        var leftFactor = (long)_leftFactor;
        var rightFactor = (long)_rightFactor;
        for (var i = 0; i < rows; i++)
        {
            result[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            if (b.Narrow[i] == 0)
            {
                ByZero(own, i);
                continue;
            }

            var (dividend, divisor) = (a.Narrow[i] * leftFactor, b.Narrow[i] * rightFactor);
            var quotient = dividend / divisor;
            var rest = Math.Abs(dividend - (quotient * divisor));
            if (rest != 0 && rules.Exact)
            {
                own.Fail(i, rules.Inexact);
                continue;
            }

            if (rest >= Math.Abs(divisor) - rest) quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
            if (quotient < rules.Min || quotient > rules.Max) own.Fail(i, rules.Range);
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
            var divisor = b.Load(i);
            if (divisor == 0)
            {
                ByZero(own, i);
                continue;
            }

            var dividend = a.Load(i);
            if (!rules.Limits.Allow(dividend, divisor))
            {
                own.Store(i, rules.Fit(dividend * rules.Formula.LeftFactor, divisor * rules.Formula.RightFactor, out var failure));
                if (failure != 0) own.Fail(i, failure);
                continue;
            }

            dividend *= _leftFactor;
            divisor *= _rightFactor;
            var quotient = WideNumbers.Divide(dividend, divisor, out var rest);
            rest = Int128.Abs(rest);
            if (rest != 0 && rules.Exact)
            {
                own.Fail(i, rules.Inexact);
                continue;
            }

            if (rest >= Int128.Abs(divisor) - rest) quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
            if (quotient < rules.Min || quotient > rules.Max) own.Fail(i, rules.Range);
            else own.Store(i, quotient);
        }
    }

    private void ByZero(BlockValues own, int row)
    {
        if (rules.DivZero != 0) own.Fail(row, rules.DivZero);
        else own.SetNull(row);
    }
}

/// <summary>safe_math mod, which is for int64 only.</summary>
internal sealed unsafe class RemainderKernel(int id, int left, int right, int divZero) : Kernel(id, ValueForm.Narrow)
{
    public override void Run(Frame frame)
    {
        var (a, b, own) = (frame[left], frame[right], frame[Id]);
        own.Inherit(a, b);
        var nulls = own.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Narrow[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            if (b.Narrow[i] == 0 && divZero != 0) own.Fail(i, divZero);
            else if (b.Narrow[i] == 0) own.SetNull(i);

            // The smallest integer over -1 overflows inside the processor's division.
            else own.Narrow[i] = b.Narrow[i] == -1 ? 0 : a.Narrow[i] % b.Narrow[i];
        }
    }
}
