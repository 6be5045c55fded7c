using System.Globalization;
using System.Numerics;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Features;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>
/// ClickHouse. Integers are computed as Int128, because narrower ones wrap silently, and as Int256 where a step may need more; dates and timestamps are ISO text, because Date32 and
/// DateTime64 end in 1900 and 2299 and move what lies outside to the edge. No function that can raise is used, so nothing depends on which branch
/// of a CASE is evaluated.
/// </summary>
internal sealed class ClickHouseDialect : ServerDialect
{
    private const int Int32Digits = 9;
    private const int Int64Digits = 18;

    private readonly SqlFragment _toWide;
    private readonly ClickHouseDialect? _wider;

    public ClickHouseDialect()
        : this("toInt128", new ClickHouseDialect("toInt256", null))
    {
    }

    private ClickHouseDialect(string toWide, ClickHouseDialect? wider) => (_toWide, _wider) = (SqlFragment.Raw(toWide), wider);

    // A server takes 100 subselects in one another; the rest is room for what the statement is put into.
    private const int MaxLevels = 90;

    public override SqlEngine Engine => SqlEngine.ClickHouse;

    public override string Name => "ClickHouse";

    public override DslFeatures Features =>
        DslFeatures.NumberFormat | DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.ShortHour | DslFeatures.Epoch
        | DslFeatures.SerialDate | DslFeatures.NamedZone | DslFeatures.SelectWhen | DslFeatures.WideDecimal | DslFeatures.TitleCase | DslFeatures.FromEnd | DslFeatures.Float64;

    public override SqlPrinter Printer { get; } = new ClickHousePrinter();

    // RE2 without the multi-line flag.
    public override string EndAnchor => "$";

    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text or ColumnKind.Date or ColumnKind.Timestamp => "Nullable(String)",
        ColumnKind.Int64 => "Nullable(Int64)",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"Nullable(Decimal({type.Precision},{type.Scale}))"),
        ColumnKind.Bool => "Nullable(Bool)",
        ColumnKind.Float64 => "Nullable(Float64)",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    // A chain of WITH, since the parser takes fewer subselects in one another. In a projection, the name of a column it makes hides a column it
    // reads, so no name inside may be one from outside: columns of the relation are qualified, and the last projection only renames.
    public override string PrintStatement(SqlStatement statement)
    {
        RequireLevels(statement, MaxLevels, "it takes 100 subselects in one another.");
        var sql = new StringBuilder("WITH ");
        var from = statement.Relation + " AS " + SqlStatement.RelationAlias;
        for (var level = 0; level < statement.Levels.Count; level++)
        {
            sql.Append(Step(level)).Append(" AS (\nSELECT ").AppendJoin(",\n  ", statement.Levels[level]).Append("\nFROM ").Append(from).Append("),\n");
            from = Step(level);
        }

        return sql.Append(Results).Append(" AS (\nSELECT ").AppendJoin(",\n  ", statement.Outputs.Select((output, i) => output.Expression + " AS " + Result(i))).Append("\nFROM ").Append(from)
            .Append(")\nSELECT ").AppendJoin(",\n  ", statement.Outputs.Select((output, i) => Results + "." + Result(i) + " AS " + output.Name)).Append("\nFROM ").Append(Results).ToString();
    }

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => ClickHouseProbes.Of(plan);

    // A timestamp may come as DateTime, as DateTime64 of any precision or as ISO text: what it prints as is filled up to microseconds.
    public override SqlFragment Source(string name, ColumnType type)
    {
        var column = SqlFragment.Of($"{SqlFragment.Raw(SqlStatement.RelationAlias)}.{SqlFragment.Name(name)}");
        var value = SqlFragment.Of($"CAST({column} AS {SqlFragment.Raw(TypeName(type))})");
        return type.Kind == ColumnKind.Timestamp
            ? SqlFragment.Of($"CASE WHEN length({value}) = 19 THEN concat({value}, '.000000') ELSE rightPad({value}, 26, '0') END")
            : value;
    }

    public override SqlFragment Carried(string name) => SqlFragment.Of($"{SqlFragment.Raw(SqlStatement.RelationAlias)}.{SqlFragment.Name(name)}");

    // A Decimal of up to 9 digits is an Int32 with a scale, one of up to 18 an Int64, one of up to 38 an Int128.
    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => type.Precision switch
    {
        <= Int32Digits => SqlFragment.Of($"toInt64(reinterpret({value}, 'Int32'))"),
        <= Int64Digits => SqlFragment.Of($"reinterpret({value}, 'Int64')"),
        _ => SqlFragment.Of($"reinterpret({value}, 'Int128')"),
    };

    // What stands under a NULL is computed too, and CAST raises when that does not fit: toInt32 cuts it off.
    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type)
    {
        var value = type.Precision switch
        {
            <= Int32Digits => SqlFragment.Of($"reinterpret(toInt32({scaled}), 'Decimal32({type.Scale})')"),
            <= Int64Digits => SqlFragment.Of($"reinterpret({scaled}, 'Decimal64({type.Scale})')"),
            _ => SqlFragment.Of($"reinterpret({scaled}, 'Decimal128({type.Scale})')"),
        };
        return SqlFragment.Of($"CAST({value} AS {SqlFragment.Raw(TypeName(type))})");
    }

    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim)
    {
        var set = Class(trim.Set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : trim.Set.Characters!);
        SqlFragment value = x;
        if (trim.Side != TrimSide.Right) value = Without(value, "^" + set + "+");
        return trim.Side == TrimSide.Left ? value : Without(value, set + "+$");
    }

    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters) =>
        letters.Mode == CaseMode.Title ? ClickHouseTitle.Title(x, letters.Alphabet) : ClickHouseCase.Of(x, letters.Mode, letters.Alphabet);

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse)
    {
        var one = SqlFragment.Of($"replaceRegexpAll({x}, {SqlFragment.Text(Class(WhitespaceSets.Of(collapse.Set)) + "+")}, ' ')");
        return collapse.TrimEnds ? Without(Without(one, "^ "), " $") : one;
    }

    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = LrxPattern.Of(extract);
        var printed = SqlFragment.Text(Re2Printer.Print(pattern, extract.Group));
        return SqlFragment.Of($"CASE WHEN match({x}, {printed}) THEN extract({x}, {printed}) END");
    }

    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        // An array cannot be NULL, so a NULL text gives the pieces of '' and is sorted out afterwards.
        var text = SqlFragment.Of($"ifNull({x}, '')");
        if (split.SeparatorKind == SeparatorKind.Literal) return Piece(chain, x, SqlFragment.Of($"splitByString({SqlFragment.Text(split.Separator)}, {text})"), split.Index);
        var pattern = LrxPattern.Parse(split.Separator);
        var printed = SqlFragment.Text(Re2Printer.Print(pattern, capture: 0));
        if (!pattern.Syntax.AnchoredStart) return Piece(chain, x, SqlFragment.Of($"splitByRegexp({printed}, {text})"), split.Index);

        // splitByRegexp takes '^' for the beginning of every piece; there is one separator at most, at the beginning of the text.
        return split.Index switch
        {
            1 => SqlFragment.Of($"CASE WHEN match({x}, {printed}) THEN '' ELSE {x} END"),
            2 => SqlFragment.Of($"CASE WHEN match({x}, {printed}) THEN replaceRegexpOne({x}, {printed}, '') END"),
            _ => SqlFragment.Of($"CAST(NULL AS Nullable(String))"),
        };
    }

    public override SqlFragment BoolToInt64(SqlBinding x) => SqlFragment.Of($"CAST({x} AS Nullable(Int64))");

    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"match({x}, {SqlFragment.Text(pattern)})");

    public override SqlFragment Without(SqlFragment x, string pattern) => SqlFragment.Of($"replaceRegexpOne({x}, {SqlFragment.Text(pattern)}, '')");

    public override SqlFragment Captured(SqlFragment x, string pattern) => SqlFragment.Of($"extract({x}, {SqlFragment.Text(pattern)})");

    public override DateWords DateWords => ClickHouseDateWords.Instance;

    public override SqlFragment WideOfDigits(SqlFragment x) => SqlFragment.Of($"toInt128OrNull({x})");

    public override SqlFragment Wide(SqlFragment x) => SqlFragment.Of($"{_toWide}({x})");

    public override SqlFragment Narrow(SqlFragment x, ColumnType type) => type.Precision > Int64Digits ? SqlFragment.Of($"toInt128({x})") : SqlFragment.Of($"toInt64({x})");

    public override SqlFragment Absolute(SqlFragment x) => SqlFragment.Of($"{_toWide}(abs({x}))");

    public override SqlFragment Divide(SqlFragment n, SqlFragment d) => SqlFragment.Of($"intDiv({n}, {_toWide}({d}))");

    public override SqlFragment Remainder(SqlFragment n, SqlFragment d) => SqlFragment.Of($"modulo({n}, {_toWide}({d}))");

    public override SqlFragment Divisor(SqlFragment d) => SqlFragment.Of($"ifNull(nullIf({d}, 0), 1)");

    public override SqlFragment TextOf(SqlFragment x, ColumnType type) => type.Kind switch
    {
        ColumnKind.Int64 or ColumnKind.Float64 => SqlFragment.Of($"toString({x})"),
        ColumnKind.Decimal => SqlFragment.Of($"toDecimalString({x}, {type.Scale})"),
        _ => x,
    };

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) =>
        cast.To.Kind == ColumnKind.Float64 ? ClickHouseFloats.Read(chain, x, errors) : base.CastFromText(chain, x, cast, errors);

    public override Emitted FloatToText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => ClickHouseFloats.Print(this, chain, x, errors);

    public override string Cell(string? text, ColumnType type) =>
        type.Kind == ColumnKind.Float64 && text is not null && char.IsAsciiDigit(text[text.Length - 1]) ? ClickHouseFloats.Constant(text).Print(Printer) : base.Cell(text, type);

    public override SqlFragment Moment(string iso) => SqlFragment.Text(iso);

    // A CASE of so many branches takes ten times as long to analyse, and computes each of them all the same.
    public override SqlFragment ZoneShift(SqlBinding moment, ZoneSteps steps)
    {
        var starts = SqlFragment.Join(", ", Enumerable.Range(1, steps.Count - 1).Select(step => ZoneTimes.Start(this, steps, step)));
        var shifts = SqlFragment.Join(", ", Enumerable.Range(0, steps.Count).Select(step => ZoneTimes.Shift(steps, step)));
        return SqlFragment.Of($"[{shifts}][1 + arrayCount(y -> y <= ifNull({moment}, ''), [{starts}])]");
    }

    public override SqlFragment PlusSeconds(SqlBinding moment, SqlBinding seconds) =>
        SqlFragment.Of($"CASE WHEN {seconds} IS NOT NULL THEN toString(addSeconds(toDateTime64OrNull({moment}, 6, 'UTC'), {seconds})) END");

    public override SqlFragment OfIsoText(SqlBinding iso, ColumnType type) => iso;

    public override string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows)
    {
        var columns = source.Fields.Select(field => Printer.Identifier(field.Name) + " " + TypeName(field.Type)).Prepend("n Int32");
        var lines = rows.Select((row, n) => "(" + string.Join(", ", row.Select((text, i) => Cell(text, source.Fields[i].Type)).Prepend(n.ToString(CultureInfo.InvariantCulture))) + ")");
        return $"(SELECT * FROM values({Printer.Literal(string.Join(", ", columns))}, {string.Join(", ", lines)}))";
    }

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text or ColumnKind.Date or ColumnKind.Timestamp => name,
            ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"toDecimalString({name}, {type.Scale})"),
            ColumnKind.Bool => $"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END",
            ColumnKind.Float64 => FloatTexts.Layout(this, TextOf(SqlFragment.Name(column), type), fragment => fragment).Print(Printer),
            _ => $"toString({name})",
        };
    }

    protected override PatternNumberWords NumberWords => ClickHouseNumberWords.Instance;

    protected override SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator) =>
        SqlFragment.Of($"arrayStringConcat([{SqlFragment.Join(", ", operands.Select(operand => operand.Value))}], {separator})");

    protected override BigInteger StepLimit => BigInteger.One << 255;

    protected override ServerDialect WideEnough(ScaledFormula formula) => formula.Width is null && _wider is not null ? _wider : this;

    private const string Results = "lumos_results";

    private static string Step(int level) => "lumos_step" + (level + 1).ToString(CultureInfo.InvariantCulture);

    private static string Result(int index) => "r" + (index + 1).ToString(CultureInfo.InvariantCulture);

    // An array read past its end gives ''.
    private static SqlFragment Piece(LetChain chain, SqlBinding x, SqlFragment pieces, int index)
    {
        var all = chain.Bind(pieces);
        return SqlFragment.Of($"CASE WHEN {x} IS NOT NULL AND length({all}) >= {index} THEN {all}[{index}] END");
    }

    private static string Class(string characters) => "[" + string.Concat(characters.EnumerateRunes().Select(rune => FormattableString.Invariant($"\\x{{{rune.Value:X}}}"))) + "]";
}
