using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Generators.Emission;

// Casts, arithmetic, units.
internal sealed partial class ColumnEmitter
{
    /// <summary>Decimals of more digits do not fit a scaled long: they are carried as they are.</summary>
    private const int MaxScaledPrecision = 18;

    private const string Int128 = "global::System.Int128";

    private Emitted EmitCast(TypeCast cast, TypedExpression node, Emitted input, Site at)
    {
        var to = cast.To;
        switch (input.Type.Kind, to.Kind)
        {
            case var (from, _) when from == to.Kind && (input.Type == to || from != ColumnKind.Decimal):
                return input;
            case (ColumnKind.Text, ColumnKind.Int64 or ColumnKind.Decimal) when cast.Format is { } format:
                return FromFormatted(statics.NumberFormat(format));
            case (ColumnKind.Text, ColumnKind.Int64):
                return FromText(value => $"Int64({input.Value}, out {value})");
            case (ColumnKind.Text, ColumnKind.Decimal):
                return FromText(value => $"Decimal({input.Value}, {to.Precision}, {to.Scale}, {Literals.Flag(cast.Rounding == Rounding.HalfAway)}, out {value})");
            case (ColumnKind.Text, ColumnKind.Bool):
                return FromText(value => $"Bool({input.Value}, out {value})");
            case (ColumnKind.Text, ColumnKind.Date):
                return FromTextToDate(input, at);
            case (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Int64 or ColumnKind.Decimal):
                return Rescale(input, MathFunction.Round, ScaledFormula.Rescale(input.Type, to), to, cast.Rounding, node.Errors, at);
            case (ColumnKind.Int64, ColumnKind.Bool):
                return new(Compute("bool", input.Null, value =>
                {
                    code.Line($"if ({input.Value} is not (0 or 1)) {Fail("Cast", at)}");
                    code.Line($"{value} = {input.Value} == 1;");
                }), input.Null, null, to);
            case (ColumnKind.Bool, ColumnKind.Int64):
                return new(Compute("long", input.Null, value => code.Line($"{value} = {input.Value} ? 1 : 0;")), input.Null, null, to);
            case (ColumnKind.Bool, ColumnKind.Text):
                var word = Name("s");
                code.Line($"string {word} = {input.Value} ? \"true\" : \"false\";");
                return new(Compute(Span, input.Null, value => code.Line($"{value} = {word};")), input.Null, word, to);
            case (ColumnKind.Date, ColumnKind.Text):
                return Format(input, "YYYY-MM-DD");
            case (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Text):
                return new(Compute(Span, input.Null, value => code.Line($"{value} = {NumberKernel}Print({input.Value}, {input.Type.Scale}, scratch);")), input.Null, null, to);
            default:
                throw new InvalidOperationException($"The checker let a cast from {input.Type} to {to} through.");
        }

        Emitted FromFormatted(string field) => new(Compute("long", input.Null, value =>
        {
            var error = Name("e");
            var digits = to.Kind == ColumnKind.Decimal ? $"Decimal({input.Value}, {to.Precision}, {to.Scale}" : $"Int64({input.Value}";
            code.Line($"var {error} = {field}.{digits}, {Literals.Flag(cast.Rounding == Rounding.HalfAway)}, out {value});");
            FailIf(error, at);
        }), input.Null, null, to);

        Emitted FromText(Func<string, string> call) => new(Compute(ClrOf(to), input.Null, value =>
        {
            var error = Name("e");
            code.Line($"var {error} = {CastKernel}{call(value)};");
            FailIf(error, at);
        }), input.Null, null, to);
    }

    private Emitted FromTextToDate(Emitted input, Site at) => new(Compute(ClrOf(ColumnType.Date), input.Null, value =>
    {
        var day = Name("d");
        code.Line($"if ({CastKernel}Date({input.Value}, out int {day}) != {Errors}None) {Fail("Cast", at)}");
        code.Line($"{value} = global::System.DateOnly.FromDayNumber({day});");
    }), input.Null, null, ColumnType.Date);

    private Emitted EmitConvert(UnitConvert convert, TypedExpression node, Emitted input, Site at)
    {
        var formula = ScaledFormula.Of(UnitTable.Find(convert.From)!, UnitTable.Find(convert.To)!, input.Type, convert.Result);
        return Rescale(input, MathFunction.Round, formula, convert.Result, Rounding.HalfAway, node.Errors, at);
    }

    private Emitted EmitMath(SafeMath math, TypedExpression node, Emitted[] inputs, Site at)
    {
        var left = inputs[0];
        var formula = ScaledFormula.Of(math.Function, left.Type, inputs.Length > 1 ? inputs[1].Type : null, math.Result);
        if (inputs.Length == 1) return Rescale(left, math.Function, formula, math.Result, math.Rounding, node.Errors, at);
        var right = inputs[1];
        var inputNull = AnyNull(inputs);
        var isNull = math.OnZero == ZeroRule.Null ? OwnNull(inputNull) : inputNull;
        var wide = math.Function == MathFunction.Div ? DivisionIsWide(left.Type, right.Type, formula) : formula.Width == NumberWidth.Int128;
        var type = wide ? Int128 : "long";
        var a = Widen(left.Value, wide);
        var b = Widen(right.Value, wide);
        var value = Compute("long", inputNull, to =>
        {
            if (math.OnZero == ZeroRule.Null)
            {
                code.Line($"if ({right.Value} == 0) {isNull} = true;");
                code.Line($"{to} = default;");
                code.Open($"if (!{isNull})");
            }
            else if (math.OnZero == ZeroRule.Error)
            {
                code.Line($"if ({right.Value} == 0) {Fail("DivZero", at)}");
            }

            if (math.Function == MathFunction.Mod)
            {
                code.Line($"{to} = {NumberKernel}Remainder({left.Value}, {right.Value});");
            }
            else
            {
                var number = Name("x");
                code.Line($"{type} {number} = " + math.Function switch
                {
                    MathFunction.Add => Times(a, formula.LeftFactor) + " + " + Times(b, formula.RightFactor),
                    MathFunction.Sub => Times(a, formula.LeftFactor) + " - " + Times(b, formula.RightFactor),
                    MathFunction.Mul => Times($"{a} * {b}", formula.LeftFactor),
                    _ => Times(a, formula.LeftFactor),
                } + ";");
                var divisor = math.Function == MathFunction.Div ? Times(b, formula.RightFactor) : formula.Divisor.IsOne ? null : Literals.Wide(formula.Divisor);
                Finish(number, divisor, wide, to, math.Result, math.Rounding, node.Errors, at);
            }

            if (math.OnZero == ZeroRule.Null) code.Close();
        });
        return new(value, isNull, null, math.Result);
    }

    // ±A * LeftFactor + Addend over a constant divisor.
    private Emitted Rescale(Emitted input, MathFunction function, ScaledFormula formula, ColumnType result, Rounding rounding, ValueErrors errors, Site at)
    {
        var value = Compute("long", input.Null, to =>
        {
            // The smallest int64 has no opposite in 64 bits.
            var turns = function is MathFunction.Neg or MathFunction.Abs && input.Type.Kind == ColumnKind.Int64;
            var plain = formula.Addend.IsZero && !turns;
            if (plain && formula.Divisor.IsOne && formula.LeftFactor > 1 && formula.LeftFactor <= long.MaxValue && result.Kind == ColumnKind.Decimal)
            {
                // A multiplication is checked before it is made, so it needs no wider type.
                if ((errors & ValueErrors.Range) != 0) code.Line($"if (!{NumberKernel}Fits({input.Value}, {Literals.Long(ScaledFormula.MaxOf(result) / formula.LeftFactor)})) {Fail("Range", at)}");
                code.Line($"{to} = {Turn(input.Value, function)} * {Literals.Long(formula.LeftFactor)};");
                return;
            }

            var wide = !(plain && formula.LeftFactor.IsOne && formula.Divisor <= long.MaxValue) && (turns || formula.Width == NumberWidth.Int128);
            var number = Name("x");
            var turned = Times(Turn(Widen(input.Value, wide), function), formula.LeftFactor);
            code.Line($"{(wide ? Int128 : "long")} {number} = {turned}{(formula.Addend.IsZero ? "" : " + " + Literals.Wide(formula.Addend))};");
            Finish(number, formula.Divisor.IsOne ? null : Literals.Wide(formula.Divisor), wide, to, result, rounding, errors, at);
        });
        return new(value, input.Null, null, result);
    }

    private void Finish(string number, string? divisor, bool wide, string to, ColumnType result, Rounding rounding, ValueErrors errors, Site at)
    {
        var quotient = number;
        if (divisor is not null)
        {
            quotient = Name("q");
            var type = wide ? Int128 : "long";
            if (rounding == Rounding.HalfAway) code.Line($"{type} {quotient} = {NumberKernel}DivideHalfAway({number}, {divisor});");
            else code.Line($"if (!{NumberKernel}TryDivide({number}, {divisor}, out {type} {quotient})) {Fail("Inexact", at)}");
        }

        if ((errors & ValueErrors.Range) != 0)
        {
            if (result.Kind == ColumnKind.Decimal) code.Line($"if (!{NumberKernel}Fits({quotient}, {Literals.Long(ScaledFormula.MaxOf(result))})) {Fail("Range", at)}");
            else if (wide) code.Line($"if (!{NumberKernel}IsInt64({quotient})) {Fail("Range", at)}");
        }

        code.Line($"{to} = {(wide ? "(long)" : "")}{quotient};");
    }

    // The kernel rounds without doubling, so only dividend and divisor themselves must fit; and -2^63 / -1 must not happen.
    private static bool DivisionIsWide(ColumnType left, ColumnType right, ScaledFormula formula)
    {
        var dividend = ScaledFormula.MaxOf(left) * formula.LeftFactor;
        var divisor = ScaledFormula.MaxOf(right) * formula.RightFactor;
        return dividend > long.MaxValue || (divisor > long.MaxValue && !(right.Kind == ColumnKind.Int64 && formula.RightFactor.IsOne));
    }

    private static string Turn(string value, MathFunction function) => function switch
    {
        MathFunction.Neg => $"(-{value})",
        MathFunction.Abs => $"({value} < 0 ? -{value} : {value})",
        _ => value,
    };

    private static string Widen(string value, bool wide) => wide ? $"(({Int128}){value})" : value;

    private static string Times(string value, BigInteger factor) => factor.IsOne ? value : $"{value} * {Literals.Wide(factor)}";
}
