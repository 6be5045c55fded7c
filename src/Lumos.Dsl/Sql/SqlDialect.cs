using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql;

/// <summary>
/// One engine's SQL. The compiler asks for each operation once per plan and names the answer; a dialect says what the value is and, where
/// the operation can fail, the number of its error. What an engine cannot express exactly a dialect refuses with <see cref="Refuse"/>. Stateless and
/// thread-safe.
/// </summary>
/// <remarks>
/// A fragment may read a binding as often as it likes: every binding is computed in a projection of its own. What is used twice and is dear
/// should be bound with <see cref="LetChain.Bind"/>. Values are NULL on an error and every operation but concat and map_dict gives NULL for NULL.
/// </remarks>
internal abstract class SqlDialect
{
    /// <summary>Which engine.</summary>
    public abstract SqlEngine Engine { get; }

    /// <summary>The engine's name as people know it, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>What it runs beyond the core of the language.</summary>
    public virtual DslFeatures Features => DslFeatures.None;

    /// <summary>Why it lacks a feature, as the end of a sentence; null where nobody knows better than that it was never tried.</summary>
    public virtual string? WhyWithout(DslFeatures feature) => null;

    /// <summary>Prints every identifier and literal.</summary>
    public abstract SqlPrinter Printer { get; }

    /// <summary>Most keys of a map that are compared one after the other; more become a search tree of nested CASEs.</summary>
    public virtual int MapLeafSize => 12;

    /// <summary>Whether an intermediate value that is read once stands right where it is read, so that there are fewer levels.</summary>
    public virtual bool InlinesSingleReads => false;

    /// <summary>NULL where a text may stand; with its type on engines that would take a bare one for a number.</summary>
    public virtual SqlFragment NullText => SqlFragment.Null;

    /// <summary>The engine's name of a type, such as <c>DECIMAL(12,3)</c>.</summary>
    public abstract string TypeName(ColumnType type);

    /// <summary>Refuses a type the engine has no exact counterpart of.</summary>
    /// <exception cref="SqlRefusal">It has none, and why.</exception>
    public virtual void Require(ColumnType type)
    {
    }

    /// <summary>Puts the projections of a statement into one another. An engine that copies the expressions of a subselect to where they are used needs a fence at every level.</summary>
    public abstract string PrintStatement(SqlStatement statement);

    /// <summary>What to ask a server before a plan runs there.</summary>
    public virtual IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => [];

    /// <summary>A column of the relation read, as its declared type.</summary>
    public virtual SqlFragment Source(string name, ColumnType type) => SqlFragment.Of($"CAST({SqlFragment.Name(name)} AS {SqlFragment.Raw(TypeName(type))})");

    /// <summary>A column of the relation handed through unchanged.</summary>
    public virtual SqlFragment Carried(string name) => SqlFragment.Name(name);

    /// <summary>The scaled integer of a decimal of at most 18 digits. Cannot raise.</summary>
    public abstract SqlFragment ToScaled(SqlBinding value, ColumnType type);

    /// <summary>The decimal of a scaled integer that is in the range of the type. Cannot raise.</summary>
    public abstract SqlFragment ToDecimal(SqlBinding scaled, ColumnType type);

    /// <summary>Whether a text is another one, code point by code point.</summary>
    public virtual SqlFragment SameText(SqlBinding x, string text) => SqlFragment.Of($"{x} = {SqlFragment.Text(text)}");

    /// <summary>Whether a text comes before another one in code point order.</summary>
    public virtual SqlFragment TextBefore(SqlBinding x, string text) => SqlFragment.Of($"{x} < {SqlFragment.Text(text)}");

    /// <summary>trim.</summary>
    public abstract SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim);

    /// <summary>case.</summary>
    public abstract SqlFragment Case(LetChain chain, SqlBinding x, Case letters);

    /// <summary>collapse_whitespace.</summary>
    public abstract SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse);

    /// <summary>concat. The compiler keeps an error of an operand from becoming a value.</summary>
    public abstract SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat);

    /// <summary>regex_extract: NULL for no match; whether that is an error is the compiler's business.</summary>
    public abstract SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract);

    /// <summary>regex_split.</summary>
    public abstract SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split);

    /// <summary>date_parse.</summary>
    public abstract Emitted ParseDate(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors);

    /// <summary>date_format.</summary>
    public abstract SqlFragment FormatDate(LetChain chain, SqlBinding x, DateFormat format, ColumnType type);

    /// <summary>A timestamp written out, from ISO text to the second.</summary>
    public virtual SqlFragment Moment(string iso) => SqlFragment.Of($"TIMESTAMP {SqlFragment.Text(iso)}");

    /// <summary>Seconds from the clock a timestamp was read from to the other one, or NULL.</summary>
    public virtual SqlFragment ZoneShift(SqlBinding moment, ZoneSteps steps) => ZoneTimes.Cases(this, moment, steps);

    /// <summary>A timestamp so many seconds later, of the years 1900 to 2099 both; asked only of a dialect that has time zones. NULL for NULL seconds.</summary>
    public virtual SqlFragment PlusSeconds(SqlBinding moment, SqlBinding seconds) => throw new NotSupportedException($"{Name} has no time zones.");

    /// <summary>type_cast from text to another type.</summary>
    public abstract Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors);

    /// <summary>type_cast to text from another type.</summary>
    public abstract SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from);

    /// <summary>type_cast from float64 to text; asked only of a dialect that has the feature.</summary>
    public virtual Emitted FloatToText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => throw Refuse(cast, "it does not print float64 exactly.", "Carry the column as it is.");

    /// <summary>type_cast from int64 to bool.</summary>
    public abstract Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors);

    /// <summary>type_cast from bool to int64.</summary>
    public abstract SqlFragment BoolToInt64(SqlBinding x);

    /// <summary>safe_math, unit_convert and casts between numbers.</summary>
    public abstract Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors);

    /// <summary>SQL of rows written out, as it may stand after FROM, with their numbers in column <c>n</c>: for vectors and tests.</summary>
    public virtual string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows)
    {
        var lines = rows.Select((row, n) => "(" + string.Join(", ", row.Select((text, i) => Cell(text, source.Fields[i].Type)).Prepend(n.ToString(System.Globalization.CultureInfo.InvariantCulture))) + ")");
        var names = source.Fields.Select(field => Printer.Identifier(field.Name)).Prepend(Printer.Identifier("n"));
        return $"(SELECT * FROM (VALUES {string.Join(", ", lines)}) AS t({string.Join(", ", names)}))";
    }

    /// <summary>SQL of a typed value given as canonical text.</summary>
    public virtual string Cell(string? text, ColumnType type) => $"CAST({(text is null ? "NULL" : Printer.Literal(text))} AS {TypeName(type)})";

    /// <summary>SQL that prints a column as canonical text.</summary>
    public abstract string Canonical(string column, ColumnType type);

    /// <summary>The refusal of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="why">Why the engine cannot run it exactly: the end of a sentence that begins with both names.</param>
    /// <param name="suggestion">The nearest thing that works.</param>
    public SqlRefusal Refuse(Operation operation, string why, string suggestion) =>
        new(new DslDiagnostic(RejectCode.Backend, $"{Name} cannot run {OperationNames.NameOf(operation.Kind)} here: {why}", operation.Span, suggestion));
}

/// <summary>An operand of concat.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Nullable">Whether it can be NULL, by itself or by an error.</param>
internal sealed record ConcatOperand(SqlBinding Value, bool Nullable);

/// <summary>A numeric operation with its constants folded.</summary>
/// <param name="Operation">The operation it comes from.</param>
/// <param name="Function">What to compute; round for unit_convert and casts.</param>
/// <param name="Formula">How, on scaled integers.</param>
/// <param name="Left">First operand.</param>
/// <param name="Right">Second operand, or null.</param>
/// <param name="Rounding">What happens with lost digits.</param>
/// <param name="Result">Type of the result.</param>
/// <param name="OnZero">The rule of div and mod, else null.</param>
internal sealed record MathStep(
    Operation Operation, MathFunction Function, ScaledFormula Formula, CompiledNode Left, CompiledNode? Right, Rounding Rounding, ColumnType Result, ZeroRule? OnZero);
