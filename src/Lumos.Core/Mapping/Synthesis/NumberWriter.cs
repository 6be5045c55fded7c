using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Writes a line over a number as a pipeline.</summary>
internal static class NumberWriter
{
    /// <summary>Ways to write it; the first the language takes and the examples prove is the one.</summary>
    public static IEnumerable<Pipe> Write(NumberReading x, LinearFit.Line line, UnitFactors.UnitPair? unit, ColumnType target, int scale, int written, bool ragged)
    {
        var type = target.Kind == ColumnKind.Text ? scale == 0 ? ColumnType.Int64 : ColumnType.Decimal(18, scale) : target;
        foreach (var pipe in Numbers(x, line, unit, type))
        {
            if (target.Kind != ColumnKind.Text)
            {
                yield return pipe;
                continue;
            }

            var text = written == scale ? pipe.TypeCast(ColumnType.Text) : pipe.TypeCast(ColumnType.Decimal(18, written)).TypeCast(ColumnType.Text);
            // Trailing zeros are not written: first they go, then the point they leave.
            yield return ragged ? text.Trim(TrimSide.Right, TrimSet.Of("0")).Trim(TrimSide.Right, TrimSet.Of(".")) : text;
        }
    }

    private static IEnumerable<Pipe> Numbers(NumberReading x, LinearFit.Line line, UnitFactors.UnitPair? unit, ColumnType type)
    {
        if (unit is not null) yield return x.Pipe.UnitConvert(unit.From, unit.To, type);
        if (line.Factor == Fraction.One && line.Offset == Fraction.Zero)
        {
            yield return Same(x, type);
            yield break;
        }

        if (line.Offset == Fraction.Zero)
        {
            foreach (var pipe in Scaled(x.Pipe, line.Factor, type)) yield return pipe;
            yield break;
        }

        var (offset, places) = Constant(line.Offset);
        if (line.Factor == Fraction.One)
        {
            yield return line.Offset < Fraction.Zero ? x.Pipe.SafeMath(MathFunction.Sub, Constant(Fraction.Zero - line.Offset).Pipe, type) : x.Pipe.SafeMath(MathFunction.Add, offset, type);
        }
        else if (line.Factor == new Fraction(-1, 1))
        {
            yield return offset.SafeMath(MathFunction.Sub, x.Pipe, type);
        }
        else
        {
            var inner = Math.Min(12, Math.Max(places, x.Type.Scale + Math.Max(0, line.Factor.Scale) + (line.Factor.Scale < 0 ? 9 : 0)));
            foreach (var pipe in Scaled(x.Pipe, line.Factor, ColumnType.Decimal(18, inner))) yield return pipe.SafeMath(MathFunction.Add, offset, type);
        }
    }

    private static Pipe Same(NumberReading x, ColumnType type)
    {
        if (x.Type == type) return x.Pipe;
        var narrower = type.Kind == ColumnKind.Int64 ? x.Type.Kind == ColumnKind.Decimal : x.Type.Scale > type.Scale;
        var rounding = narrower ? Rounding.HalfAway : Rounding.Exact;
        // One cast from text instead of two; a plain cast to whole numbers reads no decimals.
        var plain = x.Pipe.Expression is TypeCast { Format: var format } && (format is null || format == NumberFormat.Plain);
        if (x.Pipe.Expression is TypeCast { From: null, To: var to } cast && to == x.Type && !(plain && narrower && type.Kind == ColumnKind.Int64)) return Pipe.From(cast.Input).TypeCast(type, rounding, format: cast.Format, wide: WideDecimals.Any(type));
        return x.Pipe.TypeCast(type, rounding, wide: WideDecimals.Any(type, x.Type));
    }

    private static IEnumerable<Pipe> Scaled(Pipe x, Fraction factor, ColumnType type)
    {
        if (factor == new Fraction(-1, 1)) yield return x.SafeMath(MathFunction.Neg, null, type);
        if (factor.IsWhole || factor.Scale >= 0 && factor.Numerator != 1) yield return x.SafeMath(MathFunction.Mul, Constant(factor).Pipe, type);
        var inverse = Fraction.One / factor;
        if (inverse.Scale >= 0) yield return x.SafeMath(MathFunction.Div, Constant(inverse).Pipe, type, onZero: ZeroRule.Error);
        if (factor.Scale >= 0) yield return x.SafeMath(MathFunction.Mul, Constant(factor).Pipe, type);
        var numerator = Constant(new Fraction(factor.Numerator, 1)).Pipe;
        var denominator = Constant(new Fraction(factor.Denominator, 1)).Pipe;
        yield return x.SafeMath(MathFunction.Mul, numerator, ColumnType.Decimal(18, 6)).SafeMath(MathFunction.Div, denominator, type, onZero: ZeroRule.Error);
    }

    /// <summary>A number as a constant, and its decimals.</summary>
    public static (Pipe Pipe, int Scale) Constant(Fraction value)
    {
        var scale = Math.Max(0, value.Scale);
        var text = value.ToText(scale);
        var type = scale == 0 ? ColumnType.Int64 : ColumnType.Decimal(Math.Max(scale, text.Count(char.IsAsciiDigit)), scale);
        return (Pipe.Text(text.ToString(CultureInfo.InvariantCulture)).TypeCast(type), scale);
    }
}
