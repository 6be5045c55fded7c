using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Checking;

// Operations on numbers, and casts.
internal sealed partial class ExpressionChecker
{
    /// <summary>Most digits a computed decimal may have, but for those declared wide.</summary>
    private const int MaxPrecision = 18;

    private Facts? CheckCast(TypeCast cast, TypedExpression? input)
    {
        CheckChoice(cast, cast.Rounding, "rounding", Rounding.HalfAway);
        RequireDeclared(cast, cast.From, input);
        if ((cast.From ?? input?.Type) is not { } from) return null;
        if (!CheckDigits(cast, from, "input") || !CheckDigits(cast, cast.To, "result")) return null;
        if (!CastPairs.IsAllowed(from.Kind, cast.To.Kind))
        {
            Reject(cast, RejectCode.CastPair, $"There is no cast from {from} to {cast.To} with one meaning on every engine.", CastPairs.Alternative(from.Kind, cast.To.Kind));
            return null;
        }

        if (cast.To.Kind == ColumnKind.Float64 && cast.Rounding != Rounding.Exact)
        {
            Reject(cast, RejectCode.Argument, "float64 is the nearest there is to the number written, ties to even; rounding has no say in it.", "Leave rounding out.");
            return null;
        }

        if (cast.Format is { } format)
        {
            var before = diagnostics.Count;
            diagnostics.AddRange(NumberFormatRules.FindProblems(format, from, cast.To).Select(problem => problem with { Span = cast.Span }));
            if (diagnostics.Count > before) return null;
        }

        return new(cast with { From = from }, cast.To, input is { Nullable: true }, ErrorsOf(from, cast.To, cast.Rounding, cast.Format is not null));
    }

    private static ValueErrors ErrorsOf(ColumnType from, ColumnType to, Rounding rounding, bool formatted)
    {
        if (from.Kind == ColumnKind.Text)
        {
            return to.Kind switch
            {
                ColumnKind.Text => ValueErrors.None,
                ColumnKind.Float64 => ValueErrors.Cast | ValueErrors.Range,
                ColumnKind.Int64 when !formatted => ValueErrors.Cast | ValueErrors.Range,
                ColumnKind.Int64 or ColumnKind.Decimal => ValueErrors.Cast | ValueErrors.Range | (rounding == Rounding.Exact ? ValueErrors.Inexact : ValueErrors.None),
                _ => ValueErrors.Cast,
            };
        }

        if (from.Kind == ColumnKind.Int64 && to.Kind == ColumnKind.Bool) return ValueErrors.Cast;
        if (from.Kind == ColumnKind.Float64) return ValueErrors.Range;
        if (from == to || !IsNumber(from) || !IsNumber(to)) return ValueErrors.None;
        var formula = ScaledFormula.Rescale(from, to);
        var errors = formula.ResultBound > PositiveMax(to) ? ValueErrors.Range : ValueErrors.None;
        return rounding == Rounding.Exact && !formula.Divisor.IsOne ? errors | ValueErrors.Inexact : errors;
    }

    private Facts? CheckMath(SafeMath math, TypedExpression?[] inputs)
    {
        CheckChoice(math, math.Rounding, "rounding", Rounding.HalfAway);
        if (math.Function is < MathFunction.Add or > MathFunction.Round)
        {
            Reject(math, RejectCode.MathFunction, "safe_math has no such function.");
            return null;
        }

        var arity = math.Function >= MathFunction.Neg ? 1 : 2;
        var divides = math.Function is MathFunction.Div or MathFunction.Mod;
        var valid = CheckNumber(math, math.Result, "result");
        if (inputs.Length != arity || (math.OperandTypes is { } declared && declared.Count != arity))
        {
            Reject(math, RejectCode.Argument, $"This function of safe_math takes {(arity == 1 ? "one operand" : "two operands")}, not {inputs.Length}.");
            return null;
        }

        for (var i = 0; i < arity; i++)
        {
            RequireDeclared(math, math.OperandTypes?[i], inputs[i]);
            if (inputs[i] is { } input) valid &= RequireNumber(math, input);
        }

        if (divides && math.OnZero is null) Reject(math, RejectCode.OnZeroRequired, "Division needs a rule for zero.", "Add on_zero: null or on_zero: error.");
        if (!divides && math.OnZero is not null) RejectArgument(math, "on_zero", RejectCode.Argument, "Argument on_zero belongs to div and mod only.", "Leave it out.");
        if (math.OnZero is not null) CheckChoice(math, math.OnZero.Value, "on_zero", ZeroRule.Error);
        if (!valid || inputs.Any(input => input is null)) return null;
        var types = ValueList.From(inputs.Select(input => input!.Type));
        if (math.Function == MathFunction.Mod && (types.Any(type => type.Kind != ColumnKind.Int64) || math.Result.Kind != ColumnKind.Int64))
        {
            Reject(math, RejectCode.MathFunction, "mod is for int64 operands and an int64 result only.");
            return null;
        }

        var formula = ScaledFormula.Of(math.Function, types[0], arity == 2 ? types[1] : null, math.Result);
        if (!CheckWidth(math, formula)) return null;
        var errors = MathErrors(math, types[0], formula);
        var nullable = inputs.Any(input => input!.Nullable) || math.OnZero == ZeroRule.Null;
        return new(math with { OperandTypes = types }, math.Result, nullable, errors);
    }

    private static ValueErrors MathErrors(SafeMath math, ColumnType left, ScaledFormula formula)
    {
        var errors = math.OnZero == ZeroRule.Error ? ValueErrors.DivZero : ValueErrors.None;
        if (math.Function == MathFunction.Mod) return errors;
        if (math.Function == MathFunction.Div && math.Rounding == Rounding.Exact) errors |= ValueErrors.Inexact;

        // neg and abs of the smallest int64 leave the range, a plain round of it does not.
        var limit = math.Function == MathFunction.Round && left.Kind == ColumnKind.Int64 ? ScaledFormula.MaxOf(math.Result) : PositiveMax(math.Result);
        if (formula.ResultBound > limit) errors |= ValueErrors.Range;
        return math.Rounding == Rounding.Exact && !formula.Divisor.IsOne ? errors | ValueErrors.Inexact : errors;
    }

    private Facts? CheckConvert(UnitConvert convert, TypedExpression? input)
    {
        RequireDeclared(convert, convert.InputType, input);
        var from = FindUnit(convert, convert.From);
        var to = FindUnit(convert, convert.To);
        var valid = CheckNumber(convert, convert.Result, "result");
        if (from is not null && to is not null && !from.ConvertsTo(to))
        {
            RejectUnits(convert, from, to);
            return null;
        }

        if (input is null || !RequireNumber(convert, input) || !valid || from is null || to is null) return null;
        var formula = ScaledFormula.Of(from, to, input.Type, convert.Result);
        if (!CheckWidth(convert, formula)) return null;
        var errors = formula.ResultBound > PositiveMax(convert.Result) ? ValueErrors.Range : ValueErrors.None;
        return new(convert with { InputType = input.Type }, convert.Result, input.Nullable, errors);
    }

    private void RejectUnits(UnitConvert at, UnitOfMeasure from, UnitOfMeasure to)
    {
        if (from.Measures == to.Measures)
        {
            Reject(at, RejectCode.UnitDimension, $"'{(from.IsLinear ? to : from).Code}' is a logarithm or the like, which no factor converts.", "Convert to and from linear units only.");
            return;
        }

        var known = UnitTable.All.Where(unit => unit.Measures == from.Measures).ToArray();
        RejectArgument(
            at, "to", RejectCode.UnitDimension, $"'{from.Code}' measures {Measured(from)}, '{to.Code}' measures {Measured(to)}.",
            known.Length > 0 ? $"Units of {Measured(from)}: {string.Join<UnitOfMeasure>(", ", known)}." : $"Convert into a unit that measures {Measured(from)}.");
    }

    private static string Measured(UnitOfMeasure unit) =>
        unit.Dimension != UnitDimension.Other ? Word(unit.Dimension) : unit.Measures == "1" ? "a plain number" : unit.Measures;

    private UnitOfMeasure? FindUnit(Operation at, string code)
    {
        var unit = UnitTable.Find(code);
        if (unit is null)
        {
            RejectArgument(
                at, at is UnitConvert convert && convert.From != code ? "to" : at is SelectWhen ? "unit" : "from", RejectCode.UnknownUnit, $"There is no unit '{code}'.",
                NearestName.Suggest(code, UnitTable.Spellings.ToArray()) ?? $"Units: {string.Join(", ", UnitTable.All)}, common names, and UCUM codes such as mg/dL.");
        }

        return unit;
    }

    private bool CheckWidth(Operation at, ScaledFormula formula)
    {
        if (formula.Width is not null || IsWide(at)) return true;
        Reject(at, RejectCode.MathWidth, $"{NameOf(at)} may need integers of more than 127 bits on the way.", "Declare narrower decimals, for the inputs or for the result, or add wide: true where the engine may compute with more.");
        return false;
    }

    private bool RequireNumber(Operation at, TypedExpression input)
    {
        if (IsNumber(input.Type)) return CheckDigits(at, input.Type, "input");
        var wanted = input.Type.Kind is ColumnKind.Bool or ColumnKind.Text ? ColumnType.Int64 : ColumnType.Decimal(MaxPrecision, 2);
        var mismatch = TypeMismatch.Of(input.Type, wanted, $"{NameOf(at)} reads int64 or decimal, but {Describe(input)} is {input.Type}.", at.Span);
        diagnostics.Add(input.Type.Kind == ColumnKind.Text ? mismatch with { Suggestion = "Nothing is converted without being asked: add | type_cast(int64) or | type_cast(decimal(p,s)) first." } : mismatch);
        return false;
    }

    private bool CheckNumber(Operation at, ColumnType type, string what)
    {
        if (IsNumber(type)) return CheckDigits(at, type, what);
        RejectArgument(at, what, RejectCode.Type, $"The {what} of {NameOf(at)} must be int64 or decimal, not {type}.");
        return false;
    }

    private bool CheckDigits(Operation at, ColumnType type, string what)
    {
        if (type.Precision <= MaxPrecision || IsWide(at)) return true;
        Reject(at, RejectCode.DecimalPrecision, $"The {what} of {NameOf(at)} is {type}; decimals that are computed with have at most {MaxPrecision} digits.", "Add wide: true for up to 38 digits, on engines that have them.");
        return false;
    }

    // What is declared wide has no width of its own: an engine that cannot hold a step refuses.
    private static bool IsWide(Operation operation) => operation is TypeCast { Wide: true } or SafeMath { Wide: true } or UnitConvert { Wide: true };

    private static bool IsNumber(ColumnType type) => type.Kind is ColumnKind.Int64 or ColumnKind.Decimal;

    private static BigInteger PositiveMax(ColumnType type) => type.Kind == ColumnKind.Decimal ? ScaledFormula.MaxOf(type) : long.MaxValue;

    private static string Word(UnitDimension dimension) => dimension.ToString().ToLowerInvariant();
}
