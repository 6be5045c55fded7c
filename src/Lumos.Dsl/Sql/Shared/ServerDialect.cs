using System.Globalization;
using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// What engines without a strict cast and without a division of wide integers have in common: numbers are taken apart as text, dates are put
/// together as ISO text, and every computation runs on integers so wide that no step can overflow. An engine gives the words, see below.
/// </summary>
internal abstract class ServerDialect : SqlDialect
{
    // Every level is planned (ClickHouse) or written to a table of its own (MariaDB).
    public override bool InlinesSingleReads => true;

    /// <summary>The end of a text in its regular expressions.</summary>
    public abstract string EndAnchor { get; }

    /// <summary>Whether a text holds a match of a pattern of this code's own: classes, counters and anchors only, so every engine reads it alike.</summary>
    public abstract SqlFragment Matches(SqlFragment x, string pattern);

    /// <summary>A text without the one match of such a pattern.</summary>
    public abstract SqlFragment Without(SqlFragment x, string pattern);

    /// <summary>The integer a text of at most 38 digits holds; anything for another text, but never an exception.</summary>
    public abstract SqlFragment WideOfDigits(SqlFragment x);

    /// <summary>A scaled integer as one of at least 127 bits.</summary>
    public abstract SqlFragment Wide(SqlFragment x);

    /// <summary>A wide integer that is in the range of a type, or NULL, as that type's scaled integer.</summary>
    public abstract SqlFragment Narrow(SqlFragment x, ColumnType type);

    /// <summary>First absolute value that no step of a computation may reach.</summary>
    protected virtual BigInteger StepLimit => BigInteger.One << 127;

    /// <summary>The dialect whose wide integers hold every step of a computation.</summary>
    protected virtual ServerDialect WideEnough(ScaledFormula formula) => this;

    /// <summary>The absolute value of a wide integer.</summary>
    public abstract SqlFragment Absolute(SqlFragment x);

    /// <summary>A wide integer divided by another one, both positive, without the remainder.</summary>
    public abstract SqlFragment Divide(SqlFragment n, SqlFragment d);

    /// <summary>The remainder of two wide integers, with the sign of the dividend.</summary>
    public abstract SqlFragment Remainder(SqlFragment n, SqlFragment d);

    /// <summary>A divisor made harmless where it is 0; the result is thrown away there.</summary>
    public abstract SqlFragment Divisor(SqlFragment d);

    /// <summary>Text of an int64, a decimal or a date or timestamp as ISO text: YYYY-MM-DD, YYYY-MM-DD HH:mm:ss.SSSSSS.</summary>
    public abstract SqlFragment TextOf(SqlFragment x, ColumnType type);

    /// <summary>The date or timestamp of a valid ISO text, or NULL.</summary>
    public abstract SqlFragment OfIsoText(SqlBinding iso, ColumnType type);

    /// <summary>The only capture of a pattern that matches the whole text.</summary>
    public virtual SqlFragment Captured(SqlFragment x, string pattern) => throw new NotSupportedException($"{Name} captures nothing.");

    /// <summary>Words for dates by formats beyond the core, on engines that read them.</summary>
    public virtual DateWords? DateWords => null;

    /// <summary>Words for numbers by a declared format, on engines that read them.</summary>
    protected virtual PatternNumberWords? NumberWords => null;

    /// <summary>Refuses a statement of more levels than the engine takes, with room for what the statement is put into.</summary>
    /// <exception cref="LumosException"><c>DSL_REJECT_TARGET_ENGINE</c>: there are too many.</exception>
    protected void RequireLevels(SqlStatement statement, int max, string why)
    {
        if (statement.Levels.Count > max) throw DslReject.Exception(RejectCode.Backend, $"{Name} cannot run a plan of {statement.Levels.Count} levels: {why}", "Split the plan over two statements.");
    }

    public override SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat)
    {
        var mark = SqlFragment.Text(concat.Separator);
        if (concat.Nulls == NullRule.Skip) return Joined(operands, mark);
        var parts = new List<SqlFragment>();
        foreach (var operand in operands)
        {
            if (parts.Count > 0 && concat.Separator.Length > 0) parts.Add(mark);
            parts.Add(concat.Nulls == NullRule.Empty && operand.Nullable ? SqlFragment.Of($"coalesce({operand.Value}, {SqlFragment.Text("")})") : operand.Value);
        }

        return SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");
    }

    public override Emitted ParseDate(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors) => IsoDates.Parse(this, chain, x, parse, errors);

    public override SqlFragment FormatDate(LetChain chain, SqlBinding x, DateFormat format, ColumnType type) => IsoDateTexts.Format(chain, DateWords, chain.Bind(TextOf(x, type)), format);

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => cast.To.Kind switch
    {
        ColumnKind.Int64 or ColumnKind.Decimal when cast.Format is not null => NumberTexts.Formatted(this, chain, x, NumberWords!, cast, errors),
        ColumnKind.Int64 => NumberTexts.ToInt64(this, chain, x, errors),
        ColumnKind.Decimal => NumberTexts.ToDecimal(this, chain, x, cast, errors),
        ColumnKind.Bool => ToBool(chain, x, errors),
        ColumnKind.Date => IsoDates.Cast(this, chain, x, errors),
        _ => throw new InvalidOperationException($"No cast from text to {cast.To}."),
    };

    public override SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from) => from.Kind == ColumnKind.Bool
        ? SqlFragment.Of($"CASE WHEN {x} THEN {SqlFragment.Text("true")} WHEN NOT {x} THEN {SqlFragment.Text("false")} END")
        : TextOf(x, from);

    public override Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {x} = 0 THEN FALSE WHEN {x} = 1 THEN TRUE END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    public override Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors)
    {
        if (step.Formula.HalvedBound < StepLimit) return WideMath.Emit(WideEnough(step.Formula), chain, step, errors);
        var digits = StepLimit.ToString(CultureInfo.InvariantCulture).Length - 1;
        throw Refuse(step.Operation, $"a step may need integers of more than {digits} digits.", "Declare fewer digits for the inputs or the result, or run this column on PostgreSQL or the interpreter.");
    }

    /// <summary>concat with nulls: skip.</summary>
    protected abstract SqlFragment Joined(IReadOnlyList<ConcatOperand> operands, SqlFragment separator);

    /// <summary>10 to a power.</summary>
    protected static BigInteger PowerOfTen(int digits) => BigInteger.Pow(10, digits);

    private Emitted ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var yes = Matches(x, "^(?:[Tt][Rr][Uu][Ee]|[Tt]|[Yy][Ee][Ss]|[Yy]|1)" + EndAnchor);
        var no = Matches(x, "^(?:[Ff][Aa][Ll][Ss][Ee]|[Ff]|[Nn][Oo]|[Nn]|0)" + EndAnchor);
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {yes} THEN TRUE WHEN {no} THEN FALSE END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }
}
