using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Signatures;

/// <summary>Makes an operation from arguments that fit its signature, and takes it apart again.</summary>
/// <remarks>Words are looked up by their place in the signature, which is the order of the enumeration.</remarks>
internal static class OperationAssembly
{
    /// <summary>The operation.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="arguments">Every parameter of the signature.</param>
    /// <param name="inputs">What it reads.</param>
    public static Operation Build(OperationKind kind, IReadOnlyDictionary<string, Argument> arguments, ValueList<Expression> inputs)
    {
        var signature = Signature.Of(kind);
        return kind switch
        {
            OperationKind.Trim => new Trim(inputs[0], Choice<TrimSide>("side"), arguments["set"] is TextArgument set ? TrimSet.Of(set.Text) : WordOf("set") == "ascii" ? TrimSet.Ascii : TrimSet.Unicode),
            OperationKind.Case => new Case(inputs[0], Choice<CaseMode>("mode"), Choice<CaseAlphabet>("alphabet")),
            OperationKind.CollapseWhitespace => new CollapseWhitespace(inputs[0], Choice<WhitespaceSet>("set"), Flag("trim")),
            OperationKind.RegexExtract => new RegexExtract(inputs[0], Text("pattern")!, Integer("group")!.Value, Choice<NoMatchRule>("on_no_match")) { IgnoreCase = Flag("ignore_case"), FromEnd = Flag("from_end") },
            OperationKind.RegexSplit => new RegexSplit(inputs[0], Text("pattern") is null ? SeparatorKind.Literal : SeparatorKind.Pattern, Text("pattern") ?? Text("literal")!, Integer("index")!.Value) { IgnoreCase = Flag("ignore_case") },
            OperationKind.Concat => new Concat(inputs, Choice<NullRule>("nulls"), Text("separator")!),
            OperationKind.MapDict => new MapDict(inputs[0], ((MapArgument)arguments["map"]).Entries, Missing(), Text("on_null")),
            OperationKind.UnitConvert => new UnitConvert(inputs[0], Text("from")!, Text("to")!, Type("input"), Type("result")!.Value) { Wide = Flag("wide") },
            OperationKind.DateParse => new DateParse(inputs[0], ((TextListArgument)arguments["formats"]).Texts, Choice<DateTarget>("target"), Integer("pivot")) { Language = Choice<DateLanguage>("language"), Fraction = Choice<FractionRule>("fraction"), Zone = Text("zone"), Ambiguous = Choice<AmbiguousRule>("ambiguous") },
            OperationKind.DateFormat => new DateFormat(inputs[0], Text("format")!, Type("input")) { Language = Choice<DateLanguage>("language"), Zone = Text("zone") },
            OperationKind.TypeCast => new TypeCast(inputs[0], Type("from"), Type("to")!.Value, Choice<Rounding>("rounding")) { Format = Format(), Wide = Flag("wide") },
            OperationKind.SafeMath => new SafeMath(
                Choice<MathFunction>("fn"), inputs, (arguments["inputs"] as TypeListArgument)?.Types, Type("result")!.Value, Choice<Rounding>("rounding"),
                arguments["on_zero"] is WordArgument ? Choice<ZeroRule>("on_zero") : null) { Wide = Flag("wide") },
            OperationKind.SelectWhen => new SelectWhen(inputs[0], inputs[1], inputs[2], Text("matches"), Text("unit")) { IgnoreCase = Flag("ignore_case") },
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        string WordOf(string name) => ((WordArgument)arguments[name]).Word;

        T Choice<T>(string name)
            where T : struct, Enum => (T)Enum.ToObject(typeof(T), Array.IndexOf(signature.Find(name)!.Words, WordOf(name)));

        string? Text(string name) => (arguments[name] as TextArgument)?.Text;

        int? Integer(string name) => (arguments[name] as IntegerArgument)?.Value;

        ColumnType? Type(string name) => (arguments[name] as TypeArgument)?.Type;

        bool Flag(string name) => ((FlagArgument)arguments[name]).Value;

        NumberFormat Format() => new()
        {
            DecimalMark = Text("decimal_mark")!,
            GroupMarks = Text("group_mark"),
            Grouping = Choice<DigitGrouping>("grouping"),
            Sign = Choice<SignPlace>("sign"),
            UnicodeMinus = Flag("unicode_minus"),
            Parentheses = Flag("parentheses"),
            Symbols = (arguments["symbol"] as TextListArgument)?.Texts ?? [],
            Percent = Flag("percent"),
            Exponent = Flag("exponent"),
        };

        MissingRule Missing() => arguments["on_missing"] is TextArgument text
            ? MissingRule.Default(text.Text)
            : WordOf("on_missing") switch { "null" => MissingRule.Null, "error" => MissingRule.Error, _ => MissingRule.Keep };
    }

    /// <summary>The arguments of an operation, in the order of its signature.</summary>
    public static IEnumerable<(Parameter Parameter, Argument Argument)> Arguments(Operation operation)
    {
        var signature = Signature.Of(operation.Kind);
        return signature.Parameters.Zip(Values(operation, signature), (parameter, argument) => (parameter, argument));
    }

    private static Argument[] Values(Operation operation, Signature signature)
    {
        return operation switch
        {
            Trim trim => [Word(0, (int)trim.Side), trim.Set.Characters is { } characters ? new TextArgument(characters) : Word(1, (int)trim.Set.Whitespace!.Value)],
            Case letters => [Word(0, (int)letters.Mode), Word(1, (int)letters.Alphabet)],
            CollapseWhitespace collapse => [Word(0, (int)collapse.Set), new FlagArgument(collapse.TrimEnds)],
            RegexExtract extract => [new TextArgument(extract.Pattern), new IntegerArgument(extract.Group), Word(2, (int)extract.OnNoMatch), new FlagArgument(extract.IgnoreCase), new FlagArgument(extract.FromEnd)],
            RegexSplit split =>
            [
                split.SeparatorKind == SeparatorKind.Pattern ? new TextArgument(split.Separator) : Argument.Absent,
                new IntegerArgument(split.Index),
                split.SeparatorKind == SeparatorKind.Literal ? new TextArgument(split.Separator) : Argument.Absent,
                new FlagArgument(split.IgnoreCase),
            ],
            Concat concat => [new TextArgument(concat.Separator), Word(1, (int)concat.Nulls)],
            MapDict map => [new MapArgument(map.Map), map.OnMissing.DefaultValue is { } value ? new TextArgument(value) : Word(1, (int)map.OnMissing.Kind), Text(map.OnNull)],
            UnitConvert convert => [new TextArgument(convert.From), new TextArgument(convert.To), Type(convert.InputType), new TypeArgument(convert.Result), new FlagArgument(convert.Wide)],
            DateParse parse =>
            [
                new TextListArgument(parse.Formats),
                Word(1, (int)parse.Target),
                parse.Pivot is { } pivot ? new IntegerArgument(pivot) : Argument.Absent,
                Word(3, (int)parse.Language),
                Word(4, (int)parse.Fraction),
                Text(parse.Zone),
                Word(6, (int)parse.Ambiguous),
            ],
            DateFormat format => [new TextArgument(format.Format), Type(format.InputType), Word(2, (int)format.Language), Text(format.Zone)],
            TypeCast cast => [new TypeArgument(cast.To), Type(cast.From), Word(2, (int)cast.Rounding), .. FormatOf(cast.Format ?? NumberFormat.Plain), new FlagArgument(cast.Wide)],
            SafeMath math =>
            [
                Word(0, (int)math.Function),
                math.OperandTypes is { } types ? new TypeListArgument(types) : Argument.Absent,
                new TypeArgument(math.Result),
                Word(3, (int)math.Rounding),
                math.OnZero is { } zero ? Word(4, (int)zero) : Argument.Absent,
                new FlagArgument(math.Wide),
            ],
            SelectWhen select => [Text(select.Matches), Text(select.Unit), new FlagArgument(select.IgnoreCase)],
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

        WordArgument Word(int parameter, int value) => new(signature.Parameters[parameter].Words[value]);

        Argument[] FormatOf(NumberFormat format) =>
        [
            new TextArgument(format.DecimalMark),
            Text(format.GroupMarks),
            Word(5, (int)format.Grouping),
            Word(6, (int)format.Sign),
            new FlagArgument(format.UnicodeMinus),
            new FlagArgument(format.Parentheses),
            format.Symbols.Count == 0 ? Argument.Absent : new TextListArgument(format.Symbols),
            new FlagArgument(format.Percent),
            new FlagArgument(format.Exponent),
        ];
    }

    private static Argument Text(string? text) => text is null ? Argument.Absent : new TextArgument(text);

    private static Argument Type(ColumnType? type) => type is { } known ? new TypeArgument(known) : Argument.Absent;
}
