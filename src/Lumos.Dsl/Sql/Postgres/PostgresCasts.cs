using System.Numerics;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// type_cast from text, to text and between bool and int64. The server's own casts raise, and take blanks, exponents and more, so a regular
/// expression holds the grammar first. Short texts, that is nearly all, are then cast as they are; from long ones the digits that count are cut out.
/// </summary>
internal static class PostgresCasts
{
    // A text of 18 characters cannot leave int64, one of 60 cannot leave numeric.
    private const int ShortInt64 = 18;
    private const int ShortDecimal = 60;
    private const int Int64Digits = 19;

    private static readonly SqlFragment Integer = SqlFragment.Text("^[+-]?[0-9]+$");
    private static readonly SqlFragment Decimal = SqlFragment.Text(@"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$");

    public static Emitted FromText(LetChain chain, SqlBinding x, TypeCast cast, ErrorNumbers errors) => cast.To.Kind switch
    {
        ColumnKind.Int64 or ColumnKind.Decimal when cast.Format is { } format => ToNumber(chain, x, FormattedNumbers.Plain(chain, x, format, PostgresNumberWords.Instance), cast, errors),
        ColumnKind.Int64 => ToInt64(chain, x, errors),
        ColumnKind.Decimal => ToNumber(chain, x, null, cast, errors),
        ColumnKind.Bool => ToBool(chain, x, errors),
        ColumnKind.Date => PostgresDates.Cast(chain, x, errors),
        ColumnKind.Float64 => PostgresFloats.Read(chain, x, errors),
        _ => throw new InvalidOperationException($"No cast from text to {cast.To}."),
    };

    public static SqlFragment ToText(SqlBinding x, ColumnType from) => from.Kind switch
    {
        ColumnKind.Bool => SqlFragment.Of($"CASE WHEN {x} THEN 'true' WHEN NOT {x} THEN 'false' END COLLATE \"C\""),
        ColumnKind.Date => SqlFragment.Of($"to_char(CAST({x} AS timestamp), 'YYYY-MM-DD') COLLATE \"C\""),
        _ => SqlFragment.Of($"CAST({x} AS text) COLLATE \"C\""),
    };

    public static Emitted Int64ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE {x} WHEN 0 THEN FALSE WHEN 1 THEN TRUE END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    private static Emitted ToInt64(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var digits = SqlFragment.Of($"ltrim({x}, '+-0')");
        var size = SqlFragment.Of($"CAST('0' || {digits} AS numeric)");
        var isNegative = SqlFragment.Of($"left({x}, 1) = '-'");
        var fits = SqlFragment.Of($"{size} <= CASE WHEN {isNegative} THEN {-(BigInteger)long.MinValue} ELSE {(BigInteger)long.MaxValue} END");
        var whole = SqlFragment.Of($"CASE WHEN octet_length({digits}) <= 19 THEN CASE WHEN {fits} THEN CAST(CASE WHEN {isNegative} THEN -{size} ELSE {size} END AS bigint) END END");
        var isInteger = SqlFragment.Of($"CASE WHEN {x} !~ '[^0-9]' THEN {x} <> '' ELSE {x} ~ {Integer} END");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {isInteger} THEN CASE WHEN octet_length({x}) <= {ShortInt64} THEN CAST({x} AS bigint) ELSE {whole} END END"));
        var error = SqlFragment.Of($"CASE WHEN {x} ~ {Integer} THEN {errors.Of(ValueErrors.Range)} ELSE {errors.Of(ValueErrors.Cast)} END");
        return new Emitted(value, ErrorNumbers.Unless(value, x, error));
    }

    // The grammar is asked only of a text that is not known to be plain.
    private static Emitted ToNumber(LetChain chain, SqlBinding x, SqlBinding? plain, TypeCast cast, ErrorNumbers errors)
    {
        var to = cast.To;
        var text = plain ?? x;
        var isNumber = plain is null ? SqlFragment.Of($"{x} ~ {Decimal}") : SqlFragment.Of($"{plain} IS NOT NULL");
        var precision = to.Kind == ColumnKind.Int64 ? Int64Digits : to.Precision;

        // Of a long text: the whole part, which is out of range when it is long itself, the digits kept, the one that decides about rounding, and a 1 for all that follow.
        var body = SqlFragment.Of($"ltrim({text}, '+-')");
        var whole = SqlFragment.Of($"ltrim(split_part({body}, '.', 1), '0')");
        var fraction = SqlFragment.Of($"rtrim(split_part({body}, '.', 2), '0')");
        var sign = SqlFragment.Of($"CASE WHEN left({text}, 1) = '-' THEN '-' ELSE '' END");
        var cut = SqlFragment.Of($"CASE WHEN octet_length({whole}) > {precision} THEN {SqlFragment.Text("1" + new string('0', precision))} ELSE '0' || {whole} END");
        var kept = SqlFragment.Of($"left({fraction}, {to.Scale + 1}) || CASE WHEN octet_length({fraction}) > {to.Scale + 1} THEN '1' ELSE '0' END");
        var longText = SqlFragment.Of($"CAST({sign} || {cut} || '.' || {kept} AS numeric)");

        var read = SqlFragment.Of($"CASE WHEN {isNumber} THEN CASE WHEN octet_length({text}) > {ShortDecimal} THEN {longText} ELSE CAST({text} AS numeric) END END");
        if (plain is null) return Short(chain, x, SqlFragment.Of($"({read})"), cast, errors);
        var bound = chain.Bind(read);
        return PostgresNumbers.Fit(chain, bound, to, cast.Rounding, error: rest => Error(x, rest.Value, bound, rest.Lost, errors));
    }

    // Nearly every number is short, has no plus and no digit too many: searches for single characters show that in a fraction of the time the grammar takes, and then the cast
    // neither raises nor loses anything. The rest is read by the grammar, as often as it stands here.
    private static Emitted Short(LetChain chain, SqlBinding x, SqlFragment read, TypeCast cast, ErrorNumbers errors)
    {
        var (to, exact) = (cast.To, cast.Rounding == Rounding.Exact);
        var name = SqlFragment.Raw(PostgresDialect.NameOf(to));
        var whole = to.Precision - to.Scale;
        var tests = SqlFragment.Of(
            $"{x} !~ '[^-0-9.]' AND (octet_length({x}) <= {whole} OR strpos({x}, '.') BETWEEN 1 AND {whole + 1}) AND octet_length({x}) <= {ShortDecimal} AND {x} NOT LIKE '_%-%' AND {x} NOT LIKE '%.%.%' AND {x} NOT IN ('', '-', '.', '-.')");

        // Rounded up, a number that fills its whole part would leave the range; of one digit less there is no doubt.
        if (exact) tests = SqlFragment.Of($"{tests} AND {x} NOT LIKE {SqlFragment.Text("%." + new string('_', to.Scale + 1) + "%")}");
        else tests = SqlFragment.Of($"{tests} AND (octet_length({x}) < {whole} OR strpos({x}, '.') BETWEEN 1 AND {whole} OR {x} NOT LIKE {SqlFragment.Text("%." + new string('_', to.Scale + 1) + "%")})");
        var kept = PostgresNumbers.Kept(read, to);
        var slow = exact
            ? SqlFragment.Of($"WHEN {PostgresNumbers.InRange(read, to)} AND {kept} THEN CAST({read} AS {name})")
            : SqlFragment.Of($"WHEN {PostgresNumbers.InRange(SqlFragment.Of($"round({read}, {to.Scale})"), to)} THEN CAST({read} AS {name})");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {tests} THEN CAST({x} AS {name}) {slow} END"));
        return new Emitted(value, Error(x, value, read, exact ? SqlFragment.Of($"NOT {kept}") : null, errors));
    }

    private static SqlFragment Error(SqlBinding x, SqlBinding value, SqlFragment read, SqlFragment? lost, ErrorNumbers errors)
    {
        var inexact = lost is null ? SqlFragment.Of($"") : SqlFragment.Of($" WHEN {lost} THEN {errors.Of(ValueErrors.Inexact)}");
        return ErrorNumbers.Unless(value, x, SqlFragment.Of($"CASE WHEN {read} IS NULL THEN {errors.Of(ValueErrors.Cast)}{inexact} ELSE {errors.Of(ValueErrors.Range)} END"));
    }

    private static Emitted ToBool(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(SqlFragment.Of($"CASE lower({x} COLLATE \"C\") {Words(CastWords.True, "TRUE")} {Words(CastWords.False, "FALSE")} END"));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));

        static SqlFragment Words(IEnumerable<string> words, string meaning) => SqlFragment.Join(" ", words.Select(word => SqlFragment.Of($"WHEN {SqlFragment.Text(word)} THEN {SqlFragment.Raw(meaning)}")));
    }
}
