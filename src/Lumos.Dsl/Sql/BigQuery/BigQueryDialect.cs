using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Elt;

namespace Lumos.Dsl.Sql.BigQuery;

/// <summary>Google BigQuery. Written from the GoogleSQL reference at cloud.google.com/bigquery/docs/reference/standard-sql; not run here.</summary>
internal sealed class BigQueryDialect : EltDialect
{
    // NUMERIC has at most this many digits behind its point, BIGNUMERIC 38: "Data types", /data-types#decimal_types.
    private const int NumericScale = 9;

    public override SqlEngine Engine => SqlEngine.BigQuery;

    public override string Name => "BigQuery";

    public override SqlPrinter Printer { get; } = new BigQueryPrinter();

    // Patterns are RE2: "String functions", /string_functions#regexp_contains.
    public override string EndAnchor => @"\z";

    // DIV of two BIGNUMERIC is one: "Mathematical functions", /mathematical_functions#div.
    protected override BigInteger QuotientLimit => TenTo38;

    // More than 38 digits before its point: /data-types#decimal_types.
    protected override string WideType => "BIGNUMERIC";

    // DATETIME has microseconds and no zone: /data-types#datetime_type.
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "STRING",
        ColumnKind.Int64 => "INT64",
        ColumnKind.Decimal => Sized(type.Scale <= NumericScale && type.Precision - type.Scale <= 29 ? "NUMERIC" : "BIGNUMERIC", type.Precision, type.Scale),
        ColumnKind.Bool => "BOOL",
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "DATETIME",
        ColumnKind.Float64 => "FLOAT64",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => BigQueryProbes.All;

    // An empty specification takes a column's collation away: "String functions", /string_functions#collate.
    public override SqlFragment Source(string name, ColumnType type) => type.Kind == ColumnKind.Text
        ? SqlFragment.Of($"COLLATE({base.Source(name, type)}, '')")
        : base.Source(name, type);

    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => SqlFragment.Of($"CAST({value} * {PowerOfTen(type.Scale)} AS INT64)");

    // NULL for no match, the group if there is one: /string_functions#regexp_extract.
    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = Printed(LrxPattern.Of(extract), extract.Group);
        return SqlFragment.Of($"REGEXP_EXTRACT({x}, {SqlFragment.Text(pattern)})");
    }

    // '' has one empty piece: /string_functions#split. NULL past the end: "Operators", /operators#array_subscript_operator.
    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Pattern)
            throw Refuse(split, "it splits by texts only.", "Split by a literal separator, or extract the piece with regex_extract.");
        return SqlFragment.Of($"SPLIT({x}, {SqlFragment.Text(split.Separator)})[SAFE_ORDINAL({split.Index})]");
    }

    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"REGEXP_CONTAINS({x}, {SqlFragment.Text(pattern)})");

    // NULL for a text that is no number: "Conversion functions", /conversion_functions#safe_casting.
    public override SqlFragment WideOfDigits(SqlFragment x) => SqlFragment.Of($"SAFE_CAST({x} AS BIGNUMERIC)");

    public override SqlFragment Divide(SqlFragment n, SqlFragment d) => SqlFragment.Of($"DIV({n}, {d})");

    // %E4Y has four digits, %E6S six behind its point: "Format elements", /format-elements#format_elements_date_time.
    public override SqlFragment TextOf(SqlFragment x, ColumnType type) => type.Kind switch
    {
        ColumnKind.Date => SqlFragment.Of($"FORMAT_DATE('%E4Y-%m-%d', {x})"),
        ColumnKind.Timestamp => SqlFragment.Of($"FORMAT_DATETIME('%E4Y-%m-%d %H:%M:%E6S', {x})"),
        _ => SqlFragment.Of($"CAST({x} AS STRING)"),
    };

    public override SqlFragment OfIsoText(SqlBinding iso, ColumnType type) => SqlFragment.Of($"SAFE_CAST({iso} AS {SqlFragment.Raw(TypeName(type))})");

    // There is no VALUES: "Query syntax", /query-syntax.
    public override string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows) => "(" + string.Join(" UNION ALL ", rows.Select((row, n) =>
        "SELECT " + n.ToString(CultureInfo.InvariantCulture) + " AS n" + string.Concat(row.Select((text, i) => ", " + Cell(text, source.Fields[i].Type) + " AS " + Printer.Identifier(source.Fields[i].Name))))) + ")";

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            // The plain text of a NUMERIC has no zeros at its end.
            ColumnKind.Decimal => FormattableString.Invariant($"FORMAT('%.{type.Scale}f', {name})"),
            ColumnKind.Date or ColumnKind.Timestamp => TextOf(SqlFragment.Name(column), type).Print(Printer),
            _ => base.Canonical(column, type),
        };
    }

    // Leaves NULL out: "Array functions", /array_functions#array_to_string.
    protected override SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator) =>
        SqlFragment.Of($"ARRAY_TO_STRING([{SqlFragment.Join(", ", operands.Select(operand => operand.Value))}], {separator})");

    // A set of code points: /string_functions#trim, #ltrim, #rtrim.
    protected override SqlFragment Trimmed(SqlFragment x, TrimSide side, string characters)
    {
        var function = SqlFragment.Raw(side switch { TrimSide.Left => "LTRIM", TrimSide.Right => "RTRIM", _ => "TRIM" });
        return SqlFragment.Of($"{function}({x}, {SqlFragment.Text(characters)})");
    }

    protected override SqlFragment Unit(int scale) => SqlFragment.Raw("BIGNUMERIC '" + Step(scale) + "'");
}
