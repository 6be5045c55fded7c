using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>
/// Microsoft SQL Server 2022 at compatibility level 160. It has no patterns before 2025 and no bool that is a value, so a condition never leaves its CASE; texts are nvarchar with
/// a binary collation, and where a comparison would forget trailing blanks the number of bytes is compared too. Written from the documentation at
/// learn.microsoft.com/sql; not run here.
/// </summary>
internal sealed class SqlServerDialect : SqlDialect
{
    /// <summary>A collation of code units: "Collation and Unicode support", /relational-databases/collations/collation-and-unicode-support, binary collations.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    public override SqlEngine Engine => SqlEngine.SqlServer;

    public override string Name => "SQL Server";

    public override SqlPrinter Printer { get; } = new SqlServerPrinter();

    // The order of a binary collation is that of UTF-16 code units, not of code points.
    public override int MapLeafSize => int.MaxValue;

    public override bool InlinesSingleReads => true;

    public override SqlFragment NullText => SqlFragment.Raw("CAST(NULL AS nvarchar(max))");

    // "Data types", /t-sql/data-types/data-types-transact-sql.
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "nvarchar(max)",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Decimal => FormattableString.Invariant($"decimal({type.Precision},{type.Scale})"),
        ColumnKind.Bool => "bit",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "datetime2(6)",
        ColumnKind.Float64 => "float",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    // "WITH common_table_expression", /t-sql/queries/with-common-table-expression-transact-sql: the statement before must end with a semicolon.
    public override string PrintStatement(SqlStatement statement) => statement.Chained();

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => SqlServerProbes.All;

    public override SqlFragment Source(string name, ColumnType type)
    {
        var value = SqlFragment.Of($"CAST({Carried(name)} AS {SqlFragment.Raw(TypeName(type))})");
        return type.Kind == ColumnKind.Text ? Binary(value) : value;
    }

    public override SqlFragment Carried(string name) => SqlFragment.Of($"{SqlFragment.Raw(SqlStatement.RelationAlias)}.{SqlFragment.Name(name)}");

    // The product of 18 and at most 19 digits has 38, so its scale stays: "Precision, scale, and length", /t-sql/data-types/precision-scale-and-length-transact-sql.
    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => SqlFragment.Of($"CAST({value} * CAST({System.Numerics.BigInteger.Pow(10, type.Scale)} AS decimal(19,0)) AS bigint)");

    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type)
    {
        var name = SqlFragment.Raw(TypeName(type));
        if (type.Scale == 0) return SqlFragment.Of($"CAST({scaled} AS {name})");
        var unit = SqlFragment.Raw("0." + new string('0', type.Scale - 1) + "1");
        return SqlFragment.Of($"CAST(CAST({scaled} AS decimal(18,0)) * {unit} AS {name})");
    }

    // "=" forgets trailing blanks: "Equals", /t-sql/language-elements/string-comparison-assignment. DATALENGTH counts them, two bytes for each code unit: /t-sql/functions/datalength-transact-sql.
    public override SqlFragment SameText(SqlBinding x, string text) => SqlFragment.Of($"({x} = {SqlFragment.Text(text)} AND DATALENGTH({x}) = {2 * text.Length})");

    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim) => SqlServerText.Trim(this, x, trim);

    // TRANSLATE: /t-sql/functions/translate-transact-sql.
    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters)
    {
        if (letters.Alphabet == CaseAlphabet.Unicode)
            throw Refuse(letters, "its own tables of letters are not the language's, and TRANSLATE takes half of a character outside the Basic Multilingual Plane for one.", "Use alphabet: ascii.");
        return SqlServerText.Case(x, letters.Mode);
    }

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse) => SqlServerText.Collapse(chain, x, collapse);

    public override SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat) => SqlServerText.Concat(this, operands, concat);

    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract) =>
        throw Refuse(extract, "regular expressions came with SQL Server 2025.", "Cut with regex_split by a literal separator, or extract on another engine first.");

    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split) => SqlServerText.Split(this, chain, x, split);

    public override Emitted ParseDate(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors) => SqlServerDates.Parse(chain, x, parse, errors);

    public override SqlFragment FormatDate(LetChain chain, SqlBinding x, DateFormat format, ColumnType type) => SqlServerDates.Format(chain.Bind(TextOf(x, type)), format);

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => SqlServerCasts.FromText(this, chain, x, cast, errors);

    public override SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from) => SqlServerCasts.ToText(this, chain, x, from);

    public override Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {x} = 0 THEN CAST(0 AS bit) WHEN {x} = 1 THEN CAST(1 AS bit) END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    public override SqlFragment BoolToInt64(SqlBinding x) => SqlFragment.Of($"CAST({x} AS bigint)");

    public override Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors) => SqlServerNumbers.Emit(this, chain, step, errors);

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text => name,
            ColumnKind.Bool => $"CASE WHEN {name} = 1 THEN N'true' WHEN {name} = 0 THEN N'false' END",
            _ => TextOf(SqlFragment.Name(column), type).Print(Printer),
        };
    }

    /// <summary>Text of a number, a date as YYYY-MM-DD, or a timestamp as YYYY-MM-DD HH:mm:ss.SSSSSS.</summary>
    public static SqlFragment TextOf(SqlFragment x, ColumnType type) => type.Kind switch
    {
        // Styles 23 and 121: "CAST and CONVERT", /t-sql/functions/cast-and-convert-transact-sql#date-and-time-styles.
        ColumnKind.Date => Binary(SqlFragment.Of($"CONVERT(nvarchar(10), {x}, 23)")),
        ColumnKind.Timestamp => Binary(SqlFragment.Of($"CONVERT(nvarchar(26), {x}, 121)")),
        _ => Binary(SqlFragment.Of($"CONVERT(nvarchar(40), {x})")),
    };

    /// <summary>With the binary collation: "COLLATE", /t-sql/statements/collations.</summary>
    public static SqlFragment Binary(SqlFragment x) => SqlFragment.Of($"{x} COLLATE {SqlFragment.Raw(Collation)}");
}
