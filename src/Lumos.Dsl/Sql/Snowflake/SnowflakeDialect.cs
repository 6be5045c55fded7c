using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Elt;

namespace Lumos.Dsl.Sql.Snowflake;

/// <summary>
/// Snowflake. Its patterns have no groups that do not capture, and <c>$</c> may stand before a last line feed, so patterns of a plan that end with it and separators that are
/// patterns are refused. Written from the documentation at docs.snowflake.com/en/sql-reference; not run here.
/// </summary>
internal sealed class SnowflakeDialect : EltDialect
{
    private const string IsoDate = "YYYY-MM-DD";
    private const string IsoTimestamp = "YYYY-MM-DD HH24:MI:SS.FF6";

    public override SqlEngine Engine => SqlEngine.Snowflake;

    public override string Name => "Snowflake";

    public override SqlPrinter Printer { get; } = new SnowflakePrinter();

    public override string EndAnchor => "$";

    // A quotient has a scale of 6 out of 38 digits: "Arithmetic operators", /operators-arithmetic#division.
    protected override BigInteger QuotientLimit => BigInteger.Pow(10, 31);

    // Every integer type is NUMBER(38,0): "Numeric data types", /data-types-numeric.
    protected override string WideType => "NUMBER(38,0)";

    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "VARCHAR",
        ColumnKind.Int64 => "NUMBER(38,0)",
        ColumnKind.Decimal => Sized("NUMBER", type.Precision, type.Scale),
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "TIMESTAMP_NTZ(6)",
        ColumnKind.Float64 => "FLOAT",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => SnowflakeProbes.All;

    // 'utf8' is the collation that compares bytes: "Collation support", /collation.
    public override SqlFragment Source(string name, ColumnType type) => type.Kind == ColumnKind.Text
        ? SqlFragment.Of($"COLLATE({base.Source(name, type)}, 'utf8')")
        : base.Source(name, type);

    // The scale of a product is the sum of both while that is at most that of one of them: /operators-arithmetic#multiplication.
    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => SqlFragment.Of($"CAST({value} * {PowerOfTen(type.Scale)} AS NUMBER(38,0))");

    // NULL for no match; parameter e gives a group: /functions/regexp_substr.
    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = LrxPattern.Of(extract);
        if (pattern.Syntax.AnchoredEnd)
            throw Refuse(extract, "'$' in its patterns is not documented as the absolute end of the text.", "Leave '$' out and describe what follows, or cut with regex_split by a literal.");
        if (pattern.CanMatchEmpty || !pattern.GroupIsNeverEmpty(extract.Group))
            throw Refuse(extract, "what an empty match gives is not documented.", "Let the pattern and its group match one character at least.");
        var (text, group) = ErePattern.Of(Re2Printer.Print(pattern, extract.Group), extract.Group > 0);
        return extract.Group == 0
            ? SqlFragment.Of($"REGEXP_SUBSTR({x}, {SqlFragment.Text(text)}, 1, 1, 'c')")
            : SqlFragment.Of($"REGEXP_SUBSTR({x}, {SqlFragment.Text(text)}, 1, 1, 'ce', {group})");
    }

    // SPLIT gives an array of texts, GET NULL past its end: /functions/split, /functions/get.
    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Pattern)
            throw Refuse(split, "it splits by texts only.", "Split by a literal separator, or bring the separators to one with regex_extract or map_dict first.");
        return SqlFragment.Of($"CAST(GET(SPLIT({x}, {SqlFragment.Text(split.Separator)}), {split.Index - 1}) AS VARCHAR)");
    }

    // The position of a match anywhere, 0 for none: /functions/regexp_instr. A text that ends with a line feed is never one of these grammars.
    public override SqlFragment Matches(SqlFragment x, string pattern)
    {
        var found = SqlFragment.Of($"REGEXP_INSTR({x}, {SqlFragment.Text(ErePattern.Of(pattern, hasCapture: false).Text)}) > 0");
        return pattern[pattern.Length - 1] == '$' ? SqlFragment.Of($"({found} AND RIGHT({x}, 1) <> {SqlFragment.Text("\n")})") : found;
    }

    // NULL for a text that is no number: /functions/try_to_decimal.
    public override SqlFragment WideOfDigits(SqlFragment x) => SqlFragment.Of($"TRY_TO_NUMBER({x}, 38, 0)");

    // An integer is a NUMBER(38,0) already.
    public override SqlFragment Narrow(SqlFragment x, ColumnType type) => x;

    public override SqlFragment Divide(SqlFragment n, SqlFragment d) => SqlFragment.Of($"CAST(({n} - mod({n}, {d})) / {d} AS NUMBER(38,0))");

    // With a format, so that no session parameter is asked: /functions/to_char.
    public override SqlFragment TextOf(SqlFragment x, ColumnType type) => type.Kind switch
    {
        ColumnKind.Date => SqlFragment.Of($"TO_VARCHAR({x}, {SqlFragment.Text(IsoDate)})"),
        ColumnKind.Timestamp => SqlFragment.Of($"TO_VARCHAR({x}, {SqlFragment.Text(IsoTimestamp)})"),
        _ => SqlFragment.Of($"CAST({x} AS VARCHAR)"),
    };

    // /functions/try_to_date, /functions/try_to_timestamp.
    public override SqlFragment OfIsoText(SqlBinding iso, ColumnType type) => type.Kind == ColumnKind.Date
        ? SqlFragment.Of($"TRY_TO_DATE({iso}, {SqlFragment.Text(IsoDate)})")
        : SqlFragment.Of($"CAST(TRY_TO_TIMESTAMP_NTZ({iso}, {SqlFragment.Text(IsoTimestamp)}) AS TIMESTAMP_NTZ(6))");

    public override string Canonical(string column, ColumnType type) => type.Kind is ColumnKind.Date or ColumnKind.Timestamp
        ? TextOf(SqlFragment.Name(column), type).Print(Printer)
        : base.Canonical(column, type);

    // concat_ws gives NULL for a NULL here; an array without them does not: /functions/array_construct_compact, /functions/array_to_string.
    protected override SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator) =>
        SqlFragment.Of($"ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT({SqlFragment.Join(", ", operands.Select(operand => operand.Value))}), {separator})");

    // A set of characters: /functions/trim, /functions/ltrim, /functions/rtrim.
    protected override SqlFragment Trimmed(SqlFragment x, TrimSide side, string characters)
    {
        var function = SqlFragment.Raw(side switch { TrimSide.Left => "LTRIM", TrimSide.Right => "RTRIM", _ => "TRIM" });
        return SqlFragment.Of($"{function}({x}, {SqlFragment.Text(characters)})");
    }

    // Blanks and the like stand for themselves; numbers of characters are not documented in patterns.
    protected override string Class(string characters) => "[" + characters + "]";
}
