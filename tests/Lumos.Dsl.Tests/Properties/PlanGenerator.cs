using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>Random plans: every operation and argument, hostile names and texts. Most are not well typed; all have a form.</summary>
internal static class PlanGenerator
{
    private static readonly string[] Hostile =
    [
        "", " ", "a", "null", "trim", "First Name", "`", "\"", "'", "\\", "\\n", "it's \"so\" \\d+", "\n", "\r\n", "\t", "# no comment", "=", "a|b", "x: y", "😀", "é", "e\u0301", "İ", "ß",
        "\u00A0", "\u200B", "\u202E", "\uFEFF", "\u2028", "\u0001", "\u007F", "\uFFFF", "\uD800", "\uDC00a", "{\"a\":1}", "]}),", "select 1; --", "ends with \\", "dsl_version", "\u3000", "日本語",
    ];

    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.Elements(Hostile),
        Gen.Elements(Hostile).Two().Select(pair => pair.Item1 + pair.Item2),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    public static Gen<TransformPlan> Plan { get; } =
        from count in Gen.Choose(0, 4)
        from pipelines in Pipeline.ListOf(count)
        select new TransformPlan(ValueList.From(pipelines.ToArray()));

    private static Gen<ColumnType> Type => Gen.OneOf(
        Gen.Elements(ColumnType.Text, ColumnType.Int64, ColumnType.Bool, ColumnType.Date, ColumnType.Timestamp, ColumnType.Float64),
        from precision in Gen.Choose(1, 38) from scale in Gen.Choose(0, precision) select ColumnType.Decimal(precision, scale));

    private static Gen<Pipeline> Pipeline =>
        from target in Text
        from type in Maybe(Type)
        from expression in Expression(4)
        select new Pipeline(target, type, expression);

    private static Gen<Expression> Expression(int depth)
    {
        var leaf = Gen.OneOf(Text.Select(name => (Expression)new ColumnReference(name)), Text.Select(value => (Expression)new Constant(value)));
        return depth == 0 ? leaf : Gen.Frequency((1, leaf), (4, Operation(depth - 1)));
    }

    private static Gen<Expression> Operation(int depth)
    {
        var input = Expression(depth);
        return Gen.OneOf<Expression>(
            from i in input from side in Any<TrimSide>() from set in Gen.OneOf(Gen.Elements(TrimSet.Ascii, TrimSet.Unicode), Text.Select(TrimSet.Of)) select (Expression)new Trim(i, side, set),
            from i in input from mode in Any<CaseMode>() from alphabet in Any<CaseAlphabet>() select (Expression)new Case(i, mode, alphabet),
            from i in input from set in Any<WhitespaceSet>() from trim in Flag select (Expression)new CollapseWhitespace(i, set, trim),
            from i in input from pattern in Text from g in Number from rule in Any<NoMatchRule>() select (Expression)new RegexExtract(i, pattern, g, rule),
            from i in input from kind in Any<SeparatorKind>() from separator in Text from index in Number select (Expression)new RegexSplit(i, kind, separator, index),
            from operands in Operands(depth) from rule in Any<NullRule>() from separator in Text select (Expression)new Concat(operands, rule, separator),
            from i in input from map in Map from missing in Missing from onNull in MaybeText select (Expression)new MapDict(i, map, missing, onNull),
            from i in input from a in Text from b in Text from type in Maybe(Type) from result in Type from wide in Flag select (Expression)new UnitConvert(i, a, b, type, result) { Wide = wide },
            from i in input from formats in Texts from target in Any<DateTarget>() from pivot in Maybe(Number) from language in Any<DateLanguage>() from rule in Any<FractionRule>() from zone in MaybeText from ambiguous in Any<AmbiguousRule>()
                select (Expression)new DateParse(i, formats, target, pivot) { Language = language, Fraction = rule, Zone = zone, Ambiguous = ambiguous },
            from i in input from format in Text from type in Maybe(Type) from language in Any<DateLanguage>() from zone in MaybeText select (Expression)new DateFormat(i, format, type) { Language = language, Zone = zone },
            from i in input from a in Maybe(Type) from b in Type from rounding in Any<Rounding>() from format in Format from wide in Flag select (Expression)new TypeCast(i, a, b, rounding) { Format = format, Wide = wide },
            from tested in input from then in input from otherwise in input from pattern in Text.Select(LrxAdvice.EscapeLiteral) from ignoreCase in Flag select (Expression)new SelectWhen(tested, then, otherwise, pattern, null) { IgnoreCase = ignoreCase },
            from tested in input from then in input from otherwise in input from unit in Text select (Expression)new SelectWhen(tested, then, otherwise, null, unit),
            from operands in Operands(depth)
            from function in Any<MathFunction>()
            from types in Gen.OneOf(Gen.Constant<ValueList<ColumnType>?>(null), Type.ListOf(2).Select(list => (ValueList<ColumnType>?)ValueList.From(list.ToArray())))
            from result in Type
            from rounding in Any<Rounding>()
            from zero in Maybe(Any<ZeroRule>())
            from wide in Flag
            select (Expression)new SafeMath(function, operands, types, result, rounding, zero) { Wide = wide });
    }

    private static Gen<NumberFormat?> Format => Gen.OneOf(
        Gen.Constant<NumberFormat?>(null),
        from point in Text
        from marks in MaybeText
        from grouping in Any<DigitGrouping>()
        from sign in Any<SignPlace>()
        from symbols in Texts
        from flags in Flag.ListOf(4)
        select (NumberFormat?)new NumberFormat { DecimalMark = point, GroupMarks = marks, Grouping = grouping, Sign = sign, Symbols = symbols, UnicodeMinus = flags[0], Parentheses = flags[1], Percent = flags[2], Exponent = flags[3] });

    private static Gen<bool> Flag => Gen.Elements(true, false);

    private static Gen<int> Number => Gen.OneOf(Gen.Choose(-3, 70), Gen.Elements(int.MinValue, int.MaxValue));

    private static Gen<string?> MaybeText => Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    private static Gen<ValueList<string>> Texts => from count in Gen.Choose(0, 3) from texts in Text.ListOf(count) select ValueList.From(texts.ToArray());

    private static Gen<ValueList<MapEntry>> Map =>
        from count in Gen.Choose(0, 4)
        from entries in (from key in Text from value in MaybeText select new MapEntry(key, value)).ListOf(count)
        select ValueList.From(entries.ToArray());

    private static Gen<MissingRule> Missing => Gen.OneOf(Gen.Elements(MissingRule.Null, MissingRule.Error, MissingRule.Keep), Text.Select(MissingRule.Default));

    private static Gen<ValueList<Expression>> Operands(int depth)
        => from count in Gen.Choose(0, 3) from operands in Expression(depth).ListOf(count) select ValueList.From(operands.ToArray());

    private static Gen<T> Any<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));
}
