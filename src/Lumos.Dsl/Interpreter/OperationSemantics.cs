using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Interpreter;

/// <summary>Gives the function of each of the twelve operations, with its arguments bound.</summary>
internal static class OperationSemantics
{
    public static Func<object?[], Outcome> Of(Operation operation, TypedExpression node)
    {
        switch (operation)
        {
            case Trim trim:
                return OnText(TextSemantics.Trim(trim.Side, trim.Set));
            case Case change:
                return OnText(text => TextSemantics.Case(text, change.Mode, change.Alphabet));
            case CollapseWhitespace collapse:
                return OnText(text => TextSemantics.Collapse(text, collapse.Set, collapse.TrimEnds));
            case RegexExtract extract:
                return Unless(RegexSemantics.Extract(extract));
            case RegexSplit split:
                return Unless(RegexSemantics.Split(split));
            case Concat concat:
                return inputs => TextSemantics.Concat(inputs, concat.Nulls, concat.Separator);
            case MapDict map:
                return MapSemantics.Of(map);
            case TypeCast cast:
                return CastSemantics.Of(cast, node.Inputs[0].Type);
            case SafeMath math:
                return MathSemantics.Of(math, node.Inputs.Select(input => input.Type).ToArray());
            case UnitConvert convert:
                return MathSemantics.Convert(UnitTable.Find(convert.From)!, UnitTable.Find(convert.To)!, node.Inputs[0].Type, convert.Result);
            case DateParse parse:
                return Unless(DateSemantics.Parse(parse));
            case DateFormat format:
                return DateSemantics.Format(format);
            default:
                throw new InvalidOperationException($"Unknown operation {operation.Kind}.");
        }
    }

    // NULL in, NULL out: before any error of the operation itself.
    private static Func<object?[], Outcome> Unless(Func<string, Outcome> apply) => inputs => inputs[0] is string text ? apply(text) : Outcome.Null;

    private static Func<object?[], Outcome> OnText(Func<string, string> apply) => Unless(text => new Outcome(apply(text)));
}
