using Lumos.Core.Analysis.Rules;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Dates that stand for a missing one, and dates far away from all others.</summary>
internal static class PlaceholderDates
{
    private const double Score = 0.8;

    // First and last days of the calendars of databases and spreadsheets, and what people type.
    private static readonly HashSet<double> Placeholders =
        [.. new[] { new DateTime(1, 1, 1), new(1111, 11, 11), new(1753, 1, 1), new(1899, 12, 30), new(1899, 12, 31), new(1900, 1, 1), new(1901, 1, 1), new(1970, 1, 1), new(2099, 12, 31), new(2999, 12, 31), new(9999, 12, 31), new(9999, 1, 1) }.Select(static day => day.Ticks / (double)TimeSpan.TicksPerDay)];

    public static void Look(CellTable table, IReadOnlyList<MeasureColumn> measures, SuspicionBook book)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(book);
        foreach (var dates in measures.Where(static measure => measure.AreDates))
        {
            var others = dates.Rows.Where(static day => !double.IsNaN(day) && !Placeholders.Contains(Math.Floor(day))).Order().ToArray();
            if (others.Length < 10) continue;
            var (first, middle, last) = (others[others.Length / 20], others[others.Length / 2], others[^((others.Length / 20) + 1)]);
            var room = Math.Max(366 * 3, last - first);
            for (var row = 0; row < table.Rows; row++)
            {
                var day = dates.Rows[row];
                if (double.IsNaN(day)) continue;
                var outside = day < others[0] || day > others[^1];
                if (Placeholders.Contains(Math.Floor(day)) && outside) book.Add(new Suspicion(row, dates.Ordinal, SuspicionKind.Disguise, Score, "A date that stands for 'missing'.", ""));
                else if (Math.Abs(day - middle) > room * 4) book.Add(new Suspicion(row, dates.Ordinal, SuspicionKind.Outlier, Score, "A date far away from all others."));
            }
        }
    }
}
