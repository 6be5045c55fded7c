namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Finds <c>y = a * x + b</c>, y rounded: the simplest exact numbers that explain all pairs.</summary>
internal static class LinearFit
{
    private const int MostPairs = 40;

    /// <summary>A line.</summary>
    internal readonly record struct Line(Fraction Factor, Fraction Offset, int Cost);

    /// <summary>Lines, simplest first.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Outputs; same length, both without gaps.</param>
    /// <param name="scale">Decimals the outputs are rounded to.</param>
    /// <param name="affine">Whether an offset is allowed.</param>
    /// <param name="known">Factors that would be no surprise, such as those between units.</param>
    public static IEnumerable<Line> Find(IReadOnlyList<Fraction> x, IReadOnlyList<Fraction> y, int scale, bool affine, IReadOnlyList<Fraction> known)
    {
        var half = new Fraction(1, 2) / new Fraction(System.Numerics.BigInteger.Pow(10, scale), 1);
        var pairs = x.Zip(y).Distinct().OrderByDescending(static p => Abs(p.First)).Take(MostPairs).ToList();
        if (pairs.Count == 0) yield break;
        if (pairs.TrueForAll(p => Abs(p.First - p.Second) <= half)) yield return new Line(Fraction.One, Fraction.Zero, 0);
        // Nearly the same number, always within a step of the last place: cut or lifted, and no factor.
        if (pairs.Count > 2 && pairs.TrueForAll(p => Abs(p.First - p.Second) < half + half)) yield break;
        var factors = ByFactor(pairs, half, known).ToList();
        if (pairs.Count >= 2) foreach (var factor in factors) yield return new Line(factor, Fraction.Zero, 6 + Size(factor, known));
        if (!affine || pairs.Select(static p => p.First).Distinct().Take(3).Count() < 2) yield break;
        foreach (var unit in UnitFactors.Shifted)
        {
            if (pairs.TrueForAll(p => Abs((unit.Factor * p.First) + unit.Offset - p.Second) <= half)) yield return new Line(unit.Factor, unit.Offset, 8);
        }

        var (low, high) = (pairs.MinBy(static p => p.First), pairs.MaxBy(static p => p.First));
        var run = high.First - low.First;
        var rise = high.Second - low.Second;
        var (least, most) = ((rise - half - half) / run, (rise + half + half) / run);
        HashSet<Fraction> slopes = [Fraction.One, new Fraction(-1, 1), .. known.Where(k => k >= least && k <= most), Fraction.Simplest(least, most)];
        if (Fraction.ShortestDecimal(least, most) is { } shortest) slopes.Add(shortest);
        foreach (var slope in slopes)
        {
            if (slope < least || slope > most || slope == Fraction.Zero || slope != Fraction.One && pairs.Select(static p => p.First).Distinct().Take(3).Count() < 3) continue;
            if (OffsetOf(pairs, half, slope) is { } offset && offset != Fraction.Zero && IsCredible(slope, offset, most - least, known)) yield return new Line(slope, offset, 12 + (slope == Fraction.One ? 0 : Size(slope, known)) + Size(offset, []));
        }
    }

    // Something of many digits always goes through a gap: a line must have fewer than the gap leaves room for.
    private static bool IsCredible(Fraction slope, Fraction offset, Fraction gap, IReadOnlyList<Fraction> known)
    {
        if (slope.Denominator < 100 && System.Numerics.BigInteger.Abs(slope.Numerator) < 100 || known.Contains(slope)) return true;
        var room = gap.Numerator.IsZero ? 40 : System.Numerics.BigInteger.Log10(gap.Denominator) - System.Numerics.BigInteger.Log10(gap.Numerator);
        return Digits(slope.Numerator) + Digits(slope.Denominator) + Digits(offset.Numerator) <= room + 1;
    }

    private static IEnumerable<Fraction> ByFactor(List<(Fraction First, Fraction Second)> pairs, Fraction half, IReadOnlyList<Fraction> known)
    {
        Fraction? low = null, high = null;
        foreach (var (x, y) in pairs)
        {
            if (x == Fraction.Zero)
            {
                if (Abs(y) > half) yield break;
                continue;
            }

            var (a, b) = ((y - half) / x, (y + half) / x);
            if (a > b) (a, b) = (b, a);
            if (low is null || a > low) low = a;
            if (high is null || b < high) high = b;
            if (low > high) yield break;
        }

        if (low is not { } least || high is not { } most || least == most && least == Fraction.Zero) yield break;
        HashSet<Fraction> factors = [.. known.Where(k => k >= least && k <= most)];
        factors.Add(Fraction.Simplest(least, most));
        if (Fraction.ShortestDecimal(least, most) is { } shortest) factors.Add(shortest);
        if (Roundest(least, most) is { } round) factors.Add(round);
        foreach (var factor in factors.Where(static f => f != Fraction.Zero && f != Fraction.One).OrderBy(f => Size(f, known))) yield return factor;
    }

    // The whole number of most noughts: of 9995 to 10010 it is 10000.
    private static Fraction? Roundest(Fraction least, Fraction most)
    {
        const int Largest = 12;
        if (least < Fraction.Zero) return Roundest(Negate(most), Negate(least)) is { } turned ? Negate(turned) : null;
        for (var power = Largest; power > 0; power--)
        {
            var unit = System.Numerics.BigInteger.Pow(10, power);
            var times = (least.Numerator + (least.Denominator * unit) - 1) / (least.Denominator * unit);
            if (times.IsZero) times = 1;
            var number = new Fraction(times * unit, 1);
            if (number >= least && number <= most) return number;
        }

        return null;
    }

    private static Fraction? OffsetOf(List<(Fraction First, Fraction Second)> pairs, Fraction half, Fraction slope)
    {
        Fraction? low = null, high = null;
        foreach (var (x, y) in pairs)
        {
            var middle = y - (slope * x);
            if (low is null || middle - half > low) low = middle - half;
            if (high is null || middle + half < high) high = middle + half;
            if (low > high) return null;
        }

        return low < Fraction.Zero && high < Fraction.Zero ? Negated(Fraction.ShortestDecimal(Negate(high!.Value), Negate(low!.Value))) : Fraction.ShortestDecimal(low!.Value, high!.Value);
    }

    // Digits it takes to write the number: whole numbers and their inverses are short.
    private static int Size(Fraction value, IReadOnlyList<Fraction> known)
    {
        var size = (int)Math.Min(60, 2 * (Digits(value.Numerator) + Digits(value.Denominator)));
        return known.Contains(value) ? Math.Min(size, 8) : size;
    }

    private static int Digits(System.Numerics.BigInteger value)
    {
        var digits = System.Numerics.BigInteger.Abs(value).ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0');
        return digits is "1" or "" ? 0 : digits.Length;
    }

    private static Fraction Abs(Fraction value) => value.Numerator.Sign < 0 ? Negate(value) : value;

    private static Fraction Negate(Fraction value) => Fraction.Zero - value;

    private static Fraction? Negated(Fraction? value) => value is { } v ? Negate(v) : null;
}
