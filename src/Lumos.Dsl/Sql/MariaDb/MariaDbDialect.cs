using System.Globalization;
using System.Numerics;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// MariaDB 10.11. Every text carries a binary collation that counts trailing blanks; an operation that needs another one gives it back. Numbers are
/// computed as DECIMAL(65,0). Every level ends with a LIMIT, since the optimizer copies the expressions of a bare subselect to each use.
/// </summary>
internal partial class MariaDbDialect : ServerDialect
{
    // A server takes 64 elements of WITH; the rest is room for what the statement is put into.
    private const int MaxLevels = 56;

    // More rows than any table has: a subselect with a LIMIT is computed by itself.
    private const string Fence = "LIMIT 18446744073709551615";

    public override SqlEngine Engine => SqlEngine.MariaDb;

    public override string Name => "MariaDB";

    public override DslFeatures Features =>
        DslFeatures.NumberFormat | DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.ShortHour | DslFeatures.Epoch
        | DslFeatures.SerialDate | DslFeatures.NamedZone | DslFeatures.SelectWhen | DslFeatures.WideDecimal | DslFeatures.TitleCase | DslFeatures.Float64;

    public override SqlPrinter Printer { get; } = new MariaDbPrinter("utf8mb4_nopad_bin");

    public override string EndAnchor => @"\z";

    /// <summary>Collation every text has.</summary>
    public virtual string Collation => "utf8mb4_nopad_bin";

    // The names CAST knows; a bool is an integer here.
    public override string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => "CHAR CHARACTER SET utf8mb4",
        ColumnKind.Int64 or ColumnKind.Bool => "SIGNED",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        ColumnKind.Date => "DATE",
        ColumnKind.Timestamp => "DATETIME(6)",
        ColumnKind.Float64 => "DOUBLE",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    // A chain of WITH, since subselects in one another end earlier.
    public override string PrintStatement(SqlStatement statement)
    {
        RequireLevels(statement, MaxLevels, "it takes 64 subselects in one statement.");
        var sql = new StringBuilder("WITH ");
        var from = statement.Relation + " AS " + SqlStatement.RelationAlias;
        for (var level = 0; level < statement.Levels.Count; level++)
        {
            if (level > 0) sql.Append(",\n");
            sql.Append(Step(level)).Append(" AS (\nSELECT ").AppendJoin(",\n  ", statement.Levels[level]).Append("\nFROM ").Append(from).Append('\n').Append(Fence).Append(')');
            from = Step(level);
        }

        return sql.Append("\nSELECT ").AppendJoin(",\n  ", statement.Outputs.Select(output => output.ToString())).Append("\nFROM ").Append(from).ToString();
    }

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => MariaDbProbes.Of(plan);

    public override SqlFragment Source(string name, ColumnType type)
    {
        var column = SqlFragment.Of($"{SqlFragment.Raw(SqlStatement.RelationAlias)}.{SqlFragment.Name(name)}");
        return type.Kind == ColumnKind.Text ? WithCollation(SqlFragment.Of($"CONVERT({column} USING utf8mb4)")) : SqlFragment.Of($"CAST({column} AS {SqlFragment.Raw(TypeName(type))})");
    }

    public override SqlFragment Carried(string name) => SqlFragment.Of($"{SqlFragment.Raw(SqlStatement.RelationAlias)}.{SqlFragment.Name(name)}");

    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => MariaDbDecimals.ToScaled(value, type, TextOf(value, type));

    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type) => MariaDbDecimals.Of(scaled, type, SqlFragment.Raw(TypeName(type)));

    public override SqlFragment BoolToInt64(SqlBinding x) => SqlFragment.Of($"CAST({x} AS SIGNED)");

    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"{x} REGEXP {SqlFragment.Text(pattern)}");

    public override SqlFragment Without(SqlFragment x, string pattern) => ReplaceAll(x, pattern, SqlFragment.Text(""));

    public override SqlFragment Captured(SqlFragment x, string pattern) => ReplaceAll(x, pattern, SqlFragment.Text(GroupReference));

    public override DateWords DateWords => MariaDbDateWords.Instance;

    public override SqlFragment WideOfDigits(SqlFragment x) => SqlFragment.Of($"CAST({x} AS DECIMAL(65,0))");

    public override SqlFragment Wide(SqlFragment x) => SqlFragment.Of($"CAST({x} AS DECIMAL(65,0))");

    public override SqlFragment Narrow(SqlFragment x, ColumnType type) => MariaDbDecimals.Narrow(x, type);

    public override SqlFragment Absolute(SqlFragment x) => SqlFragment.Of($"abs({x})");

    // DIV ends at 64 bits, and / rounds after a few digits: without the remainder it has none to round.
    public override SqlFragment Divide(SqlFragment n, SqlFragment d) => SqlFragment.Of($"CAST(({n} - mod({n}, {d})) / {d} AS DECIMAL(65,0))");

    public override SqlFragment Remainder(SqlFragment n, SqlFragment d) => SqlFragment.Of($"mod({n}, {d})");

    public override SqlFragment Divisor(SqlFragment d) => SqlFragment.Of($"nullif({d}, 0)");

    // Of a decimal(4,4) the server takes the text to have 6 characters, and cuts -0.5000 to that in a later level: one digit more of room brings the sign's.
    public override SqlFragment TextOf(SqlFragment x, ColumnType type)
    {
        if (type.Kind == ColumnKind.Decimal && type.Precision == type.Scale) x = SqlFragment.Of($"CAST({x} AS DECIMAL({type.Precision + 1},{type.Scale}))");

        // And of a double 22, which cuts a digit off some; the longest plain one has 344.
        return WithCollation(type.Kind == ColumnKind.Float64 ? SqlFragment.Of($"CAST({x} AS CHAR(400) CHARACTER SET utf8mb4)") : SqlFragment.Of($"CAST({x} AS CHAR CHARACTER SET utf8mb4)"));
    }

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => cast.To.Kind == ColumnKind.Float64
        ? throw Refuse(cast, WhyNoFloats, "Cast to a decimal, or run this column on the interpreter, DuckDB, PostgreSQL or ClickHouse.")
        : base.CastFromText(chain, x, cast, errors);

    // A DOUBLE is always finite there.
    public override Emitted FloatToText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) =>
        new(chain.Bind(WithCollation(FloatTexts.Layout(this, TextOf(x, ColumnType.Float64), chain.Bind))));

    public override SqlFragment Moment(string iso) => SqlFragment.Of($"CAST({SqlFragment.Text(iso)} AS DATETIME(6))");

    public override SqlFragment PlusSeconds(SqlBinding moment, SqlBinding seconds) => SqlFragment.Of($"{moment} + INTERVAL {seconds} SECOND");

    public override SqlFragment OfIsoText(SqlBinding iso, ColumnType type) => SqlFragment.Of($"CAST({iso} AS {SqlFragment.Raw(TypeName(type))})");

    public override string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows)
    {
        var lines = rows.Select((row, n) => RowWord + "(" + string.Join(", ", row.Select((text, i) => Cell(text, source.Fields[i].Type)).Prepend(n.ToString(CultureInfo.InvariantCulture))) + ")");
        var names = source.Fields.Select(field => Printer.Identifier(field.Name)).Prepend("n");
        return $"(WITH t({string.Join(", ", names)}) AS (VALUES {string.Join(", ", lines)}) SELECT * FROM t)";
    }

    public override string Cell(string? text, ColumnType type)
    {
        if (type.Kind == ColumnKind.Bool) return text switch { null => "NULL", "true" => "1", _ => "0" };
        if (type.Kind == ColumnKind.Text && text is not null) return Printer.Literal(text);
        if (type.Kind == ColumnKind.Float64 && text is not null && ((text == "-0" && !HasNegativeZero) || !char.IsAsciiDigit(text[text.Length - 1])))
            throw DslReject.Exception(RejectCode.Backend, $"{Name} has no DOUBLE of {text}.", "Leave the row out.");
        return base.Cell(text, type);
    }

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text => name,
            ColumnKind.Bool => $"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END",
            ColumnKind.Float64 => FloatTexts.Layout(this, TextOf(SqlFragment.Name(column), type), fragment => fragment).Print(Printer),
            _ => $"CAST({name} AS CHAR CHARACTER SET utf8mb4)",
        };
    }

    protected override SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator) =>
        SqlFragment.Of($"concat_ws({separator}, {SqlFragment.Join(", ", operands.Select(operand => operand.Value))})");

    protected override PatternNumberWords NumberWords => new MariaDbNumberWords(this);

    // A DECIMAL has 65 digits; a sum may need one more than its operands.
    protected override BigInteger StepLimit => PowerOfTen(64);

    /// <summary>How a replacement names the first group.</summary>
    public virtual string GroupReference => @"\1";

    /// <summary>One character of a pattern, whatever it is, line ends included.</summary>
    protected virtual string AnyCharacter => ".";

    /// <summary>Collation whose UPPER and LOWER are the Unicode table's.</summary>
    protected virtual string CaseCollation => "utf8mb4_uca1400_ai_ci";

    /// <summary>Why float64 is not read from text.</summary>
    protected virtual string WhyNoFloats => "a DOUBLE column cannot hold -0 there, and -0 is what \"-0\" and \"-1e-400\" are.";

    /// <summary>Whether a DOUBLE keeps the sign of 0.</summary>
    protected virtual bool HasNegativeZero => false;

    /// <summary>Word before a row of VALUES.</summary>
    protected virtual string RowWord => "";

    /// <summary>Every match of a pattern replaced.</summary>
    public virtual SqlFragment ReplaceAll(SqlFragment x, string pattern, SqlFragment with) => SqlFragment.Of($"regexp_replace({x}, {SqlFragment.Text(pattern)}, {with})");

    /// <summary>The first match of a pattern that has one.</summary>
    protected virtual SqlFragment FirstMatch(SqlFragment x, string pattern) => SqlFragment.Of($"regexp_substr({x}, {SqlFragment.Text(pattern)})");

    private static string Step(int level) => "lumos_step" + (level + 1).ToString(CultureInfo.InvariantCulture);

    private SqlFragment WithCollation(SqlFragment x) => SqlFragment.Of($"{x} COLLATE {SqlFragment.Raw(Collation)}");
}
