using System.Globalization;
using System.Text;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>date_format on ISO text: fields are cut out, and what is not digits stands in a CASE.</summary>
internal static class IsoDateTexts
{
    // A timestamp has microseconds.
    private const int Digits = 6;

    /// <param name="chain">The statement's bindings.</param>
    /// <param name="words">The engine's words; null on engines that have the core of the language only.</param>
    /// <param name="iso">YYYY-MM-DD or YYYY-MM-DD HH:mm:ss.SSSSSS.</param>
    /// <param name="format">The format to write.</param>
    public static SqlFragment Format(LetChain chain, DateWords? words, SqlBinding iso, DateFormat format)
    {
        var parts = new List<SqlFragment>();
        var literal = new StringBuilder();
        foreach (var part in DatePattern.Parse(format.Format).Parts)
        {
            if (part.Token == DateToken.Literal)
            {
                literal.Append(part.Literal);
                continue;
            }

            Flush();
            if (part.Token == DateToken.Fraction && part.Spelling.Length > Digits)
            {
                parts.Add(Cut(iso, 21, Digits));
                literal.Append('0', part.Spelling.Length - Digits);
                continue;
            }

            parts.Add(part.Token is DateToken.WeekdayName or DateToken.WeekdayShortName ? Weekday(chain, words!, iso, part.Token, format.Language) : Written(iso, part, format.Language));
        }

        Flush();

        // A format of literals alone must give NULL for NULL too.
        if (parts.Count == 1 && !parts[0].Reads.Any()) return SqlFragment.Of($"CASE WHEN {iso} IS NOT NULL THEN {parts[0]} END");
        return parts.Count == 1 ? parts[0] : words?.Joined(parts) ?? SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");

        void Flush()
        {
            if (literal.Length > 0) parts.Add(SqlFragment.Text(literal.ToString()));
            literal.Clear();
        }
    }

    private static SqlFragment Written(SqlBinding iso, DatePart part, DateLanguage language) => part.Token switch
    {
        DateToken.Year4 => Cut(iso, 1, 4),
        DateToken.Year2 => Cut(iso, 3, 2),
        DateToken.Month2 => Cut(iso, 6, 2),
        DateToken.Month1 => Short(iso, 6),
        DateToken.MonthName or DateToken.MonthFullName => Cases(Cut(iso, 6, 2), DateNames.Of(part.Token, language).Select((names, i) => (Two(i + 1), names[0]))),
        DateToken.Day2 => Cut(iso, 9, 2),
        DateToken.Day1 => Short(iso, 9),
        DateToken.Hour => Cut(iso, 12, 2),
        DateToken.Hour1 => Short(iso, 12),
        DateToken.HalfDayHour => Cases(Cut(iso, 12, 2), Enumerable.Range(0, 24).Select(hour => (Two(hour), Two(OnTheClock(hour))))),
        DateToken.HalfDayHour1 => Cases(Cut(iso, 12, 2), Enumerable.Range(0, 24).Select(hour => (Two(hour), OnTheClock(hour).ToString(CultureInfo.InvariantCulture)))),
        DateToken.Meridiem => Cases(Cut(iso, 12, 2), Enumerable.Range(0, 24).Select(hour => (Two(hour), hour < 12 ? part.Spelling : part.Spelling.Replace('A', 'P').Replace('a', 'p')))),
        DateToken.Minute => Cut(iso, 15, 2),
        DateToken.Second => Cut(iso, 18, 2),
        DateToken.AnyFraction => SqlFragment.Of($"CASE {SqlFragment.Join(" ", Enumerable.Range(0, Digits).Select(kept => WithoutZeros(iso, kept)))} ELSE {Cut(iso, 21, Digits)} END"),
        DateToken.Offset => SqlFragment.Of($"CASE WHEN {iso} IS NOT NULL THEN {SqlFragment.Text("Z")} END"),
        _ when part.Token.IsFraction() => Cut(iso, 21, part.Spelling.Length),
        _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
    };

    // So many digits of the fraction when only zeros follow; of zeros alone one is left.
    private static SqlFragment WithoutZeros(SqlBinding iso, int kept) =>
        SqlFragment.Of($"WHEN {Cut(iso, 21 + kept, Digits - kept)} = {SqlFragment.Text(new string('0', Digits - kept))} THEN {Cut(iso, 21, Math.Max(kept, 1))}");

    private static SqlFragment Weekday(LetChain chain, DateWords words, SqlBinding iso, DateToken token, DateLanguage language)
    {
        var (year, month, day) = (chain.Bind(words.Integer(Cut(iso, 1, 4))), chain.Bind(words.Integer(Cut(iso, 6, 2))), chain.Bind(words.Integer(Cut(iso, 9, 2))));
        var number = chain.Bind(CivilDates.DayOf(chain, words, year, month, day));
        return SqlFragment.Of($"CASE {number} % 7 {SqlFragment.Join(" ", DateNames.Of(token, language).Select((names, i) => SqlFragment.Of($"WHEN {i} THEN {SqlFragment.Text(names[0])}")))} END");
    }

    private static SqlFragment Cases(SqlFragment field, IEnumerable<(string Is, string Then)> cases) =>
        SqlFragment.Of($"CASE {field} {SqlFragment.Join(" ", cases.Select(pair => SqlFragment.Of($"WHEN {SqlFragment.Text(pair.Is)} THEN {SqlFragment.Text(pair.Then)}")))} END");

    private static SqlFragment Short(SqlBinding iso, int at) =>
        SqlFragment.Of($"CASE WHEN substring({iso}, {at}, 1) = {SqlFragment.Text("0")} THEN substring({iso}, {at + 1}, 1) ELSE substring({iso}, {at}, 2) END");

    private static SqlFragment Cut(SqlBinding text, int at, int length) => SqlFragment.Of($"substring({text}, {at}, {length})");

    private static int OnTheClock(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
