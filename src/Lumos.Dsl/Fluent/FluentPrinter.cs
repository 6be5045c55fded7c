using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Fluent;

/// <summary>Writes plans as C# in the fluent form, every choice spelled out.</summary>
/// <remarks>The code needs the namespaces <c>Lumos.Abstractions</c>, <c>Lumos.Dsl.Fluent</c> and <c>Lumos.Dsl.Model</c>.</remarks>
public static class FluentPrinter
{
    /// <summary>A C# expression of type <see cref="TransformPlan"/> that builds an equal plan.</summary>
    public static string Print(TransformPlan plan)
    {
        if (plan is null) throw new ArgumentNullException(nameof(plan));
        var code = new StringBuilder("new PlanBuilder()");
        foreach (var pipeline in plan.Pipelines)
        {
            code.Append("\n    .Set(").Append(Literal(pipeline.Target)).Append(", ");
            if (pipeline.Type is { } type) code.Append(Literal(type)).Append(", ");
            code.Append(Print(pipeline.Expression)).Append(')');
        }

        return code.Append("\n    .Build()").ToString();
    }

    /// <summary>A C# expression of type <see cref="Pipe"/> that builds an equal expression.</summary>
    public static string Print(Expression expression) => expression switch
    {
        ColumnReference column => $"Pipe.Column({Literal(column.Name)})",
        Constant constant => $"Pipe.Text({Literal(constant.Value)})",
        Concat concat => $"Pipe.Concat({Name(concat.Nulls)}, {Literal(concat.Separator)}{string.Concat(concat.Operands.Select(operand => ", " + Print(operand)))})",
        SafeMath math => Print(math),
        SelectWhen select => Print(select),
        UnaryOperation unary => Print(unary.Input) + "." + Call(unary),
        null => throw new ArgumentNullException(nameof(expression)),
        _ => throw new InvalidOperationException($"Unknown node {expression.GetType().Name}."),
    };

    private static string Print(SafeMath math)
    {
        var operands = "new Pipe[] { " + string.Join(", ", math.Operands.Select(Print)) + " }";
        var zero = math.OnZero is { } rule ? Name(rule) : "null";
        var types = math.OperandTypes is { } declared ? "new ColumnType[] { " + string.Join(", ", declared.Select(Literal)) + " }" : "null";
        return $"Pipe.Math({Name(math.Function)}, {operands}, {Literal(math.Result)}, {Name(math.Rounding)}, {zero}, {types}{Wide(math.Wide)})";
    }

    private static string Print(SelectWhen select)
    {
        var values = $"{Print(select.Tested)}, {Print(select.Then)}, {Print(select.Otherwise)}";
        return select.Unit is { } unit ? $"Pipe.SelectWhenUnit({values}, {Literal(unit)})" : $"Pipe.SelectWhen({values}, {Literal(select.Matches ?? "")}{IgnoreCase(select.IgnoreCase)})";
    }

    private static string Call(UnaryOperation operation) => operation switch
    {
        Trim trim => $"Trim({Name(trim.Side)}, {(trim.Set.Characters is { } characters ? $"TrimSet.Of({Literal(characters)})" : "TrimSet." + trim.Set.Whitespace)})",
        Case letters => $"Case({Name(letters.Mode)}, {Name(letters.Alphabet)})",
        CollapseWhitespace collapse => $"CollapseWhitespace({Name(collapse.Set)}, {Literal(collapse.TrimEnds)})",
        RegexExtract extract => $"RegexExtract({Literal(extract.Pattern)}, {Literal(extract.Group)}, {Name(extract.OnNoMatch)}{IgnoreCase(extract.IgnoreCase)}{(extract.FromEnd ? ", fromEnd: true" : "")})",
        RegexSplit { SeparatorKind: SeparatorKind.Literal } split => $"SplitAt({Literal(split.Separator)}, {Literal(split.Index)}{IgnoreCase(split.IgnoreCase)})",
        RegexSplit split => $"RegexSplit({Literal(split.Separator)}, {Literal(split.Index)}{IgnoreCase(split.IgnoreCase)})",
        MapDict map => $"MapDict(new KeyValuePair<string, string?>[] {{ {string.Join(", ", map.Map.Select(Pair))} }}, {Missing(map.OnMissing)}, {Optional(map.OnNull)})",
        UnitConvert convert => $"UnitConvert({Literal(convert.From)}, {Literal(convert.To)}, {Literal(convert.Result)}, {Optional(convert.InputType)}{Wide(convert.Wide)})",
        DateParse parse => $"DateParse(new string[] {{ {string.Join(", ", parse.Formats.Select(Literal))} }}, {Name(parse.Target)}, {(parse.Pivot is { } pivot ? Literal(pivot) : "null")}{Extra("language", parse.Language)}{Extra("fraction", parse.Fraction)}{Zone(parse.Zone)}{Extra("ambiguous", parse.Ambiguous)})",
        DateFormat format => $"DateFormat({Literal(format.Format)}, {Optional(format.InputType)}{Extra("language", format.Language)}{Zone(format.Zone)})",
        TypeCast cast => $"TypeCast({Literal(cast.To)}, {Name(cast.Rounding)}, {Optional(cast.From)}{(cast.Format is { } format ? ", " + Print(format) : "")}{Wide(cast.Wide)})",
        _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
    };

    private static string Zone(string? zone) => zone is null ? "" : ", zone: " + Literal(zone);

    private static string Wide(bool wide) => wide ? ", wide: true" : "";

    private static string Print(NumberFormat format)
        => $"new NumberFormat {{ DecimalMark = {Literal(format.DecimalMark)}, GroupMarks = {Optional(format.GroupMarks)}, Grouping = {Name(format.Grouping)}, Sign = {Name(format.Sign)}, "
            + $"UnicodeMinus = {Literal(format.UnicodeMinus)}, Parentheses = {Literal(format.Parentheses)}, Symbols = [{string.Join(", ", format.Symbols.Select(Literal))}], "
            + $"Percent = {Literal(format.Percent)}, Exponent = {Literal(format.Exponent)} }}";

    private static string Pair(MapEntry entry) => $"new({Literal(entry.Key)}, {Optional(entry.Value)})";

    private static string Missing(MissingRule rule) => rule.DefaultValue is { } value ? $"MissingRule.Default({Literal(value)})" : "MissingRule." + rule.Kind;

    // Arguments that came later are written when they are used.
    private static string Extra<T>(string name, T value)
        where T : struct, Enum => EqualityComparer<T>.Default.Equals(value, default) ? "" : $", {name}: {Name(value)}";

    private static string Name<T>(T value)
        where T : struct, Enum => typeof(T).Name + "." + value;

    private static string Optional(string? text) => text is null ? "null" : Literal(text);

    private static string Optional(ColumnType? type) => type is { } known ? Literal(known) : "null";

    private static string Literal(bool value) => value ? "true" : "false";

    private static string Literal(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Literal(ColumnType type) => type.Kind == ColumnKind.Decimal
        ? FormattableString.Invariant($"ColumnType.Decimal({type.Precision}, {type.Scale})")
        : "ColumnType." + type.Kind;

    // Everything outside printable ASCII is escaped: C# source may be stored in any encoding.
    private static string Literal(string text)
    {
        var code = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') code.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') code.Append(c);
            else code.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return code.Append('"').ToString();
    }

    private static string IgnoreCase(bool ignoreCase) => ignoreCase ? ", ignoreCase: true" : "";
}
