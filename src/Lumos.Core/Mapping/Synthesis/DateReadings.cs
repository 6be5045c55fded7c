using System.Globalization;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Finds the ways to read the dates of a column, from the shapes of its values.</summary>
internal static class DateReadings
{
    private const int MostValues = 200;
    private const double LeastShare = 0.97;
    private static readonly int[] Pivots = [70, 50, 30, 100, 0];

    /// <summary>Readings of nearly all values, likeliest first; empty when the values are no dates.</summary>
    /// <param name="values">Values; NULLs and blanks do not count.</param>
    /// <param name="allPivots">Whether other pivots than 70 are wanted too.</param>
    public static IReadOnlyList<DateReading> Of(IEnumerable<string?> values, bool allPivots = false)
    {
        var present = values.Where(static v => !string.IsNullOrWhiteSpace(v)).Select(static v => v!.Trim()).Distinct(StringComparer.Ordinal).Take(MostValues).ToList();
        if (present.Count == 0 || present.Count(static v => v.Any(char.IsAsciiDigit)) < present.Count * LeastShare) return [];
        List<DateReading> found = [];
        foreach (var (formats, time, language) in Candidates(present))
        {
            var twoDigits = formats.Any(static f => f.Contains("YY", StringComparison.Ordinal) && !f.Contains("YYYY", StringComparison.Ordinal));
            foreach (var pivot in twoDigits ? allPivots ? Pivots : Pivots[..1] : [-1])
            {
                var reading = new DateReading(formats, time, pivot < 0 ? null : pivot, language, 1);
                var share = DateReading.ShareOf(reading, present);
                if (share < LeastShare) break;
                found.Add(reading with { Share = share });
            }
        }

        // What reads everything comes before what reads nearly everything; the order is stable.
        return [.. found.OrderByDescending(static r => r.Share)];
    }

    private static IEnumerable<(IReadOnlyList<string> Formats, bool Time, DateLanguage Language)> Candidates(List<string> values)
    {
        foreach (var language in Enum.GetValues<DateLanguage>())
        {
            var any = false;
            if (DateShape.Of(values, language) is { Count: > 0 } shapes)
            {
                var options = shapes.Select(static s => (s.HasTime, Formats: s.Formats().ToList())).ToList();
                // Slashes are American more often than not; everything else puts the day first.
                string[] orders = values.Exists(static v => v.Contains('/', StringComparison.Ordinal)) ? ["YMD", "MDY", "DMY", "YDM"] : ["YMD", "DMY", "MDY", "YDM"];
                foreach (var order in orders)
                {
                    List<string> formats = [];
                    var matters = false;
                    foreach (var (_, choices) in options)
                    {
                        var sure = choices.FirstOrDefault(static c => c.Order == "NAME");
                        var pick = choices.FirstOrDefault(c => c.Order == order);
                        if (pick.Format is not null) matters = true;
                        var format = pick.Format ?? sure.Format ?? choices.FirstOrDefault(c => c.Order == "YMD" && choices.Count(static o => o.Order is "YMD") == 1).Format;
                        if (format is not null && !formats.Contains(format)) formats.Add(format);
                    }

                    if (formats.Count == 0 || !matters && order != "YMD") continue;
                    any = true;
                    yield return (formats, shapes.Any(static s => s.HasTime), language);
                }
            }

            // Without names one language is as good as another.
            if (any && !values.Exists(static v => v.Any(char.IsLetter)) || language == DateLanguage.English && !values.Exists(static v => v.Any(char.IsLetter))) break;
        }

        foreach (var format in Numbers(values)) yield return ([format], format[0] == 'E', DateLanguage.English);
        if (Fractions(values)) yield return (["SERIAL_1900"], true, DateLanguage.English);
    }

    // Counts since an epoch: only numbers that mean days of 1980 to 2060.
    private static IEnumerable<string> Numbers(List<string> values)
    {
        if (!values.TrueForAll(static v => v.All(char.IsAsciiDigit))) yield break;
        if (All(values, 315_532_800L, 2_840_140_800L)) yield return "EPOCH_SECONDS";
        if (All(values, 315_532_800_000L, 2_840_140_800_000L)) yield return "EPOCH_MILLISECONDS";
        if (All(values, 315_532_800_000_000L, 2_840_140_800_000_000L)) yield return "EPOCH_MICROSECONDS";
        if (All(values, 10_000, 60_000)) yield return "SERIAL_1900";
    }

    private static bool Fractions(List<string> values) =>
        values.TrueForAll(static v => v.Contains('.', StringComparison.Ordinal) && double.TryParse(v, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var d) && d is > 20_000 and < 60_000);

    private static bool All(List<string> values, long low, long high) =>
        values.TrueForAll(v => v.Length < 18 && long.Parse(v, CultureInfo.InvariantCulture) is var n && n >= low && n <= high);
}
