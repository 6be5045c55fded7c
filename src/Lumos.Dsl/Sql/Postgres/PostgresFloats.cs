using System.Globalization;
using System.Numerics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// float64 from text and to text. The server's cast is correctly rounded, but raises where the number becomes infinite or 0: the place of the first digit tells, and next to the two
/// limits the digits themselves are compared with those of the limit. The server prints digits that read back, one more than needed where a shorter number lies halfway to the
/// neighbour; the shorter one is tried then.
/// </summary>
internal static class PostgresFloats
{
    // A number is 0.digits * 10^point. Halfway between the largest double and what would be the next, and half of the smallest one: both ties go the other way.
    private const int LargestPoint = 309;
    private const int SmallestPoint = -323;

    private static readonly SqlFragment First = DigitsOf((BigInteger.One << 1024) - (BigInteger.One << 970));
    private static readonly SqlFragment Nothing = DigitsOf(BigInteger.Pow(5, 1075));

    // Below it every halfway number has more digits than the double itself.
    private static readonly SqlFragment TwoTo53 = SqlFragment.Raw("9007199254740992");

    public static Emitted Read(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var isNumber = chain.Bind(SqlFragment.Of($"{x} ~ '^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?$'"));
        var number = chain.Bind(SqlFragment.Of($"CASE WHEN {isNumber} THEN lower(ltrim({x}, '+-')) END"));
        var mantissa = chain.Bind(SqlFragment.Of($"split_part({number}, 'e', 1)"));
        var power = chain.Bind(SqlFragment.Of($"CASE WHEN strpos({number}, 'e') > 0 THEN CAST(split_part({number}, 'e', 2) AS integer) ELSE 0 END"));
        var all = chain.Bind(SqlFragment.Of($"replace({mantissa}, '.', '')"));
        var digits = chain.Bind(SqlFragment.Of($"btrim({all}, '0')"));
        var point = chain.Bind(Point(mantissa, all, power));
        var isTooLarge = SqlFragment.Of($"({point} > {LargestPoint} OR ({point} = {LargestPoint} AND {digits} COLLATE \"C\" >= {First}))");
        var isNothing = SqlFragment.Of($"({digits} = '' OR {point} < {SmallestPoint} OR ({point} = {SmallestPoint} AND {digits} COLLATE \"C\" <= {Nothing}))");
        var zero = SqlFragment.Of($"CASE WHEN left({x}, 1) = '-' THEN CAST('-0' AS double precision) ELSE CAST('0' AS double precision) END");
        var value = chain.Bind(SqlFragment.Of($"CASE WHEN {isNothing} THEN {zero} WHEN NOT {isTooLarge} THEN CAST({x} AS double precision) END"));
        return new Emitted(value, ErrorNumbers.Unless(value, x, SqlFragment.Of($"CASE WHEN {isNumber} THEN {errors.Of(ValueErrors.Range)} ELSE {errors.Of(ValueErrors.Cast)} END")));
    }

    public static Emitted Print(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var finite = chain.Bind(SqlFragment.Of($"CASE WHEN {x} > '-Infinity' AND {x} < 'Infinity' THEN {x} END"));
        var value = chain.Bind(SqlFragment.Of($"({Layout(finite, chain.Bind)}) COLLATE \"C\""));
        return new Emitted(value, errors.Of(ValueErrors.Range, unless: value, orNull: x));
    }

    /// <summary>The text of a finite double.</summary>
    /// <param name="x">The double.</param>
    /// <param name="name">Names what is used more than once, or leaves it.</param>
    public static SqlFragment Layout(SqlFragment x, Func<SqlFragment, SqlFragment> name)
    {
        var text = name(SqlFragment.Of($"CAST({x} AS text)"));
        var mantissa = name(SqlFragment.Of($"ltrim(split_part({text}, 'e', 1), '-')"));
        var power = name(SqlFragment.Of($"CASE WHEN strpos({text}, 'e') > 0 THEN CAST(split_part({text}, 'e', 2) AS integer) ELSE 0 END"));
        var all = name(SqlFragment.Of($"replace({mantissa}, '.', '')"));
        var printed = name(SqlFragment.Of($"btrim({all}, '0')"));
        var place = name(Point(mantissa, all, power));

        // One digit less, cut or with one more at the last place: both read as the same double only if they lie halfway to a neighbour.
        var cut = name(SqlFragment.Of($"CASE WHEN abs({x}) > {TwoTo53} AND length({printed}) > 1 THEN left({printed}, length({printed}) - 1) END"));
        var up = name(SqlFragment.Of($"CAST(CAST({cut} AS bigint) + 1 AS text)"));
        var scale = name(SqlFragment.Of($"'e' || ({place} - length({cut}))"));
        var shorter = name(SqlFragment.Of($"CASE WHEN CAST({cut} || {scale} AS double precision) = abs({x}) THEN {cut} WHEN {place} < {LargestPoint} AND CAST({up} || {scale} AS double precision) = abs({x}) THEN {up} END"));
        var digits = name(SqlFragment.Of($"rtrim(coalesce({shorter}, {printed}), '0')"));
        var point = name(SqlFragment.Of($"({place} + CASE WHEN length({shorter}) > length({cut}) THEN 1 ELSE 0 END)"));
        var exponent = SqlFragment.Of($"left({digits}, 1) || CASE WHEN length({digits}) > 1 THEN '.' || substr({digits}, 2) ELSE '' END || CASE WHEN {point} < 1 THEN 'e-' ELSE 'e+' END || abs({point} - 1)");
        var plain = SqlFragment.Of(
            $"WHEN {digits} = '' THEN '0' WHEN {point} BETWEEN length({digits}) AND 21 THEN rpad({digits}, {point}, '0') WHEN {point} BETWEEN 1 AND 21 THEN left({digits}, {point}) || '.' || substr({digits}, {point} + 1) WHEN {point} BETWEEN -5 AND 0 THEN '0.' || repeat('0', -{point}) || {digits}");
        return SqlFragment.Of($"CASE WHEN left({text}, 1) = '-' THEN '-' ELSE '' END || CASE {plain} ELSE {exponent} END");
    }

    private static SqlFragment Point(SqlFragment mantissa, SqlFragment all, SqlFragment power) =>
        SqlFragment.Of($"(length(split_part({mantissa}, '.', 1)) + {power} - length({all}) + length(ltrim({all}, '0')))");

    private static SqlFragment DigitsOf(BigInteger number) => SqlFragment.Text(number.ToString(CultureInfo.InvariantCulture).TrimEnd('0'));
}
