using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// type_cast from text, to text and between bool and int64. DuckDB's cast takes more than the grammar (blanks, 1e3, 0x1A, 1_000), so
/// a value counts as read when it prints back as it came; only what does not is looked at with a regular expression.
/// </summary>
internal static class CastEmitter
{
    public static Emitted FromText(LetChain chain, SqlBinding x, ColumnType to, Rounding rounding, ErrorNumbers errors) => to.Kind switch
    {
        ColumnKind.Int64 => ToInt64(chain, x, errors),
        ColumnKind.Decimal => ToDecimal(chain, x, to, rounding, errors),
        ColumnKind.Bool => ToBool(chain, x, errors),
        ColumnKind.Date => ToDate(chain, x, errors),
        ColumnKind.Float64 => FloatEmitter.Read(chain, x, errors),
        _ => throw new InvalidOperationException($"No cast from text to {to}."),
    };

    public static SqlFragment ToText(SqlBinding x, ColumnType from) => from.Kind switch
    {
        // DuckDB prints DECIMAL(3,3) as ".5": one digit more of room brings the zero.
        ColumnKind.Decimal when from.Scale == 38 => SqlFragment.Of($"regexp_replace(CAST({x} AS VARCHAR), '^(-?)[.]', '\\10.')"),
        ColumnKind.Decimal when from.Precision == from.Scale => SqlFragment.Of($"CAST(CAST({x} AS DECIMAL({from.Precision + 1},{from.Scale})) AS VARCHAR)"),
        _ => SqlFragment.Of($"CAST({x} AS VARCHAR)"),
    };

    public static Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE {x} WHEN 0 THEN FALSE WHEN 1 THEN TRUE END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    private static Emitted ToInt64(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var read = chain.Bind(SqlFragment.Of($"TRY_CAST({x} AS BIGINT)"));
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN CAST({read} AS VARCHAR) = {x} THEN {read} WHEN regexp_full_match({x}, '[+-]?[0-9]+') THEN {read} END"));
        var error = SqlFragment.Of($"CASE WHEN regexp_full_match({x}, '[+-]?[0-9]+') THEN {errors.Of(ValueErrors.Range)} ELSE {errors.Of(ValueErrors.Cast)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    private static Emitted ToDecimal(LetChain chain, SqlBinding x, ColumnType to, Rounding rounding, ErrorNumbers errors)
    {
        var read = chain.Bind(SqlFragment.Of($"TRY_CAST({x} AS DECIMAL({to.Precision},{to.Scale}))"));
        var printed = chain.Bind(SqlFragment.Of($"CAST({read} AS VARCHAR)"));

        // What is the beginning of how the value prints, such as 12.5 of 12.500, is in the grammar and lost no digit. Else, given that DuckDB read a number, there is at least one digit; what is left is to keep out its other notations and lost digits.
        var grammar = SqlFragment.Text(@"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)");
        var good = SqlFragment.Text(rounding == Rounding.Exact
            ? FormattableString.Invariant($@"[+-]?[0-9]*(?:\.[0-9]{{0,{to.Scale}}}0*)?")
            : @"[+-]?[0-9]*(?:\.[0-9]*)?");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {printed} = {x} THEN {read} WHEN starts_with({printed}, {x}) THEN {read} WHEN regexp_full_match({x}, {good}) THEN {read} END"));
        var inexact = rounding == Rounding.Exact
            ? SqlFragment.Of($" WHEN NOT regexp_full_match({x}, {good}) THEN {errors.Of(ValueErrors.Inexact)}")
            : SqlFragment.Of($"");
        var error = SqlFragment.Of($"CASE WHEN NOT regexp_full_match({x}, {grammar}) THEN {errors.Of(ValueErrors.Cast)}{inexact} ELSE {errors.Of(ValueErrors.Range)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    // DuckDB's own reading of BOOLEAN is exactly true,t,yes,y,1 / false,f,no,n,0 in any ASCII case; a test holds it to that.
    private static Emitted ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"TRY_CAST({x} AS BOOLEAN)"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    // Ten characters that print back as they came are YYYY-MM-DD with a year from 0001 to 9999: longer forms are (BC) and years above.
    private static Emitted ToDate(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var read = chain.Bind(SqlFragment.Of($"TRY_CAST({x} AS DATE)"));
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN CAST({read} AS VARCHAR) = {x} AND strlen({x}) = 10 THEN {read} END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }
}
