using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Sql.Elt;

/// <summary>A plan of one operation, for the approved statements and the table of what runs where.</summary>
/// <param name="Name">File name of the approved statement.</param>
/// <param name="Label">Row of the table.</param>
/// <param name="Text">The plan.</param>
public sealed record CorePlan(string Name, string Label, string Text)
{
    private static readonly ColumnSchema Source = new(
    [
        new("a", ColumnType.Text), new("b", ColumnType.Text), new("n", ColumnType.Int64), new("m", ColumnType.Int64), new("p", ColumnType.Decimal(6, 2)), new("w", ColumnType.Decimal(18, 4)),
        new("f", ColumnType.Bool), new("d", ColumnType.Date), new("t", ColumnType.Timestamp), new("g", ColumnType.Float64),
    ]);

    /// <summary>The twelve operations with the arguments that change what is emitted.</summary>
    public static IReadOnlyList<CorePlan> All { get; } =
    [
        new("trim-both", "`trim`", "x = a | trim"),
        new("trim-left-ascii", "`trim(left, set: ascii)`", "x = a | trim(left, set: ascii)"),
        new("trim-right-set", "`trim` with a set of characters", "x = a | trim(right, set: \"'\\\\]-*\")"),
        new("trim-set-beyond-bmp", "`trim` with a set beyond the Basic Multilingual Plane", "x = a | trim(set: \"😀\")"),
        new("case-upper-ascii", "`case`, alphabet ascii", "x = a | case(upper, alphabet: ascii)"),
        new("case-lower-unicode", "`case`, alphabet unicode", "x = a | case(lower)"),
        new("collapse-unicode", "`collapse_whitespace`", "x = a | collapse_whitespace"),
        new("collapse-ascii", "`collapse_whitespace(set: ascii, trim: false)`", "x = a | collapse_whitespace(set: ascii, trim: false)"),
        new("extract-group", "`regex_extract`", "x = a | regex_extract('(?:#|nr[.])([0-9A-F]{6})[^-]', 1, on_no_match: error)"),
        new("extract-anchored", "`regex_extract`, pattern ends with `$`", "x = a | regex_extract('^\\d{4}-\\d{2}$')"),
        new("extract-empty", "`regex_extract`, pattern can match nothing", "x = a | regex_extract('[a-z]*')"),
        new("extract-ignore-case", "`regex_extract(ignore_case: true)`", "x = a | regex_extract('^(?:No|Nr)[.]([0-9]+)', 1, ignore_case: true)"),
        new("split-literal", "`regex_split(literal: ..)`", "x = a | regex_split(literal: \"|'\", index: 3)"),
        new("split-far", "`regex_split(literal: .., index: 64)`", "x = a | regex_split(literal: \",\", index: 64)"),
        new("split-pattern", "`regex_split` by a pattern", "x = a | regex_split('[,;]\\s', 2)"),
        new("split-at-start", "`regex_split` by a pattern at the beginning", "x = a | regex_split('^[,;]', 2)"),
        new("concat-propagate", "`concat(nulls: propagate)`", "x = concat(a, b, separator: \"-\", nulls: propagate)"),
        new("concat-empty", "`concat(nulls: empty)`", "x = concat(a, \"'\", b, nulls: empty)"),
        new("concat-skip", "`concat(nulls: skip)`", "x = concat(a, b, separator: \", \", nulls: skip)"),
        new("map-error", "`map_dict`", "x = a | map_dict({\"DE\": \"Germany\", \"it's\": null}, on_missing: error, on_null: \"unknown\")"),
        new("map-keep", "`map_dict(on_missing: keep)`", "x = a | map_dict({\"a \": \"1\"}, on_missing: keep)"),
        new("cast-text-int64", "`type_cast`, text to int64", "x = a | type_cast(int64)"),
        new("cast-text-decimal-exact", "`type_cast`, text to decimal", "x = a | type_cast(decimal(9,2))"),
        new("cast-text-decimal-rounded", "`type_cast(rounding: half_away)`, text to decimal", "x = a | type_cast(decimal(18,4), rounding: half_away)"),
        new("cast-text-bool", "`type_cast`, text to bool", "x = a | type_cast(bool)"),
        new("cast-text-date", "`type_cast`, text to date", "x = a | type_cast(date)"),
        new("cast-decimal-text", "`type_cast`, decimal to text", "x = p | type_cast(text)"),
        new("cast-date-text", "`type_cast`, date to text", "x = d | type_cast(text)"),
        new("cast-bool-text", "`type_cast`, bool to text", "x = f | type_cast(text)"),
        new("cast-int64-bool", "`type_cast`, int64 to bool", "x = n | type_cast(bool)"),
        new("cast-bool-int64", "`type_cast`, bool to int64", "x = f | type_cast(int64)"),
        new("cast-decimal-decimal", "`type_cast`, decimal to decimal", "x = w | type_cast(decimal(9,2))"),
        new("math-add", "`safe_math` add, sub, mul, neg, abs", "x = safe_math(add, n, m, result: int64)"),
        new("math-mul", "`safe_math` mul, rounded", "x = safe_math(mul, p, p, result: decimal(9,3))"),
        new("math-div", "`safe_math` div, small decimals", "x = safe_math(div, p, p, result: decimal(9,2), on_zero: error)"),
        new("math-div-wide", "`safe_math` div, int64", "x = safe_math(div, n, m, result: decimal(9,2), rounding: exact, on_zero: null)"),
        new("math-div-38", "`safe_math` div, steps of more than 38 digits", "x = safe_math(div, n, w, result: decimal(18,14), on_zero: null)"),
        new("math-mod", "`safe_math` mod", "x = safe_math(mod, n, m, result: int64, on_zero: error)"),
        new("units", "`unit_convert`, small decimals", "x = p | unit_convert(\"lb\", \"kg\", result: decimal(12,3))"),
        new("units-wide", "`unit_convert`, wide decimals", "x = w | unit_convert(\"F\", \"C\", result: decimal(18,4))"),
        new("date-parse", "`date_parse`", "x = a | date_parse(\"YYYY-MM-DD\", \"D/M/YY\", \"DD MON YYYY\", pivot: 50)"),
        new("date-parse-timestamp", "`date_parse(target: timestamp)`", "x = a | date_parse(\"YYYY-MM-DDTHH:mm:ss.SSS\", target: timestamp)"),
        new("date-format", "`date_format`", "x = t | date_format(\"D MON YY, HH:mm:ss.SSSSSS\")"),
        new("chain", "several operations on top of each other", "x = concat(a | trim | case(upper, alphabet: ascii), p | type_cast(text), separator: \"/\", nulls: skip)\ny = a | trim | type_cast(decimal(6,2)) | unit_convert(\"km\", \"m\", result: decimal(9,2)) | type_cast(text)"),
    ];

    /// <summary>Parts of the language beyond its core, for the table alone.</summary>
    public static IReadOnlyList<CorePlan> Beyond { get; } =
    [
        new("number-format", "`type_cast` with a number format", "x = a | type_cast(decimal(12,2), group_mark: \",\", symbol: [\"$\", \"US$\"], parentheses: true, exponent: true)"),
        new("wide", "`wide: true`", "x = a | type_cast(decimal(38,10), wide: true)"),
        new("float64-read", "`type_cast`, text to float64", "x = a | type_cast(float64)"),
        new("float64-write", "`type_cast`, float64 to text", "x = g | type_cast(text)"),
        new("date-offset", "`date_parse` with an offset (`Z`)", "x = a | date_parse(\"YYYY-MM-DDTHH:mm:ssZ\", target: timestamp)"),
        new("date-am", "AM and PM", "x = a | date_parse(\"M/D/YYYY h:mm AM\", target: timestamp) | date_format(\"hh AM\")"),
        new("date-names", "names of months and weekdays in seven languages", "x = a | date_parse(\"WEEKDAY, D MONTH YYYY\", language: fr) | date_format(\"WDAY D MON YYYY\", language: de)"),
        new("date-fraction", "fractions of 1 to 9 digits", "x = a | date_parse(\"YYYY-MM-DD HH:mm:ss.F\", target: timestamp, fraction: half_away)"),
        new("date-number", "time since 1970, day numbers of spreadsheets", "x = a | date_parse(\"EPOCH_MILLISECONDS\", \"SERIAL_1900\", target: timestamp)"),
        new("date-zone", "IANA time zones (`zone`)", "x = a | date_parse(\"YYYY-MM-DD HH:mm\", target: timestamp, zone: \"Europe/Berlin\") | date_format(\"YYYY-MM-DD HH:mm\", zone: \"Asia/Tokyo\")"),
        new("case-title", "`case(title)`", "x = a | case(title)"),
        new("from-end", "patterns read from the end", "x = a | regex_extract(\"^(.+) \\\\S+$\", 1)"),
    ];

    /// <summary>The checked plan.</summary>
    public TypedPlan Checked() => PlanChecker.Check(DslText.Parse(Text), Source).OrThrow();

    /// <summary>Its statement, or null and why the engine refuses it.</summary>
    public string? SqlFor(SqlEngine engine, out LumosException? refusal)
    {
        refusal = null;
        try
        {
            return SqlCompiler.Compile(Checked(), engine).SelectSql("orders", ["n"]);
        }
        catch (LumosException error) when (error.Code == ErrorCode.DslReject)
        {
            refusal = error;
            return null;
        }
    }
}
