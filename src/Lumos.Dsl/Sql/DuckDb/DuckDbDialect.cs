using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>DuckDB. It shares common subexpressions by itself and never copies a projection, so its levels need no fence.</summary>
internal sealed class DuckDbDialect : SqlDialect
{
    public override SqlEngine Engine => SqlEngine.DuckDb;

    public override string Name => "DuckDB";

    public override DslFeatures Features =>
        DslFeatures.NumberFormat | DslFeatures.WideDecimal | DslFeatures.Float64 | DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.ShortHour
        | DslFeatures.Epoch | DslFeatures.SerialDate | DslFeatures.NamedZone | DslFeatures.SelectWhen | DslFeatures.TitleCase | DslFeatures.FromEnd;

    public override SqlPrinter Printer => SqlPrinter.Standard;

    public override string TypeName(ColumnType type) => DuckDbTypes.NameOf(type);

    public override string PrintStatement(SqlStatement statement) => statement.Nested();

    public override SqlFragment ToScaled(SqlBinding value, ColumnType type) => NumberForms.ToScaled(value, type);

    public override SqlFragment ToDecimal(SqlBinding scaled, ColumnType type) => NumberForms.ToDecimal(scaled, type);

    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim) => TextEmitter.Trim(chain, x, trim.Side, trim.Set);

    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters) => TextEmitter.Case(x, letters.Mode, letters.Alphabet);

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse) => TextEmitter.Collapse(x, collapse.Set, collapse.TrimEnds);

    public override SqlFragment Concat(LetChain chain, IReadOnlyList<ConcatOperand> operands, Concat concat) => TextEmitter.Concat(operands, concat.Nulls, concat.Separator);

    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract) => RegexEmitter.Extract(chain, x, extract);

    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split) => RegexEmitter.Split(x, split);

    public override Emitted ParseDate(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors) => DateEmitter.Parse(chain, x, parse, errors);

    public override SqlFragment PlusSeconds(SqlBinding moment, SqlBinding seconds) => SqlFragment.Of($"{moment} + to_seconds({seconds})");

    public override SqlFragment FormatDate(LetChain chain, SqlBinding x, DateFormat format, ColumnType type) => DateEmitter.Format(x, format, type.Kind == ColumnKind.Date);

    public override Emitted CastFromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) =>
        cast.Format is { } format ? NumberFormatEmitter.Read(chain, x, format, cast, errors) : CastEmitter.FromText(chain, x, cast.To, cast.Rounding, errors);

    public override SqlFragment CastToText(LetChain chain, SqlBinding x, ColumnType from) => CastEmitter.ToText(x, from);

    public override Emitted FloatToText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => FloatEmitter.Print(chain, x, errors);

    public override Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors) => CastEmitter.Int64ToBool(chain, x, errors);

    public override SqlFragment BoolToInt64(SqlBinding x) => SqlFragment.Of($"CAST({x} AS BIGINT)");

    public override Emitted Math(LetChain chain, MathStep step, ErrorNumbers errors)
    {
        if (step.Formula is { Width: null, FitsHalved: false }) throw Refuse(step.Operation, "a step may need integers of more than 127 bits.", "Declare fewer digits for the inputs or the result, or run this column on the interpreter.");
        return new MathEmitter(chain, step).Emit(errors);
    }

    public override string Canonical(string column, ColumnType type)
    {
        var name = Printer.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text => name,
            ColumnKind.Decimal when type.Scale == 38 => $"regexp_replace(CAST({name} AS VARCHAR), '^(-?)[.]', '\\10.')",
            ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"CAST(CAST({name} AS DECIMAL(38,{type.Scale})) AS VARCHAR)"),
            ColumnKind.Float64 => FloatEmitter.Layout(SqlFragment.Name(column), fragment => fragment).Print(Printer),
            ColumnKind.Timestamp => $"CAST(CAST({name} AS DATE) AS VARCHAR) || strftime({name}, ' %H:%M:%S.%f')",
            _ => $"CAST({name} AS VARCHAR)",
        };
    }
}
