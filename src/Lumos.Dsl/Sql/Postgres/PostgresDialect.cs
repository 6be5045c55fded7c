using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// PostgreSQL 15 and newer, in plain expressions: nothing is installed on the server. Its planner flattens subselects and copies their expressions, so every level
/// is fenced. All text carries collation "C" from the source column on.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    public override SqlEngine Engine => SqlEngine.Postgres;

    public override string Name => "PostgreSQL";

    public override DslFeatures Features =>
        DslFeatures.NumberFormat | DslFeatures.WideDecimal | DslFeatures.Float64 | DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.ShortHour | DslFeatures.Epoch
        | DslFeatures.SerialDate | DslFeatures.NamedZone | DslFeatures.SelectWhen | DslFeatures.TitleCase | DslFeatures.FromEnd;

    public override SqlPrinter Printer { get; } = new PostgresPrinter();

    /// <summary>PostgreSQL's name of a type.</summary>
    public static string NameOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"numeric({type.Precision},{type.Scale})"),
        ColumnKind.Bool => "boolean",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Float64 => "double precision",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public override string TypeName(ColumnType type) => NameOf(type);

    public override string PrintStatement(SqlStatement statement) => statement.Nested("OFFSET 0", named: true);

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => PostgresProbes.Of(plan);

    public override SqlFragment Source(string name, ColumnType type) =>
        type.Kind == ColumnKind.Text ? SqlFragment.Of($"CAST({SqlFragment.Name(name)} AS text) COLLATE \"C\"") : base.Source(name, type);

    // Decimals stay numeric all the way; these two are for callers that want the other form.
    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => SqlFragment.Of($"CAST({value} * {BigInteger.Pow(10, type.Scale)} AS bigint)");

    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type) => SqlFragment.Of($"CAST({scaled} * {PostgresNumbers.Unit(type.Scale)} AS {SqlFragment.Raw(NameOf(type))})");

    public override SqlFragment SameText(SqlBinding x, string text) => SqlFragment.Of($"{x} COLLATE \"C\" = {SqlFragment.Text(text)}");

    public override SqlFragment TextBefore(SqlBinding x, string text) => SqlFragment.Of($"{x} COLLATE \"C\" < {SqlFragment.Text(text)}");

    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim) => PostgresText.Trim(x, trim);

    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters) =>
        letters.Mode == CaseMode.Title ? PostgresTitle.Title(x, letters.Alphabet) : PostgresText.Case(x, letters.Mode, letters.Alphabet);

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse) => PostgresText.Collapse(x, collapse);

    public override SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat) => PostgresText.Concat(operands, concat);

    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract) => PostgresText.Extract(x, extract);

    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split) => PostgresText.Split(chain, x, split);

    public override Emitted ParseDate(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors) => PostgresDates.Parse(chain, x, parse, errors);

    public override SqlFragment PlusSeconds(SqlBinding moment, SqlBinding seconds) => SqlFragment.Of($"{moment} + {seconds} * INTERVAL '1 second'");

    public override SqlFragment FormatDate(LetChain chain, SqlBinding x, DateFormat format, ColumnType type) => PostgresDates.Format(x, format, type);

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => PostgresCasts.FromText(chain, x, cast, errors);

    public override SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from) => PostgresCasts.ToText(x, from);

    public override Emitted FloatToText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => PostgresFloats.Print(chain, x, errors);

    public override Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors) => PostgresCasts.Int64ToBool(chain, x, errors);

    public override SqlFragment BoolToInt64(SqlBinding x) => SqlFragment.Of($"CAST(CAST({x} AS integer) AS bigint)");

    public override Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors) => PostgresNumbers.Math(chain, step, errors);

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text => name,
            ColumnKind.Bool => $"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END",
            ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"CAST(CAST({name} AS numeric(38,{type.Scale})) AS text)"),
            ColumnKind.Float64 => PostgresFloats.Layout(SqlFragment.Name(column), fragment => fragment).Print(Printer),
            ColumnKind.Date => $"to_char(CAST({name} AS timestamp), 'YYYY-MM-DD')",
            ColumnKind.Timestamp => $"to_char({name}, 'YYYY-MM-DD HH24:MI:SS.US')",
            _ => $"CAST({name} AS text)",
        };
    }
}
