using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Elt;

namespace Lumos.Dsl.Sql.Spark;

/// <summary>
/// Apache Spark SQL 3.5, with ANSI mode or without: no step can overflow, no cast can fail and no divisor is 0, which is all the mode is about. Written from the
/// documentation at spark.apache.org/docs/3.5.0; not run here.
/// </summary>
internal sealed class SparkDialect : EltDialect
{
    public override SqlEngine Engine => SqlEngine.SparkSql;

    public override string Name => "Spark SQL";

    public override SqlPrinter Printer { get; } = new SparkPrinter();

    // Patterns are java.util.regex, "Regexp functions": /api/sql/#rlike.
    public override string EndAnchor => @"\z";

    // div gives a long: /api/sql/#div.
    protected override BigInteger QuotientLimit => BigInteger.One << 63;

    // At most 38 digits: "Data Types", /sql-ref-datatypes.html.
    protected override string WideType => "DECIMAL(38,0)";

    // "Data Types", /sql-ref-datatypes.html: TIMESTAMP_NTZ has microseconds and no zone.
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "STRING",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Decimal => Sized("DECIMAL", type.Precision, type.Scale),
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "TIMESTAMP_NTZ",
        ColumnKind.Float64 => "DOUBLE",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => SparkProbes.All;

    // A product keeps its integer digits, and its scale down to 6 at least; an integer value loses nothing: "ANSI Compliance", /sql-ref-ansi-compliance.html.
    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => SqlFragment.Of($"CAST({value} * {PowerOfTen(type.Scale)} AS BIGINT)");

    // CASE WHEN .. THEN: regexp_extract gives '' for no match too: /api/sql/#regexp_extract.
    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = Printed(LrxPattern.Of(extract), extract.Group);
        return SqlFragment.Of($"CASE WHEN {Matches(x, pattern)} THEN regexp_extract({x}, {SqlFragment.Text(pattern)}, {(extract.Group == 0 ? 0 : 1)}) END");
    }

    // split with limit -1 keeps every piece: /api/sql/#split. Past the end is NULL: /api/sql/#try_element_at.
    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        var pattern = split.SeparatorKind == SeparatorKind.Pattern ? LrxPattern.Parse(split.Separator) : null;
        var printed = pattern is null ? string.Concat(split.Separator.EnumerateRunes().Select(rune => FormattableString.Invariant($"\\x{{{rune.Value:X}}}"))) : Printed(pattern, capture: 0);
        if (pattern?.Syntax.AnchoredStart == true) return SplitAtStart(x, printed, split.Index);
        return SqlFragment.Of($"try_element_at(split({x}, {SqlFragment.Text(printed)}, -1), {split.Index})");
    }

    // Finds a match anywhere: /api/sql/#rlike.
    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"({x} RLIKE {SqlFragment.Text(pattern)})");

    // NULL for a text that is no number: /api/sql/#try_cast.
    public override SqlFragment WideOfDigits(SqlFragment x) => SqlFragment.Of($"try_cast({x} AS DECIMAL(38,0))");

    public override SqlFragment Divide(SqlFragment n, SqlFragment d) => SqlFragment.Of($"CAST(({n} div {d}) AS DECIMAL(38,0))");

    // The text of a timestamp has as many digits of its second as it needs: "Cast", /sql-ref-ansi-compliance.html#cast; a probe asks.
    public override SqlFragment TextOf(SqlFragment x, ColumnType type)
    {
        var text = SqlFragment.Of($"CAST({x} AS STRING)");
        return type.Kind == ColumnKind.Timestamp
            ? SqlFragment.Of($"CASE WHEN length({text}) = 19 THEN concat({text}, '.000000') ELSE rpad({text}, 26, '0') END")
            : text;
    }

    public override SqlFragment OfIsoText(SqlBinding iso, ColumnType type) => SqlFragment.Of($"CAST({iso} AS {SqlFragment.Raw(TypeName(type))})");

    // Skips NULL: /api/sql/#concat_ws.
    protected override SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator) =>
        SqlFragment.Of($"concat_ws({separator}, {SqlFragment.Join(", ", operands.Select(operand => operand.Value))})");

    // The text before FROM is a set of characters: /api/sql/#trim.
    protected override SqlFragment Trimmed(SqlFragment x, TrimSide side, string characters)
    {
        var word = SqlFragment.Raw(side switch { TrimSide.Left => "LEADING", TrimSide.Right => "TRAILING", _ => "BOTH" });
        return SqlFragment.Of($"trim({word} {SqlFragment.Text(characters)} FROM {x})");
    }

    // A number with BD is a decimal: "Literals", /sql-ref-literals.html#fractional-literals.
    protected override SqlFragment Unit(int scale) => SqlFragment.Raw(Step(scale) + "BD");
}
