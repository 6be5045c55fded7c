using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>date_parse of one number, as ISO text: time since 1970, and day numbers of spreadsheets. All of it fits 64 bits.</summary>
internal static class IsoNumberDates
{
    // Days since 0001-01-01 at which each count begins.
    private static readonly int Before1900 = (new DateTime(1899, 12, 31) - DateTime.MinValue).Days;
    private static readonly int Start1904 = (new DateTime(1904, 1, 1) - DateTime.MinValue).Days;

    /// <summary>A time since 1970: whole has 1 to 18 digits, or is NULL for another text; fraction has at most 9, and none for a whole number.</summary>
    public static SqlFragment Epoch(LetChain chain, DateWords words, SqlFragment whole, SqlFragment fraction, SqlFragment isNegative, DateToken token, FractionRule rule)
    {
        var perUnit = token switch { DateToken.EpochSeconds => 1_000_000L, DateToken.EpochMilliseconds => 1_000L, _ => 1L };
        var divisor = 1_000_000_000 / perUnit;
        var units = chain.Bind(words.Integer(whole));
        var kept = words.Fraction(chain, fraction, divisor, rule);

        // Above this the product would not fit, and no year holds it.
        var most = (CivilDates.LastMicrosecond / perUnit) + 1;
        var size = chain.Bind(SqlFragment.Of($"CASE WHEN {units} <= {most} THEN {units} * {perUnit} + {kept} END"));
        return CivilDates.Text(chain, words, SqlFragment.Of($"{-CivilDates.FirstMicrosecond} + CASE WHEN {isNegative} THEN -{size} ELSE {size} END"), DateTarget.Timestamp);
    }

    /// <summary>A day number: whole has 1 to 7 digits, or is NULL for another text; fraction has at most 17.</summary>
    public static SqlFragment Serial(LetChain chain, DateWords words, SqlFragment whole, SqlFragment fraction, DateToken token, DateTarget target)
    {
        var written = chain.Bind(words.Integer(whole));
        var day = chain.Bind(token is DateToken.Serial1904 or DateToken.Serial1904Seconds
            ? SqlFragment.Of($"{written} + {Start1904}")
            : SqlFragment.Of($"CASE WHEN {written} IN (0, 60) THEN NULL WHEN {written} < 60 THEN {written} + {Before1900} ELSE {written} + {Before1900 - 1} END"));
        if (target == DateTarget.Date)
        {
            var all = words.Integer(words.Filled(fraction, 17));
            return CivilDates.Text(chain, words, SqlFragment.Of($"CASE WHEN {all} = 0 THEN {day} * {CivilDates.DayMicroseconds} END"), DateTarget.Date);
        }

        // Eleven digits count: less than a microsecond, and all that 64 bits can multiply.
        var perDay = token is DateToken.Serial1900Seconds or DateToken.Serial1904Seconds ? 86_400 : 86_400_000;
        var eleven = chain.Bind(words.Integer(words.Filled(fraction, 11)));
        var parts = words.Divided(SqlFragment.Of($"({eleven} * {perDay} + 50000000000)"), 100_000_000_000);
        return CivilDates.Text(chain, words, SqlFragment.Of($"{day} * {CivilDates.DayMicroseconds} + {parts} * {CivilDates.DayMicroseconds / perDay}"), DateTarget.Timestamp);
    }
}
