using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Fluent;

/// <summary>
/// The form of the language for C#: <c>Pipe.Column("first").Trim().Case(CaseMode.Lower)</c>. Immutable; defaults are those of the text form.
/// </summary>
public sealed class Pipe
{
    private Pipe(Expression expression) => Expression = expression;

    /// <summary>What was built so far.</summary>
    public Expression Expression { get; }

    /// <summary>Starts with a source column.</summary>
    public static Pipe Column(string name) => new(new ColumnReference(name ?? throw new ArgumentNullException(nameof(name))));

    /// <summary>Starts with a text constant.</summary>
    public static Pipe Text(string value) => new(new Constant(value ?? throw new ArgumentNullException(nameof(value))));

    /// <summary>Starts with any expression.</summary>
    public static Pipe From(Expression expression) => new(expression ?? throw new ArgumentNullException(nameof(expression)));

    /// <summary>Starts with texts one after the other.</summary>
    /// <param name="nulls">What happens with NULL.</param>
    /// <param name="separator">Text between two operands.</param>
    /// <param name="operands">The texts.</param>
    public static Pipe Concat(NullRule nulls, string separator, params Pipe[] operands)
    {
        if (operands is null) throw new ArgumentNullException(nameof(operands));
        return new(new Concat(ValueList.From(operands.Select(operand => operand.Expression).ToArray()), nulls, separator ?? throw new ArgumentNullException(nameof(separator))));
    }

    /// <summary>Starts with exact arithmetic.</summary>
    /// <param name="function">What to compute.</param>
    /// <param name="operands">One operand for neg, abs and round, else two.</param>
    /// <param name="result">Type of the result.</param>
    /// <param name="rounding">What happens with digits the result cannot hold.</param>
    /// <param name="onZero">Required by div and mod.</param>
    /// <param name="operandTypes">Declared types of the operands; null has them inferred.</param>
    /// <param name="wide">Whether operands and result may be decimals of 19 to 38 digits.</param>
    public static Pipe Math(
        MathFunction function, Pipe[] operands, ColumnType result, Rounding rounding = Rounding.HalfAway, ZeroRule? onZero = null, ColumnType[]? operandTypes = null, bool wide = false)
    {
        if (operands is null) throw new ArgumentNullException(nameof(operands));
        var types = operandTypes is null ? null : ValueList.From(operandTypes);
        return new(new SafeMath(function, ValueList.From(operands.Select(operand => operand.Expression).ToArray()), types, result, rounding, onZero) { Wide = wide });
    }

    /// <summary>Starts with one of two values, by whether a pattern has a match in a text. Refused unless <see cref="DslFlags.SelectWhen"/> is on.</summary>
    /// <param name="tested">The text.</param>
    /// <param name="then">The value where there is a match.</param>
    /// <param name="otherwise">The value elsewhere; of the same type.</param>
    /// <param name="pattern">Portable regular expression.</param>
    /// <param name="ignoreCase">Whether each letter of the pattern stands for both of its cases.</param>
    public static Pipe SelectWhen(Pipe tested, Pipe then, Pipe otherwise, string pattern, bool ignoreCase = false)
        => Select(tested, then, otherwise, pattern ?? throw new ArgumentNullException(nameof(pattern)), null, ignoreCase);

    /// <summary>Starts with one of two values, by whether a text is a code or common name of a unit. Refused unless <see cref="DslFlags.SelectWhen"/> is on.</summary>
    /// <param name="tested">The text.</param>
    /// <param name="then">The value where it names the unit.</param>
    /// <param name="otherwise">The value elsewhere; of the same type.</param>
    /// <param name="unit">The unit.</param>
    public static Pipe SelectWhenUnit(Pipe tested, Pipe then, Pipe otherwise, string unit) => Select(tested, then, otherwise, null, unit ?? throw new ArgumentNullException(nameof(unit)), false);

    private static Pipe Select(Pipe tested, Pipe then, Pipe otherwise, string? pattern, string? unit, bool ignoreCase)
    {
        if (tested is null) throw new ArgumentNullException(nameof(tested));
        if (then is null) throw new ArgumentNullException(nameof(then));
        if (otherwise is null) throw new ArgumentNullException(nameof(otherwise));
        return new(new SelectWhen(tested.Expression, then.Expression, otherwise.Expression, pattern, unit) { IgnoreCase = ignoreCase });
    }

    /// <summary>Removes white space from the ends.</summary>
    /// <param name="side">Which end.</param>
    /// <param name="set">Characters to remove; null means Unicode white space.</param>
    public Pipe Trim(TrimSide side = TrimSide.Both, TrimSet? set = null) => new(new Trim(Expression, side, set ?? TrimSet.Unicode));

    /// <summary>Maps letters to upper, lower or title case.</summary>
    public Pipe Case(CaseMode mode, CaseAlphabet alphabet = CaseAlphabet.Unicode) => new(new Case(Expression, mode, alphabet));

    /// <summary>Turns every run of white space into one blank.</summary>
    public Pipe CollapseWhitespace(WhitespaceSet set = WhitespaceSet.Unicode, bool trim = true) => new(new CollapseWhitespace(Expression, set, trim));

    /// <summary>The leftmost match of a portable regular expression, or one of its groups.</summary>
    public Pipe RegexExtract(string pattern, int group = 0, NoMatchRule onNoMatch = NoMatchRule.Null, bool ignoreCase = false, bool fromEnd = false)
        => new(new RegexExtract(Expression, pattern ?? throw new ArgumentNullException(nameof(pattern)), group, onNoMatch) { IgnoreCase = ignoreCase, FromEnd = fromEnd });

    /// <summary>One piece of a text cut at every match of a portable regular expression.</summary>
    /// <param name="pattern">Separator.</param>
    /// <param name="index">1-based number of the piece.</param>
    /// <param name="ignoreCase">Whether letters of either case match.</param>
    public Pipe RegexSplit(string pattern, int index, bool ignoreCase = false)
        => new(new RegexSplit(Expression, SeparatorKind.Pattern, pattern ?? throw new ArgumentNullException(nameof(pattern)), index) { IgnoreCase = ignoreCase });

    /// <summary>One piece of a text cut at every occurrence of another text.</summary>
    /// <param name="literal">Separator.</param>
    /// <param name="index">1-based number of the piece.</param>
    /// <param name="ignoreCase">Whether letters of either case match.</param>
    public Pipe SplitAt(string literal, int index, bool ignoreCase = false)
        => new(new RegexSplit(Expression, SeparatorKind.Literal, literal ?? throw new ArgumentNullException(nameof(literal)), index) { IgnoreCase = ignoreCase });

    /// <summary>Replaces texts by looking them up in a table.</summary>
    /// <param name="map">Keys and values, in order; a null value is NULL.</param>
    /// <param name="onMissing">What happens with a text that is no key; null gives NULL.</param>
    /// <param name="onNull">Text that NULL becomes; null keeps NULL.</param>
    public Pipe MapDict(IEnumerable<KeyValuePair<string, string?>> map, MissingRule? onMissing = null, string? onNull = null)
    {
        if (map is null) throw new ArgumentNullException(nameof(map));
        var entries = ValueList.From(map.Select(pair => new MapEntry(pair.Key, pair.Value)).ToArray());
        return new(new MapDict(Expression, entries, onMissing ?? MissingRule.Null, onNull));
    }

    /// <summary>Converts a number between units of one dimension.</summary>
    /// <param name="from">Unit of the input.</param>
    /// <param name="to">Unit of the result.</param>
    /// <param name="result">Type of the result.</param>
    /// <param name="input">Declared type of the input; null has it inferred.</param>
    /// <param name="wide">Whether input and result may be decimals of 19 to 38 digits.</param>
    public Pipe UnitConvert(string from, string to, ColumnType result, ColumnType? input = null, bool wide = false)
        => new(new UnitConvert(Expression, from ?? throw new ArgumentNullException(nameof(from)), to ?? throw new ArgumentNullException(nameof(to)), input, result) { Wide = wide });

    /// <summary>Reads a date or timestamp by the first format that fits.</summary>
    /// <param name="formats">Formats in order of preference.</param>
    /// <param name="target">Type of the result.</param>
    /// <param name="pivot">Two-digit years from this one on are 19yy.</param>
    /// <param name="language">Language of names in the formats.</param>
    /// <param name="fraction">What happens with digits below the microsecond.</param>
    /// <param name="zone">IANA name of the zone whose clocks the times were read from; null for UTC.</param>
    /// <param name="ambiguous">What becomes of a time the zone has twice.</param>
    public Pipe DateParse(
        IEnumerable<string> formats, DateTarget target = DateTarget.Date, int? pivot = null, DateLanguage language = DateLanguage.English, FractionRule fraction = FractionRule.Exact, string? zone = null,
        AmbiguousRule ambiguous = AmbiguousRule.Error)
    {
        if (formats is null) throw new ArgumentNullException(nameof(formats));
        return new(new DateParse(Expression, ValueList.From(formats), target, pivot) { Language = language, Fraction = fraction, Zone = zone, Ambiguous = ambiguous });
    }

    /// <summary>Reads a date or timestamp by one format.</summary>
    public Pipe DateParse(
        string format, DateTarget target = DateTarget.Date, int? pivot = null, DateLanguage language = DateLanguage.English, FractionRule fraction = FractionRule.Exact, string? zone = null,
        AmbiguousRule ambiguous = AmbiguousRule.Error)
        => DateParse([format], target, pivot, language, fraction, zone, ambiguous);

    /// <summary>Writes a date or timestamp by a format.</summary>
    /// <param name="format">Format.</param>
    /// <param name="input">Declared type of the input; null has it inferred.</param>
    /// <param name="language">Language of names in the format.</param>
    /// <param name="zone">IANA name of the zone whose clocks a moment in UTC is written by; null for UTC.</param>
    public Pipe DateFormat(string format, ColumnType? input = null, DateLanguage language = DateLanguage.English, string? zone = null)
        => new(new DateFormat(Expression, format ?? throw new ArgumentNullException(nameof(format)), input) { Language = language, Zone = zone });

    /// <summary>Converts to another type.</summary>
    /// <param name="to">Type of the result.</param>
    /// <param name="rounding">What happens with digits the result cannot hold.</param>
    /// <param name="from">Declared type of the input; null has it inferred.</param>
    /// <param name="format">How the numbers of a text are written; null for the plain form.</param>
    /// <param name="wide">Whether input and result may be decimals of 19 to 38 digits.</param>
    public Pipe TypeCast(ColumnType to, Rounding rounding = Rounding.Exact, ColumnType? from = null, NumberFormat? format = null, bool wide = false)
        => new(new TypeCast(Expression, from, to, rounding) { Format = format, Wide = wide });

    /// <summary>Exact arithmetic with this as the first operand.</summary>
    /// <param name="function">What to compute.</param>
    /// <param name="other">The second operand; null for neg, abs and round.</param>
    /// <param name="result">Type of the result.</param>
    /// <param name="rounding">What happens with digits the result cannot hold.</param>
    /// <param name="onZero">Required by div and mod.</param>
    /// <param name="wide">Whether operands and result may be decimals of 19 to 38 digits.</param>
    public Pipe SafeMath(MathFunction function, Pipe? other, ColumnType result, Rounding rounding = Rounding.HalfAway, ZeroRule? onZero = null, bool wide = false)
        => Math(function, other is null ? [this] : [this, other], result, rounding, onZero, wide: wide);

    /// <summary>The expression in the text form.</summary>
    public override string ToString() => Lumos.Dsl.Text.DslText.Print(Expression);
}
