using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// SQLite 3.40 and newer, in plain SQL. It has no decimals, dates and regular expressions: a decimal is its scaled integer (of more than 18 digits: text), in columns read as in columns made; dates and
/// timestamps are ISO text, <c>YYYY-MM-DD</c> and <c>YYYY-MM-DD HH:mm:ss.SSSSSS</c>; a bool is 0 or 1. Patterns, and letters beyond ASCII, are refused.
/// </summary>
/// <remarks>
/// Its parser holds 100 open constructs, so expressions stay flat and every level is a common table expression of its own, materialized because
/// the optimizer would copy its expressions otherwise.
/// </remarks>
internal sealed class SqliteDialect : SqlDialect
{
    private const string OtherEngine = "run the plan on another engine, such as DuckDB or the columnar executor";

    private static readonly SqlProbe[] Questions =
    [
        new(
            "its version",
            "SELECT CASE WHEN CAST(v AS INTEGER) * 1000 + CAST(substr(v, instr(v, '.') + 1) AS INTEGER) >= 3040 THEN 'new enough' ELSE v END FROM (SELECT sqlite_version() AS v)",
            "new enough", "SQLite 3.40 or newer is needed."),
        new("the encoding of text", "SELECT encoding FROM pragma_encoding", "UTF-8", "Use a database with encoding UTF-8."),
        new("case(ascii)", "SELECT upper('aé') || lower('AÉ')", "AéaÉ", "Unload the extension that replaced upper and lower."),
    ];

    public override SqlEngine Engine => SqlEngine.Sqlite;

    public override string Name => "SQLite";

    public override DslFeatures Features =>
        DslFeatures.NumberFormat | DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.ShortHour | DslFeatures.Epoch
        | DslFeatures.SerialDate | DslFeatures.NamedZone | DslFeatures.TitleCase | DslFeatures.SelectWhen | DslFeatures.WideDecimal;

    public override string? WhyWithout(DslFeatures feature) => feature switch
    {
        DslFeatures.Float64 => "it rounds the digits of a REAL by the version and the processor it was built for, both when it reads and when it prints them.",
        DslFeatures.FromEnd => "it has no regular expressions.",
        _ => null,
    };

    public override SqlPrinter Printer { get; } = new SqlitePrinter();

    // A search tree would nest; a flat CASE does not.
    public override int MapLeafSize => int.MaxValue;

    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text or ColumnKind.Date or ColumnKind.Timestamp => "TEXT",
        ColumnKind.Decimal when SqliteWideDecimals.Holds(type) => "TEXT",
        ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Bool => "INTEGER",
        ColumnKind.Float64 => "REAL",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public override string PrintStatement(SqlStatement statement) => statement.Chained("MATERIALIZED");

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => Questions;

    // A cast to INTEGER would make 0 of a text, and a column holds what it was given: what is no integer stops the statement. A column's collation lives on through casts, so it is taken away.
    public override SqlFragment Source(string name, ColumnType type)
    {
        var column = SqlFragment.Name(name);
        return type.Kind switch
        {
            ColumnKind.Text or ColumnKind.Date or ColumnKind.Timestamp => SqlFragment.Of($"CAST({column} AS TEXT) COLLATE BINARY"),
            ColumnKind.Float64 => column,
            ColumnKind.Decimal when SqliteWideDecimals.Holds(type) => SqlFragment.Of($"CASE WHEN {column} IS NULL OR ({SqliteWideDecimals.IsText(column, type)}) THEN {column} ELSE abs(-9223372036854775807 - ({column} IS {column})) END COLLATE BINARY"),
            _ => SqlFragment.Of($"CASE WHEN typeof({column}) IN ('integer', 'null') THEN {column} ELSE abs(-9223372036854775807 - ({column} IS {column})) END"),
        };
    }

    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => value;

    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type) => scaled;

    public override SqlFragment SameText(SqlBinding x, string text) => SqlFragment.Of($"{x} COLLATE BINARY = {SqlFragment.Text(text)}");

    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim) => SqliteText.Trim(x, trim);

    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters)
    {
        if (letters.Mode == CaseMode.Title) return SqliteLetters.Title(x, letters.Alphabet);
        if (letters.Alphabet == CaseAlphabet.Unicode) return SqliteLetters.Change(x, letters.Mode);
        return letters.Mode == CaseMode.Upper ? SqlFragment.Of($"upper({x})") : SqlFragment.Of($"lower({x})");
    }

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse) => SqliteText.Collapse(chain, x, collapse);

    public override SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat) => SqliteText.Concat(operands, concat);

    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract) =>
        throw Refuse(extract, "it has no regular expressions.", $"Cut at fixed separators with regex_split(literal: ...), or {OtherEngine}.");

    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Pattern) throw Refuse(split, "it has no regular expressions.", $"Use regex_split(literal: ...), or {OtherEngine}.");
        return SqliteText.Split(chain, x, split);
    }

    public override Emitted ParseDate(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors) => SqliteDates.Parse(chain, x, parse, errors);

    public override SqlFragment Moment(string iso) => SqlFragment.Text(iso);

    // Of whole seconds the functions of dates keep every one; the fraction stays as it is.
    public override SqlFragment PlusSeconds(SqlBinding moment, SqlBinding seconds) => SqlFragment.Of($"strftime('%Y-%m-%d %H:%M:%S', substr({moment}, 1, 19), {seconds} || ' seconds') || substr({moment}, 20)");

    public override SqlFragment FormatDate(LetChain chain, SqlBinding x, DateFormat format, ColumnType type) => IsoDateTexts.Format(chain, SqliteDateWords.Instance, x, format);

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => SqliteCasts.FromText(chain, x, cast, errors);

    public override SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from) => SqliteCasts.ToText(x, from);

    public override Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {x} IN (0, 1) THEN {x} END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    public override SqlFragment BoolToInt64(SqlBinding x) => x;

    public override Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors)
    {
        if (step.Operation is TypeCast cast && (SqliteWideDecimals.Holds(step.Left.Type) || SqliteWideDecimals.Holds(step.Result)))
            return SqliteCasts.Convert(chain, step.Left.Native(chain), step.Left.Type, cast, errors);
        return SqliteWideDecimals.Holds(step.Left.Type) || SqliteWideDecimals.Holds(step.Result) || (step.Right is { } right && SqliteWideDecimals.Holds(right.Type))
            ? throw TooWide(step)
            : new SqliteNumbers(this, chain, step, errors).Emit();
    }

    /// <summary>The refusal of a computation that needs more than 64 bits.</summary>
    public SqlRefusal TooWide(MathStep step) =>
        Refuse(step.Operation, "an intermediate value may need more than the 64 bits its integers have.", $"Declare decimals with fewer digits, for the inputs or for the result, or {OtherEngine}.");

    public override string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows)
    {
        var lines = rows.Select((row, n) => "(" + string.Join(", ", row.Select((text, i) => Cell(text, source.Fields[i].Type)).Prepend(n.ToString(CultureInfo.InvariantCulture))) + ")");
        var names = source.Fields.Select(field => Printer.Identifier(field.Name)).Prepend(Printer.Identifier("n"));
        return $"(WITH t({string.Join(", ", names)}) AS (VALUES {string.Join(", ", lines)}) SELECT * FROM t)";
    }

    public override string Cell(string? text, ColumnType type) => (text, type.Kind) switch
    {
        (null, _) => "NULL",
        (_, ColumnKind.Bool) => text == "true" ? "1" : "0",
        (_, ColumnKind.Decimal) when SqliteWideDecimals.Holds(type) => Printer.Literal(text),
        (_, ColumnKind.Int64 or ColumnKind.Decimal) => Printer.Integer(Scaled(text, type.Scale)),
        (_, ColumnKind.Float64) => $"CAST({Printer.Literal(text)} AS REAL)",
        _ => Printer.Literal(text),
    };

    public override string Canonical(string column, ColumnType type)
    {
        var name = SqlFragment.Name(column);
        return (type.Kind switch
        {
            ColumnKind.Text or ColumnKind.Date or ColumnKind.Timestamp => name,
            _ => SqliteCasts.ToText(name, type),
        }).Print(Printer);
    }

    private static BigInteger Scaled(string text, int scale)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text + new string('0', scale) : text.Remove(point, 1).PadRight(point + scale, '0');
        return BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
