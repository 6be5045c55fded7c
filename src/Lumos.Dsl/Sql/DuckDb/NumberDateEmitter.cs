using System.Globalization;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>date_parse of one number: time since 1970, and day numbers of spreadsheets. All of it fits 64 bits.</summary>
internal static class NumberDateEmitter
{
    private static readonly DateTime Start1970 = new(1970, 1, 1);

    public static SqlFragment Epoch(LetChain chain, SqlBinding x, DateToken token, FractionRule rule)
    {
        var perUnit = token switch { DateToken.EpochSeconds => 1_000_000L, DateToken.EpochMilliseconds => 1_000L, _ => 1L };
        var match = Match(chain, x, @"^([+-]?)([0-9]{1,18})(?:\.([0-9]{1,9}))?$", "f0", "f1", "f2");
        var whole = chain.Bind(SqlFragment.Of($"TRY_CAST({match}.f1 AS BIGINT)"));
        var fraction = SqlFragment.Of($"TRY_CAST(rpad({match}.f2, 9, '0') AS BIGINT)");
        var kept = DateFieldEmitter.Divide(fraction, 1_000_000_000 / perUnit, rule);

        // Above this the product would not fit, and no year holds it.
        var most = (CivilDates.LastMicrosecond / perUnit) + 1;
        var size = chain.Bind(SqlFragment.Of($"CASE WHEN {whole} <= {most} THEN {whole} * {perUnit} + {kept} END"));
        return DateFieldEmitter.Moment(chain, SqlFragment.Of($"CASE WHEN {match}.f0 = '-' THEN -{size} ELSE {size} END"));
    }

    public static SqlFragment Serial(LetChain chain, SqlBinding x, DateToken token, DateTarget target)
    {
        var match = Match(chain, x, @"^([0-9]{1,7})(?:\.([0-9]{1,17}))?$", "f0", "f1");
        var written = chain.Bind(SqlFragment.Of($"TRY_CAST({match}.f0 AS BIGINT)"));
        var day = token is DateToken.Serial1904 or DateToken.Serial1904Seconds
            ? SqlFragment.Of($"{written} + {Days(1904, 1, 1)}")
            : SqlFragment.Of($"CASE WHEN {written} IN (0, 60) THEN NULL WHEN {written} < 60 THEN {written} + {Days(1899, 12, 31)} ELSE {written} + {Days(1899, 12, 30)} END");
        if (target == DateTarget.Date)
        {
            var whole = SqlFragment.Of($"CASE WHEN rtrim({match}.f1, '0') = '' THEN ({day}) * 86400000000 END");
            return SqlFragment.Of($"CAST({DateFieldEmitter.Moment(chain, whole)} AS DATE)");
        }

        // rpad cuts to eleven digits as well.
        var perDay = token is DateToken.Serial1900Seconds or DateToken.Serial1904Seconds ? 86_400 : 86_400_000;
        var parts = SqlFragment.Of($"((TRY_CAST(rpad({match}.f1, 11, '0') AS BIGINT) * {perDay} + 50000000000) // 100000000000) * {86_400_000_000 / perDay}");
        return DateFieldEmitter.Moment(chain, SqlFragment.Of($"({day}) * 86400000000 + {parts}"));
    }

    private static SqlBinding Match(LetChain chain, SqlBinding x, string pattern, params string[] names)
    {
        var list = SqlFragment.Join(", ", names.Select(SqlFragment.Text));
        return chain.Bind(SqlFragment.Of($"regexp_extract({x}, {SqlFragment.Text(pattern)}, [{list}])"));
    }

    private static SqlFragment Days(int year, int month, int day)
    {
        var days = (new DateTime(year, month, day) - Start1970).Days;
        return SqlFragment.Raw("(" + days.ToString(CultureInfo.InvariantCulture) + ")");
    }
}
