namespace Lumos.Core.Analysis.Cells;

/// <summary>
/// Where the numbers of a column lie, apart from a few far beyond a gap. A tail that runs out slowly has no gap and is no error. Columns of numbers that
/// are not negative are looked at on a logarithmic scale, so that prices and populations may differ by powers of ten.
/// </summary>
internal sealed record NumberRange(double Least, double Most)
{
    private const double MostOutside = 0.02;
    private const double WidthsToGap = 6;
    private const double WidthsOfGap = 4;
    private const double LeastFactor = 5;

    /// <summary>Whether a number lies within.</summary>
    public bool Holds(double value) => value >= Least && value <= Most;

    /// <summary>The range of sorted numbers.</summary>
    public static NumberRange Of(double[] sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var isLog = sorted[sorted.Length / 100] >= 0;
        var scaled = Array.ConvertAll(sorted, x => isLog ? Math.Log(1 + Math.Max(0, x)) : x);

        // Where one value fills half of the column (no gain, no loss), the others say how far values lie.
        var middle = scaled[scaled.Length / 2];
        var others = scaled.Where(x => x != middle).ToArray();
        if (others.Length * 2 >= scaled.Length) others = scaled;
        if (others.Distinct().Count() < 5) return new NumberRange(double.NegativeInfinity, double.PositiveInfinity);
        var center = others[others.Length / 2];
        var width = others.Select(x => Math.Abs(x - center)).Order().ElementAt(others.Length / 2) * 1.4826;
        if (width <= 0) return new NumberRange(double.NegativeInfinity, double.PositiveInfinity);
        var room = Math.Max(1, (int)(sorted.Length * MostOutside));
        var (least, most) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var i = Math.Max(1, scaled.Length - room); i < scaled.Length; i++)
        {
            if (scaled[i] - center <= WidthsToGap * width || scaled[i] - Math.Max(scaled[i - 1], center) <= WidthsOfGap * width) continue;
            most = sorted[i - 1];
            break;
        }

        for (var i = Math.Min(scaled.Length - 2, room - 1); i >= 0; i--)
        {
            // Nothing and next to nothing are ordinary; on the logarithmic scale they only seem far away.
            if (isLog && (sorted[i] <= 0 || scaled[i] > Math.Log(1 + Math.Exp(center)) - Math.Log(LeastFactor))) continue;
            if (center - scaled[i] <= 2 * WidthsToGap * width || Math.Min(scaled[i + 1], center) - scaled[i] <= 2 * WidthsOfGap * width) continue;
            least = sorted[i + 1];
            break;
        }

        return new NumberRange(least, most);
    }
}
