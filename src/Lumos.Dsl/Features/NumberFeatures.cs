using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Features;

/// <summary>What operations on numbers need beyond the core.</summary>
internal static class NumberFeatures
{
    private static readonly HashSet<string> FormatArguments = ["decimal_mark", "group_mark", "grouping", "sign", "unicode_minus", "parentheses", "symbol", "percent", "exponent"];

    /// <summary>Each feature with the argument or type that asks for it.</summary>
    public static IEnumerable<(DslFeatures Feature, string Argument)> Of(Operation operation, TypedExpression node)
    {
        if (operation is TypeCast { Format: not null })
        {
            var given = OperationAssembly.Arguments(operation).Where(pair => FormatArguments.Contains(pair.Parameter.Name) && !pair.Argument.Equals(pair.Parameter.TextDefault));
            yield return (DslFeatures.NumberFormat, string.Join(", ", given.Select(pair => pair.Parameter.Name)));
        }

        if (operation is TypeCast { To.Kind: ColumnKind.Float64 }) yield return (DslFeatures.Float64, "float64");
        else if (operation is TypeCast && node.Inputs[0].Type.Kind == ColumnKind.Float64) yield return (DslFeatures.Float64, "a float64 input");
        if (operation is TypeCast { Wide: true } or SafeMath { Wide: true } or UnitConvert { Wide: true }) yield return (DslFeatures.WideDecimal, "wide: true");
    }
}
