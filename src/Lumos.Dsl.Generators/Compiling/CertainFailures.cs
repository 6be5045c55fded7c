using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Generators.Emission;
using Lumos.Dsl.Kernels;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>Finds operations on constants that fail for every row. Asks the same kernels the generated code runs.</summary>
internal static class CertainFailures
{
    public static IEnumerable<Finding> Find(TypedExpression node)
    {
        foreach (var finding in node.Inputs.SelectMany(Find)) yield return finding;
        if (ErrorOf(node) is var error and not ValueErrors.None)
        {
            yield return new(DiagnosticIds.AlwaysFails, $"{OperationNames.NameOf(((Operation)node.Expression).Kind)} fails for every row with {ValueErrorCodes.CodeOf(error)}: what it reads is a constant.", node.Expression.Span) { IsWarning = true };
        }
    }

    private static ValueErrors ErrorOf(TypedExpression node) => node.Expression switch
    {
        TypeCast { Format: null } cast when ConstantText(node.Inputs[0]) is { } text => Cast(text, cast),
        DateParse parse when ConstantText(node.Inputs[0]) is { } text && !CouldBeDate(text, parse) => ValueErrors.Date,
        RegexExtract { OnNoMatch: NoMatchRule.Error } extract when ConstantText(node.Inputs[0]) is { } text => Extract(text, extract),
        MapDict { OnMissing.Kind: MissingKind.Error } map when ConstantText(node.Inputs[0]) is { } text && map.Map.All(entry => entry.Key != text) => ValueErrors.MapMissing,
        SafeMath { OnZero: ZeroRule.Error } when IsZero(node.Inputs[1]) => ValueErrors.DivZero,
        _ => ValueErrors.None,
    };

    private static ValueErrors Cast(string text, TypeCast cast) => cast.To.Kind switch
    {
        ColumnKind.Int64 => CastKernel.Int64(text.AsSpan(), out _),
        ColumnKind.Decimal when cast.To.Precision <= 18 => CastKernel.Decimal(text.AsSpan(), cast.To.Precision, cast.To.Scale, cast.Rounding == Rounding.HalfAway, out _),
        ColumnKind.Bool => CastKernel.Bool(text.AsSpan(), out _),
        ColumnKind.Date => CastKernel.Date(text.AsSpan(), out _),
        _ => ValueErrors.None,
    };

    private static ValueErrors Extract(string text, RegexExtract extract) =>
        LrxPattern.TryParse(extract.Pattern, extract.Group, extract.FromEnd, out var pattern, out _) && !pattern!.Matcher(extract.Group).TryFind(text.AsSpan(), 0, out _) ? ValueErrors.NoMatch : ValueErrors.None;

    // Only ever certain of a failure: a text of the wrong length, or without a single digit, is a date in no format of the core.
    private static bool CouldBeDate(string text, DateParse parse) => parse.Formats.Select(DatePattern.Parse).Any(pattern =>
        !CoreDates.Holds(pattern, parse.Language)
        || (text.Any(c => c is >= '0' and <= '9') && Widths(pattern) is var (least, most) && text.Length >= least && text.Length <= most));

    private static (int Least, int Most) Widths(DatePattern pattern)
    {
        var most = pattern.Parts.Sum(part => CoreDates.MostCharacters(part.Token));
        return (most - pattern.Parts.Count(part => part.Token is DateToken.Month1 or DateToken.Day1), most);
    }

    private static bool IsZero(TypedExpression node) => node.Expression is TypeCast { To.Kind: ColumnKind.Int64 or ColumnKind.Decimal, Format: null } && ConstantText(node.Inputs[0]) is { } text
        && CastKernel.Decimal(text.AsSpan(), 18, 0, true, out var value) == ValueErrors.None && value == 0 && text.All(c => c is '0' or '.' or '+' or '-');

    private static string? ConstantText(TypedExpression node) => (node.Expression as Constant)?.Value;
}
