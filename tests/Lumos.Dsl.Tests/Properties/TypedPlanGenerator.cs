using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>Random plans that are mostly well typed, over a fixed source with a column of every type.</summary>
internal static class TypedPlanGenerator
{
    private static readonly string[] Patterns =
    [
        "[0-9]+", "([0-9]+)", "^([0-9]{2})/", "a", "(a*)b", "^x?", "b$", "[^,]+", ",([^,]*)$", "@([^@]+)$", "\\s+", "(\\S+)\\s", ".", "^.", "[^a]", "\\.([0-9]{1,3})", "[a-z]+", "([A-Z]{2})-([0-9]{6})", "(?:ab)+", "[é-ü]", "\\D", "^[+-]?\\d+$",
        "(?:x|y)z?", "[\\w.]+", "^$", "\\n", "'", "\\\\", "[😀-😏]", "é+", "(?:Mr|Ms)\\.? (\\w+)", "-{2,}", "[ \\t]", "(?:a{2}b?){2}", "x*", "^\\W*(\\w)", "\\(([^)]*)\\)", "[^\\n]*$", "0*([1-9])", "K",
    ];

    private static readonly string[] Separators = ["[,;|]", "\\s+", "-{2,}", "^.", "^-", "[0-9]$", "b$", "a", "\\D", "(?:ab)+", "[^a-z]", "é|😀", "\\n", "'"];

    private static readonly string[] Formats =
    [
        "YYYY-MM-DD", "MM/DD/YYYY", "DD.MM.YYYY", "D/M/YYYY", "M/D/YYYY", "DD MON YYYY", "MON DD, YYYY", "YYYYMMDD", "YY-MM-DD", "M/D/YY", "MM/DD/YY", "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DDTHH:mm:ss.SSS", "YYYY-MM-DDTHH:mm:ss.SSSSSS", "DD.MM.YYYY HH:mm",
        "YYYY-MM-DDTHH:mm:ssZ", "YYYY-MM-DD HH:mm Z", "YYYY-MM-DDTHH:mm:ss.FZ", "MM/DD/YYYY hh:mm:ss AM", "M/D/YYYY h:mm am", "h.mm A.M. YYYY-MM-DD", "M/D/YYYY H:mm", "YYYY-MM-DD HH:mm:ss.S", "YYYY-MM-DD HH:mm:ss.SSSSSSSSS", "YYYY-MM-DD HH:mm:ss.F",
        "D MONTH YYYY", "MONTH D, YYYY", "WEEKDAY, D MONTH YYYY", "WDAY D MON YYYY", "D MON YY", "WDAY MON DD HH:mm:ss Z YYYY", "WEEKDAY YYYY-MM-DD hh AM", "EPOCH_SECONDS", "EPOCH_MILLISECONDS", "EPOCH_MICROSECONDS", "SERIAL_1900", "SERIAL_1904",
        "SERIAL_1900_SECONDS", "SERIAL_1904_SECONDS", "YYYY-MM-DD HH:mm", "(YYYY-MM-DD)", "YYYY*MM*DD", "[YYYY]MM?DD", "DD-MM-YYYY", "MM/YYYY/DD", "YYYY/M/D", "YYYY%MM%DD", "YYYY MM DD", "HH:mm DD-MON-YY", "YYYY-MM-DDTHH:mm:ss",
    ];

    private static readonly string[] OutputFormats =
        ["YYYY-MM-DD", "D", "D/M/YYYY", "DD MON YYYY", "YY.MM", "MON D, YYYY", "YYYYMMDD", "%YYYY%", "M-YYYY", "HH:mm", "YYYY-MM-DD HH:mm:ss.SSSSSS", "ss.SSS", "DDTHH", "'YYYY'", "\"MM\\", "YYYY/MON {D}", "WEEKDAY, D MONTH YYYY", "WDAY MON MONTH", "hh:mm AM", "h am", "hA.M.", "h:mm a.m.", "H:mm:ss.F", "S SS SSSS SSSSSSSSS", "YYYY-MM-DDTHH:mm:ss.FZ", "Z"];

    // A few, with every kind of clock: most statements grow by 30 KB.
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin", "Etc/GMT+5"];

    private static readonly string[] Keys = ["", " ", "a", "A", "0", "1", "null", "O'Neil", "a\\b", "%", "é", "e\u0301", "ß", "ss", "😀", "x", "yes", "DE", "\"", "\uFFFD", "\uE000", "\U0001F600\U0001F600", "z"];

    public static ColumnSchema Source { get; } = new(
    [
        new("t1", ColumnType.Text), new("t 2", ColumnType.Text), new("T\"3", ColumnType.Text), new("i1", ColumnType.Int64), new("i2", ColumnType.Int64), new("d1", ColumnType.Decimal(10, 2)), new("d2", ColumnType.Decimal(18, 4)),
        new("d3", ColumnType.Decimal(5, 5)), new("d4", ColumnType.Decimal(18, 17)), new("b", ColumnType.Bool), new("dt", ColumnType.Date), new("ts", ColumnType.Timestamp), new("w1", ColumnType.Decimal(38, 10)), new("w2", ColumnType.Decimal(25, 0)),
    ]);

    public static Gen<TransformPlan> Plan { get; } =
        from count in Gen.Choose(1, 6)
        from expressions in (from type in Type from depth in Gen.Choose(1, 4) from expression in Of(type, depth) select expression).ListOf(count)
        select new TransformPlan(ValueList.From(expressions.Select((expression, i) => new Pipeline(FormattableString.Invariant($"out{i}"), null, expression)).ToArray()));

    private static Gen<ColumnType> Type => Gen.Frequency(
        (5, Gen.Constant(ColumnType.Text)), (2, Gen.Constant(ColumnType.Int64)), (3, DecimalType), (1, Gen.Constant(ColumnType.Bool)), (1, Gen.Constant(ColumnType.Date)), (1, Gen.Constant(ColumnType.Timestamp)));

    private static Gen<ColumnType> DecimalType =>
        from wide in Gen.Choose(0, 5)
        from precision in wide == 0 ? Gen.Choose(19, 38) : Gen.Choose(1, 18)
        from scale in Gen.Choose(0, precision)
        select ColumnType.Decimal(precision, scale);

    private static Gen<ColumnType> NumberType => Gen.Frequency((1, Gen.Constant(ColumnType.Int64)), (2, DecimalType), (1, Gen.Elements(ColumnType.Decimal(10, 2), ColumnType.Decimal(12, 3), ColumnType.Decimal(38, 10), ColumnType.Decimal(25, 0))));

    private static Gen<Expression> Of(ColumnType type, int depth)
    {
        var columns = Source.Fields.Where(field => field.Type == type).Select(field => (Expression)new ColumnReference(field.Name)).ToArray();
        if (depth <= 0 && columns.Length > 0) return Gen.Elements(columns);
        if (depth <= 0) return type.Kind == ColumnKind.Text ? Gen.Elements(columns) : Cast(ColumnType.Text, type, 0);
        var plain = Plain(type, depth);
        return depth < 2 ? plain : Gen.Frequency((14, plain), (1, Select(type, depth)));
    }

    private static Gen<Expression> Plain(ColumnType type, int depth)
    {
        return type.Kind switch
        {
            ColumnKind.Text => Text(depth),
            ColumnKind.Int64 or ColumnKind.Decimal => Number(type, depth),
            ColumnKind.Bool => Gen.OneOf(Cast(ColumnType.Text, type, depth), Cast(ColumnType.Int64, type, depth), Cast(type, type, depth)),
            ColumnKind.Date => Gen.OneOf(Cast(ColumnType.Text, type, depth), Parse(DateTarget.Date, depth)),
            _ => Parse(DateTarget.Timestamp, depth),
        };
    }

    // Behind a flag, which the comparisons turn on; branches share columns and often fail.
    private static Gen<Expression> Select(ColumnType type, int depth) =>
        from tested in Of(ColumnType.Text, depth - 1)
        from then in Of(type, depth - 1)
        from otherwise in Of(type, depth - 1)
        from condition in Gen.OneOf(Gen.Elements(Patterns).Select(pattern => (Matches: (string?)pattern, Unit: (string?)null)), Gen.Elements("b", "l", "h", "K").Select(unit => (Matches: (string?)null, Unit: (string?)unit)))
        select (Expression)new SelectWhen(tested, then, otherwise, condition.Matches, condition.Unit);

    private static Gen<Expression> Text(int depth)
    {
        var input = Of(ColumnType.Text, depth - 1);
        return Gen.Frequency<Expression>(
            (3, from i in input from side in Any<TrimSide>() from set in Gen.OneOf(Gen.Elements(TrimSet.Ascii, TrimSet.Unicode), Gen.Elements("xa ", "-]^\\", "é😀", "0").Select(TrimSet.Of)) select (Expression)new Trim(i, side, set)),
            (3, from i in input from mode in Any<CaseMode>() from alphabet in Any<CaseAlphabet>() select (Expression)new Case(i, mode, alphabet)),
            (3, from i in input from set in Any<WhitespaceSet>() from trim in Gen.Elements(true, false) select (Expression)new CollapseWhitespace(i, set, trim)),
            (3, from i in input from pattern in Gen.Elements(Patterns) from g in Gen.Choose(0, 1) from rule in Any<NoMatchRule>() select (Expression)new RegexExtract(i, pattern, g, rule)),
            (1, from i in input from pattern in Gen.Elements(Separators) from index in Gen.Choose(1, 4) select (Expression)new RegexSplit(i, SeparatorKind.Pattern, pattern, index)),
            (2, from i in input from text in Gen.Elements(",", "-", "--", "'", "\\", ".", " ", "é", "😀", "][") from index in Gen.Choose(1, 4) select (Expression)new RegexSplit(i, SeparatorKind.Literal, text, index)),
            (3, from operands in Operands(depth) from rule in Any<NullRule>() from mark in Gen.Elements("", " ", ", ", "'", "-", "\\", "é") select (Expression)new Concat(operands, rule, mark)),
            (3, from i in input from map in Map from missing in Missing from onNull in Gen.Elements<string?>(null, null, "", "was null") select (Expression)new MapDict(i, map, missing, onNull)),
            (2, from type in Gen.Elements(ColumnType.Date, ColumnType.Timestamp) from i in Of(type, depth - 1) from format in Gen.Elements(OutputFormats) from language in Any<DateLanguage>() from zone in type.Kind == ColumnKind.Timestamp ? Zone : Gen.Constant<string?>(null) select (Expression)new DateFormat(i, format, null) { Language = language, Zone = zone }),
            (1, from i in input select (Expression)new TypeCast(new TypeCast(i, null, ColumnType.Float64, Rounding.Exact), null, ColumnType.Text, Rounding.Exact)),
            (3, from type in Type.Where(type => type.Kind != ColumnKind.Timestamp) from cast in Cast(type, ColumnType.Text, depth) select cast));
    }

    private static Gen<Expression> Number(ColumnType type, int depth)
    {
        var rounding = Any<Rounding>();
        return Gen.Frequency<Expression>(
            (4, Cast(ColumnType.Text, type, depth)),
            (2, from other in NumberType from cast in Cast(other, type, depth) select cast),
            (4, from a in NumberType
                from b in NumberType
                from left in Of(a, depth - 1)
                from right in Of(b, depth - 1)
                from function in Gen.Elements(MathFunction.Add, MathFunction.Sub, MathFunction.Mul)
                from mode in rounding
                select (Expression)new SafeMath(function, [left, right], null, type, mode, null) { Wide = AnyWide(type, a, b) }),
            (3, from a in NumberType
                from b in NumberType
                from left in Of(a, depth - 1)
                from right in Of(b, depth - 1)
                from mode in rounding
                from zero in Any<ZeroRule>()
                select (Expression)new SafeMath(MathFunction.Div, [left, right], null, type, mode, zero) { Wide = AnyWide(type, a, b) }),
            (1, from left in Of(ColumnType.Int64, depth - 1)
                from right in Of(ColumnType.Int64, depth - 1)
                from mode in rounding
                from zero in Any<ZeroRule>()
                select (Expression)new SafeMath(MathFunction.Mod, [left, right], null, ColumnType.Int64, mode, zero)),
            (3, from a in NumberType from input in Of(a, depth - 1) from function in Gen.Elements(MathFunction.Neg, MathFunction.Abs, MathFunction.Round) from mode in rounding select (Expression)new SafeMath(function, [input], null, type, mode, null) { Wide = AnyWide(type, a) }),
            (3, from a in NumberType
                from input in Of(a, depth - 1)
                from unit in Gen.Elements(UnitTable.All.ToArray())
                from other in Gen.Elements(UnitTable.All.Where(candidate => candidate.Dimension == unit.Dimension).ToArray())
                select (Expression)new UnitConvert(input, unit.Code, other.Code, null, type) { Wide = AnyWide(type, a) }));
    }

    private static Gen<Expression> Cast(ColumnType origin, ColumnType to, int depth) =>
        from input in Of(origin, depth - 1)
        from rounding in Any<Rounding>()
        from format in origin.Kind == ColumnKind.Text && to.Kind is ColumnKind.Int64 or ColumnKind.Decimal ? Format : Gen.Constant<NumberFormat?>(null)
        select (Expression)new TypeCast(input, null, to, rounding) { Format = format, Wide = AnyWide(origin, to) };

    private static bool AnyWide(params ColumnType[] types) => types.Any(type => type.Precision > 18);

    // Half of them plain; the others may break a rule of the checker, which leaves their pipeline out.
    private static Gen<NumberFormat?> Format => Gen.Frequency(
        (4, Gen.Constant<NumberFormat?>(null)),
        (6, from point in Gen.Elements(".", ".", ",")
            from marks in Gen.Elements(null, null, ",", ".", " \u00A0", "'\u2019", "_", " \u00A0\u202F\u2009")
            from grouping in Gen.Elements(DigitGrouping.Three, DigitGrouping.Three, DigitGrouping.Indian)
            from sign in Any<SignPlace>()
            from symbols in Gen.Elements<ValueList<string>>([], [], ["€"], ["EUR", "€"], ["$", "US$"], ["Rs."], ["%"], ["x", "it's", "\\"], ["kr", "😀"])
            from flags in Gen.Elements(true, false).ListOf(4)
            select (NumberFormat?)new NumberFormat
            {
                DecimalMark = point,
                GroupMarks = marks,
                Grouping = marks is null ? DigitGrouping.Three : grouping,
                Sign = sign,
                Symbols = symbols,
                UnicodeMinus = flags[0],
                Parentheses = flags[1],
                Percent = flags[2] && symbols.Count == 0,
                Exponent = flags[3],
            }));

    private static Gen<Expression> Parse(DateTarget target, int depth) =>
        from count in Gen.Choose(1, 3)
        from formats in Gen.Elements(Formats.Where(format => target == DateTarget.Timestamp || !DatePattern.Parse(format).HasTime).ToArray()).ListOf(count)
        from language in Gen.Frequency((2, Gen.Constant(DateLanguage.English)), (1, Any<DateLanguage>()))
        from input in Gen.Frequency((3, Of(ColumnType.Text, depth - 1)), (2, Written(formats[^1], language, depth)))
        from pivot in Gen.Elements(0, 1, 30, 68, 69, 70, 99, 100)
        from fraction in Any<FractionRule>()
        from zone in target == DateTarget.Timestamp ? Zone : Gen.Constant<string?>(null)
        from ambiguous in Any<AmbiguousRule>()
        select (Expression)new DateParse(input, ValueList.From(formats.ToArray()), target, pivot) { Language = language, Fraction = fraction, Zone = zone, Ambiguous = zone is null ? AmbiguousRule.Error : ambiguous };

    private static Gen<string?> Zone => Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(Zones)));

    // A text of the very format, so that the dates of other languages and long formats are met at all.
    private static Gen<Expression> Written(string format, DateLanguage language, int depth) => DatePattern.Parse(format).Number is null
        ? from input in Of(ColumnType.Timestamp, Math.Min(depth - 1, 0)) select (Expression)new DateFormat(input, format, null) { Language = language }
        : Of(ColumnType.Text, depth - 1);

    private static Gen<ValueList<Expression>> Operands(int depth) =>
        from count in Gen.Choose(1, 3)
        from operands in Gen.OneOf(Of(ColumnType.Text, depth - 1), Gen.Elements<Expression>(new Constant(""), new Constant("it's"), new Constant("5"))).ListOf(count)
        select ValueList.From(operands.ToArray());

    private static Gen<ValueList<MapEntry>> Map =>
        from count in Gen.Choose(0, Keys.Length)
        from keys in Gen.Shuffle(Keys)
        from values in Gen.Elements<string?>("v", "", "it's", null, "😀", "1").ListOf(count)
        select ValueList.From(keys.Take(count).Zip(values, (key, value) => new MapEntry(key, value)).ToArray());

    private static Gen<MissingRule> Missing => Gen.Elements(MissingRule.Null, MissingRule.Error, MissingRule.Keep, MissingRule.Default("other"), MissingRule.Default(""));

    private static Gen<T> Any<T>() where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());
}
