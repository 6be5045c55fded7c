using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Signatures;

/// <summary>How many expressions an operation reads.</summary>
internal enum Operands
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>Any number; they are the positional arguments after the positional parameters.</summary>
    Many,
}

/// <summary>Name, operands and parameters of an operation: the one table that text, JSON and printer read.</summary>
internal sealed record Signature(OperationKind Kind, Operands Operands, params Parameter[] Parameters)
{
    private static readonly Argument Absent = Argument.Absent;
    private static readonly Argument No = new FlagArgument(false);
    private static readonly string[] Whitespace = ["ascii", "unicode"];
    private static readonly string[] Languages = ["en", "de", "fr", "es", "it", "nl", "pt"];
    private static readonly string[] Roundings = ["exact", "half_away"];

    private static readonly Signature[] Table =
    [
        new(OperationKind.Trim, Operands.One,
            new("side", ParameterKind.Word) { Words = ["both", "left", "right"], TextDefault = Word("both"), VectorDefault = Word("both"), Positional = true },
            new("set", ParameterKind.WordOrText) { Words = Whitespace, TextKey = "chars", TextDefault = Word("unicode"), VectorDefault = Word("ascii") }),
        new(OperationKind.Case, Operands.One,
            new("mode", ParameterKind.Word) { Words = ["upper", "lower", "title"], Positional = true },
            new("alphabet", ParameterKind.Word) { Words = Whitespace, TextDefault = Word("unicode"), VectorDefault = Word("ascii") }),
        new(OperationKind.CollapseWhitespace, Operands.One,
            new("set", ParameterKind.Word) { Words = Whitespace, TextDefault = Word("unicode"), VectorDefault = Word("ascii") },
            new("trim", ParameterKind.Flag) { TextDefault = new FlagArgument(true), VectorDefault = new FlagArgument(true) }),
        new(OperationKind.RegexExtract, Operands.One,
            new("pattern", ParameterKind.Text) { Positional = true },
            new("group", ParameterKind.Integer) { TextDefault = new IntegerArgument(0), VectorDefault = new IntegerArgument(0), Positional = true },
            new("on_no_match", ParameterKind.Word) { Words = ["null", "error"], TextDefault = Word("null"), VectorDefault = Word("null") },
            Added("ignore_case", ParameterKind.Flag, No),
            Added("from_end", ParameterKind.Flag, No)),
        new(OperationKind.RegexSplit, Operands.One,
            new("pattern", ParameterKind.Text) { TextDefault = Absent, VectorDefault = Absent, Positional = true },
            new("index", ParameterKind.Integer) { Positional = true },
            new("literal", ParameterKind.Text) { TextDefault = Absent, VectorDefault = Absent },
            Added("ignore_case", ParameterKind.Flag, No)),
        new(OperationKind.Concat, Operands.Many,
            new("separator", ParameterKind.Text) { TextDefault = new TextArgument(""), VectorDefault = new TextArgument("") },
            new("nulls", ParameterKind.Word) { Words = ["propagate", "empty", "skip"], RejectCode = RejectCode.ConcatNulls, MissingCode = RejectCode.ConcatNulls }),
        new(OperationKind.MapDict, Operands.One,
            new("map", ParameterKind.Map) { Positional = true },
            new("on_missing", ParameterKind.WordOrText) { Words = ["null", "error", "keep"], TextKey = "default", TextDefault = Word("null"), VectorDefault = Word("null") },
            new("on_null", ParameterKind.Text) { TextDefault = Absent, VectorDefault = Absent }),
        new(OperationKind.UnitConvert, Operands.One,
            new("from", ParameterKind.Text) { Positional = true },
            new("to", ParameterKind.Text) { Positional = true },
            new("input", ParameterKind.Type) { TextDefault = Absent, VectorDefault = Absent, RejectCode = RejectCode.Type },
            new("result", ParameterKind.Type) { RejectCode = RejectCode.Type },
            Added("wide", ParameterKind.Flag, No)),
        new(OperationKind.DateParse, Operands.One,
            new("formats", ParameterKind.TextList) { Positional = true },
            new("target", ParameterKind.Word) { Words = ["date", "timestamp"], TextDefault = Word("date"), VectorDefault = Word("date") },
            new("pivot", ParameterKind.Integer) { TextDefault = Absent, VectorDefault = Absent },
            new("language", ParameterKind.Word) { Words = Languages, TextDefault = Word("en"), VectorDefault = Word("en"), Extension = true },
            new("fraction", ParameterKind.Word) { Words = ["exact", "half_away", "truncate"], TextDefault = Word("exact"), VectorDefault = Word("exact"), Extension = true },
            Added("zone", ParameterKind.Text, Absent),
            Added("ambiguous", ParameterKind.Word, Word("error")) with { Words = ["error", "earlier", "later"] }),
        new(OperationKind.DateFormat, Operands.One,
            new("format", ParameterKind.Text) { Positional = true },
            new("input", ParameterKind.Type) { TextDefault = Absent, VectorDefault = Absent, RejectCode = RejectCode.Type },
            new("language", ParameterKind.Word) { Words = Languages, TextDefault = Word("en"), VectorDefault = Word("en"), Extension = true },
            Added("zone", ParameterKind.Text, Absent)),
        new(OperationKind.TypeCast, Operands.One,
            new("to", ParameterKind.Type) { Positional = true, RejectCode = RejectCode.CastPair },
            new("from", ParameterKind.Type) { TextDefault = Absent, VectorDefault = Absent, RejectCode = RejectCode.CastPair },
            new("rounding", ParameterKind.Word) { Words = Roundings, TextDefault = Word("exact"), VectorDefault = Word("exact") },
            Added("decimal_mark", ParameterKind.Text, new TextArgument(".")),
            Added("group_mark", ParameterKind.Text, Absent),
            Added("grouping", ParameterKind.Word, Word("three")) with { Words = ["three", "indian"] },
            Added("sign", ParameterKind.Word, Word("leading")) with { Words = ["leading", "trailing", "either"] },
            Added("unicode_minus", ParameterKind.Flag, No),
            Added("parentheses", ParameterKind.Flag, No),
            Added("symbol", ParameterKind.TextList, Absent),
            Added("percent", ParameterKind.Flag, No),
            Added("exponent", ParameterKind.Flag, No),
            Added("wide", ParameterKind.Flag, No)),
        new(OperationKind.SafeMath, Operands.Many,
            new("fn", ParameterKind.Word) { Words = ["add", "sub", "mul", "div", "mod", "neg", "abs", "round"], Positional = true, RejectCode = RejectCode.MathFunction },
            new("inputs", ParameterKind.TypeList) { TextDefault = Absent, VectorDefault = Absent, RejectCode = RejectCode.Type },
            new("result", ParameterKind.Type) { RejectCode = RejectCode.Type },
            new("rounding", ParameterKind.Word) { Words = Roundings, TextDefault = Word("half_away"), VectorDefault = Word("half_away") },
            new("on_zero", ParameterKind.Word) { Words = ["null", "error"], TextDefault = Absent, VectorDefault = Absent },
            Added("wide", ParameterKind.Flag, No)),
        new(OperationKind.SelectWhen, Operands.Many,
            new("matches", ParameterKind.Text) { TextDefault = Absent, VectorDefault = Absent },
            new("unit", ParameterKind.Text) { TextDefault = Absent, VectorDefault = Absent },
            Added("ignore_case", ParameterKind.Flag, No)),
    ];

    /// <summary>Name of the operation.</summary>
    public string Name => OperationNames.NameOf(Kind);

    /// <summary>The signature of an operation.</summary>
    public static Signature Of(OperationKind kind) => Table[(int)kind];

    /// <summary>The parameter of a name, or null.</summary>
    public Parameter? Find(string name) => Array.Find(Parameters, parameter => parameter.Name == name);

    /// <summary>What is wrong with a number of operands that an operation cannot be made of, or null.</summary>
    public DslDiagnostic? CountProblem(int operands) => Kind == OperationKind.SelectWhen && operands != 3
        ? new(RejectCode.Argument, $"select_when takes three values, not {operands}: the text to look at, the value where the condition holds, and the value elsewhere.", Suggestion: "Write select_when(text, value, otherwise, matches: 'pattern').")
        : null;

    private static WordArgument Word(string word) => new(word);

    // A parameter that came after the canonical form was fixed; it means nothing unless it is given.
    private static Parameter Added(string name, ParameterKind kind, Argument unused) => new(name, kind) { TextDefault = unused, VectorDefault = unused, Extension = true };
}
