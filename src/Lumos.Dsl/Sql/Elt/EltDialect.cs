using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Elt;

/// <summary>
/// Warehouses whose SQL is written from their documentation and has not run here: Spark, Trino, Snowflake and BigQuery. What they share is
/// decimals of 38 digits, patterns, and texts that are compared byte by byte. What the documentation leaves open a probe asks the server.
/// </summary>
/// <remarks>
/// The functions all four have under one name are described on these pages. concat (NULL for a NULL), length (in characters), substring ('' past the end), lpad, rpad, replace,
/// translate, lower, regexp_replace (every match): Spark "Functions", spark.apache.org/docs/3.5.0/api/sql; Trino "String functions" and "Regular expression functions",
/// trino.io/docs/current/functions/string.html and /functions/regexp.html; Snowflake docs.snowflake.com/en/sql-reference/functions/concat, /length, /substr, /lpad, /rpad,
/// /replace, /translate, /lower, /regexp_replace; BigQuery "String functions", cloud.google.com/bigquery/docs/reference/standard-sql/string_functions. abs, mod: Spark, the same
/// page; Trino /functions/math.html; Snowflake /functions/abs, /mod; BigQuery /mathematical_functions. coalesce, nullif, CASE (the first condition that holds): Spark, the
/// same page; Trino /functions/conditional.html; Snowflake /functions/coalesce, /nullif, /case; BigQuery /conditional_expressions. WITH: Spark
/// /sql-ref-syntax-qry-select-cte.html; Trino /sql/select.html; Snowflake /constructs/with; BigQuery /query-syntax. The probes ask for those a page leaves open.
/// Scaled integers are computed as decimals of 38 digits and no fraction, where + - * are exact on all four; division is each engine's own.
/// </remarks>
internal abstract class EltDialect : ServerDialect
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>First absolute value a step cannot hold.</summary>
    protected static readonly BigInteger TenTo38 = BigInteger.Pow(10, 38);

    // A flat CASE asks for equality only; a search tree would need the order of texts too.
    public override int MapLeafSize => int.MaxValue;

    /// <summary>First absolute value a quotient may not reach.</summary>
    protected abstract BigInteger QuotientLimit { get; }

    /// <summary>Type of an integer of 38 digits.</summary>
    protected abstract string WideType { get; }

    public override string PrintStatement(SqlStatement statement) => statement.Chained();

    public override SqlFragment NullText => SqlFragment.Of($"CAST(NULL AS {SqlFragment.Raw(TypeName(ColumnType.Text))})");

    public override SqlFragment Source(string name, ColumnType type) => SqlFragment.Of($"CAST({Carried(name)} AS {SqlFragment.Raw(TypeName(type))})");

    public override SqlFragment Carried(string name) => SqlFragment.Of($"{SqlFragment.Raw(SqlStatement.RelationAlias)}.{SqlFragment.Name(name)}");

    // Of 18 digits first: the product of both then has at most 36, so no engine shortens its scale.
    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type)
    {
        var type18 = SqlFragment.Raw(TypeName(ColumnType.Decimal(18, 0)));
        var name = SqlFragment.Raw(TypeName(type));
        return type.Scale == 0 ? SqlFragment.Of($"CAST({scaled} AS {name})") : SqlFragment.Of($"CAST(CAST({scaled} AS {type18}) * {Unit(type.Scale)} AS {name})");
    }

    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters)
    {
        var upper = letters.Mode == CaseMode.Upper;
        if (letters.Alphabet == CaseAlphabet.Ascii) return Translate(x, upper ? Lower : Upper, upper ? Upper : Lower);

        // The engines' own upper and lower know other letters; the table is written out.
        var (from, to) = CaseLetters.Of(letters.Mode);
        return Translate(upper ? SqlFragment.Of($"replace({x}, {SqlFragment.Text("ß")}, {SqlFragment.Text("SS")})") : x, from, to);
    }

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse)
    {
        var one = ReplaceAll(x, Class(WhitespaceSets.Of(collapse.Set)) + "+", " ");
        return collapse.TrimEnds ? Trimmed(chain.Bind(one), TrimSide.Both, " ") : one;
    }

    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim) =>
        Trimmed(x, trim.Side, trim.Set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : trim.Set.Characters!);

    public override SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat)
    {
        // concat takes two texts at least on some engines.
        if (operands.Count > 1 || concat.Nulls == NullRule.Skip) return base.Concat(chain, operands, concat);
        var (value, nullable) = (operands[0].Value, operands[0].Nullable);
        return concat.Nulls == NullRule.Empty && nullable ? SqlFragment.Of($"coalesce({value}, {SqlFragment.Text("")})") : value;
    }

    // The digits of the scaled integer with a point set in: the engines' own texts of decimals drop zeros or write exponents.
    public override SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from)
    {
        if (from.Kind != ColumnKind.Decimal || from.Scale == 0) return base.CastToText(chain, x, from);
        var n = chain.Bind(ToScaled(x, from));
        var digits = chain.Bind(TextOf(SqlFragment.Of($"abs({n})"), ColumnType.Int64));
        var zero = SqlFragment.Text("0");
        var filled = chain.Bind(SqlFragment.Of($"CASE WHEN length({digits}) <= {from.Scale} THEN lpad({digits}, {from.Scale + 1}, {zero}) ELSE {digits} END"));
        var minus = SqlFragment.Of($"CASE WHEN {n} < 0 THEN {SqlFragment.Text("-")} ELSE {SqlFragment.Text("")} END");
        return SqlFragment.Of($"concat({minus}, substring({filled}, 1, length({filled}) - {from.Scale}), {SqlFragment.Text(".")}, substring({filled}, length({filled}) - {from.Scale - 1}, {from.Scale}))");
    }

    public override SqlFragment BoolToInt64(SqlBinding x) =>
        SqlFragment.Of($"CAST(CASE WHEN {x} THEN 1 WHEN NOT {x} THEN 0 END AS {SqlFragment.Raw(TypeName(ColumnType.Int64))})");

    public override Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors)
    {
        var formula = step.Formula;
        var isDivision = step.Function == MathFunction.Div;
        var twice = isDivision ? 2 * ScaledFormula.MaxOf(step.Right!.Type) * formula.RightFactor : 2 * formula.Divisor;
        if (BigInteger.Max(formula.Bound, twice) >= TenTo38)
            throw Refuse(step.Operation, "a step may need more than the 38 digits its numbers have.", "Declare fewer digits for the inputs or the result.");
        if ((isDivision || !formula.Divisor.IsOne) && formula.ResultBound >= QuotientLimit)
            throw Refuse(step.Operation, $"a quotient may need more than the {QuotientLimit.ToString(CultureInfo.InvariantCulture).Length - 1} digits its division gives exactly.", "Declare fewer digits for the inputs or the result, or a smaller scale.");
        return base.Math(chain, step, errors);
    }

    public override SqlFragment Wide(SqlFragment x) => SqlFragment.Of($"CAST({x} AS {SqlFragment.Raw(WideType)})");

    public override SqlFragment Narrow(SqlFragment x, ColumnType type) => SqlFragment.Of($"CAST({x} AS {SqlFragment.Raw(TypeName(ColumnType.Int64))})");

    public override SqlFragment Absolute(SqlFragment x) => SqlFragment.Of($"abs({x})");

    // On absolute values, so that nothing depends on the sign an engine gives a remainder.
    public override SqlFragment Remainder(SqlFragment n, SqlFragment d) =>
        SqlFragment.Of($"(CASE WHEN {n} < 0 THEN -mod(abs({n}), abs({d})) ELSE mod(abs({n}), abs({d})) END)");

    public override SqlFragment Divisor(SqlFragment d) => SqlFragment.Of($"nullif({d}, 0)");

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text => name,
            ColumnKind.Bool => $"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END",
            _ => $"CAST({name} AS {TypeName(ColumnType.Text)})",
        };
    }

    /// <summary>Letters of one text replaced by those at the same place of another one.</summary>
    protected static SqlFragment Translate(SqlFragment x, string from, string to) => SqlFragment.Of($"translate({x}, {SqlFragment.Text(from)}, {SqlFragment.Text(to)})");

    /// <summary>The characters of a set taken off the ends.</summary>
    protected abstract SqlFragment Trimmed(SqlFragment x, TrimSide side, string characters);

    /// <summary>Every match of a pattern of this code's own replaced.</summary>
    protected virtual SqlFragment ReplaceAll(SqlFragment x, string pattern, string with) => SqlFragment.Of($"regexp_replace({x}, {SqlFragment.Text(pattern)}, {SqlFragment.Text(with)})");

    public override SqlFragment Without(SqlFragment x, string pattern) => ReplaceAll(x, pattern, "");

    /// <summary>A class of characters for a pattern.</summary>
    protected virtual string Class(string characters) => "[" + string.Concat(characters.EnumerateRunes().Select(rune => FormattableString.Invariant($"\\x{{{rune.Value:X}}}"))) + "]";

    /// <summary>A pattern of a plan with one group at most kept as a capture, and its end as the absolute one.</summary>
    protected string Printed(LrxPattern pattern, int capture)
    {
        var text = Re2Printer.Print(pattern, capture);
        return pattern.Syntax.AnchoredEnd ? text.Substring(0, text.Length - 1) + EndAnchor : text;
    }

    /// <summary>The pieces a separator at the beginning of the text cuts: there is one separator at most.</summary>
    protected SqlFragment SplitAtStart(SqlBinding x, string separator, int index) => index switch
    {
        1 => SqlFragment.Of($"CASE WHEN {Matches(x, separator)} THEN {SqlFragment.Text("")} ELSE {x} END"),
        2 => SqlFragment.Of($"CASE WHEN {Matches(x, separator)} THEN {Without(x, separator)} END"),
        _ => SqlFragment.Of($"CAST(NULL AS {SqlFragment.Raw(TypeName(ColumnType.Text))})"),
    };

    /// <summary>The smallest step of a scale as a decimal literal.</summary>
    protected virtual SqlFragment Unit(int scale) => SqlFragment.Raw(Step(scale));

    /// <summary>Such as 0.001.</summary>
    protected static string Step(int scale) => "0." + new string('0', scale - 1) + "1";

    /// <summary>Such as DECIMAL(12,3).</summary>
    protected static string Sized(string name, int precision, int scale) => FormattableString.Invariant($"{name}({precision},{scale})");
}
