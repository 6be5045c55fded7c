using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Analysis;

/// <summary>Shares of rows: how they are computed, judged and written.</summary>
internal static class Rates
{
    /// <summary>Above this share of rows it is the plan that is wrong, not the rows.</summary>
    public const double Most = 0.5;

    private const int MostPlaces = 8;

    /// <summary>A part of a whole, 0 to 1; 0 of nothing.</summary>
    public static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    /// <summary>Rows that go to quarantine are a warning, because the others still move; an error when most of them would go.</summary>
    public static Severity Severity(double rate) => rate > Most ? Abstractions.Severity.Error : Abstractions.Severity.Warning;

    /// <summary>As people read it: <c>12.5 %</c>; a share that is not zero is never written as zero.</summary>
    public static string Text(double rate) => rate is > 0 and < 0.0001 ? "under 0.01 %" : (rate * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count as people read it.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Where rows are, at most eight of them.</summary>
    /// <param name="rows">Their places in the source, 0-based.</param>
    public static string Places(IReadOnlyCollection<long> rows) =>
        $"Data row {string.Join(", ", rows.Take(MostPlaces).Select(static row => (row + 1).ToString(CultureInfo.InvariantCulture)))}{(rows.Count > MostPlaces ? " and others" : "")}.";

    /// <summary>Names in a row, at most ten.</summary>
    public static string Names(IReadOnlyCollection<string> names) =>
        names.Count <= 10 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(10))} and {Count(names.Count - 10)} more";
}
