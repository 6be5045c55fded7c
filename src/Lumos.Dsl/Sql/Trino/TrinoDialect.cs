using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Elt;

namespace Lumos.Dsl.Sql.Trino;

/// <summary>Trino. Written from the documentation at trino.io/docs/current; not run here.</summary>
internal sealed class TrinoDialect : EltDialect
{
    public override SqlEngine Engine => SqlEngine.Trino;

    public override string Name => "Trino";

    public override SqlPrinter Printer { get; } = new TrinoPrinter();

    // Java syntax or RE2J, as the server is configured: "Regular expression functions", /functions/regexp.html. Both know \z and \x{..}.
    public override string EndAnchor => @"\z";

    // A quotient of two decimals of scale 0 has 38 digits: "Decimal functions and operators", /functions/decimal.html.
    protected override BigInteger QuotientLimit => TenTo38;

    protected override string WideType => "DECIMAL(38,0)";

    // "Data types", /language/types.html.
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "VARCHAR",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Decimal => Sized("DECIMAL", type.Precision, type.Scale),
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "TIMESTAMP(6)",
        ColumnKind.Float64 => "DOUBLE",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => TrinoProbes.All;

    // The scale of a product is the sum of both, its digits too, at most 38: /functions/decimal.html.
    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => SqlFragment.Of($"CAST({value} * {PowerOfTen(type.Scale)} AS BIGINT)");

    // NULL for no match: /functions/regexp.html#regexp_extract.
    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = Printed(LrxPattern.Of(extract), extract.Group);
        return SqlFragment.Of($"regexp_extract({x}, {SqlFragment.Text(pattern)}, {(extract.Group == 0 ? 0 : 1)})");
    }

    // NULL past the end: "String functions", /functions/string.html#split_part; "Array functions", /functions/array.html#element_at. Trailing empty pieces
    // stay: /functions/regexp.html#regexp_split.
    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Literal) return SqlFragment.Of($"split_part({x}, {SqlFragment.Text(split.Separator)}, {split.Index})");
        var pattern = LrxPattern.Parse(split.Separator);
        var printed = Printed(pattern, capture: 0);
        return pattern.Syntax.AnchoredStart ? SplitAtStart(x, printed, split.Index) : SqlFragment.Of($"element_at(regexp_split({x}, {SqlFragment.Text(printed)}), {split.Index})");
    }

    // A match anywhere: /functions/regexp.html#regexp_like.
    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"regexp_like({x}, {SqlFragment.Text(pattern)})");

    // NULL for a text that is no number: "Conversion functions", /functions/conversion.html#try_cast.
    public override SqlFragment WideOfDigits(SqlFragment x) => SqlFragment.Of($"TRY_CAST({x} AS DECIMAL(38,0))");

    // Without the remainder there is nothing to round.
    public override SqlFragment Divide(SqlFragment n, SqlFragment d) => SqlFragment.Of($"(({n} - mod({n}, {d})) / {d})");

    // A TIMESTAMP(6) prints six digits of its second: /language/types.html#timestamp-p.
    public override SqlFragment TextOf(SqlFragment x, ColumnType type) => SqlFragment.Of($"CAST({x} AS VARCHAR)");

    public override SqlFragment OfIsoText(SqlBinding iso, ColumnType type) => SqlFragment.Of($"CAST({iso} AS {SqlFragment.Raw(TypeName(type))})");

    // Skips NULL: /functions/string.html#concat_ws.
    protected override SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator) =>
        SqlFragment.Of($"concat_ws({separator}, {SqlFragment.Join(", ", operands.Select(operand => operand.Value))})");

    // By patterns: the documentation of trim does not say whether its text is a set of characters (/functions/string.html#trim).
    protected override SqlFragment Trimmed(SqlFragment x, TrimSide side, string characters)
    {
        var value = side == TrimSide.Right ? x : Without(x, "^" + Class(characters) + "+");
        return side == TrimSide.Left ? value : Without(value, Class(characters) + "+" + EndAnchor);
    }

    // DECIMAL '0.01': /language/types.html#decimal.
    protected override SqlFragment Unit(int scale) => SqlFragment.Raw("DECIMAL '" + Step(scale) + "'");
}
