namespace Lumos.Core.Analysis.Drift;

/// <summary>The regularised incomplete gamma function, by series below the middle and continued fraction above (Abramowitz and Stegun 6.5.29, 6.5.31).</summary>
internal static class RegularizedGamma
{
    private const int MostSteps = 10_000;
    private const double Precision = 1e-16;

    // Lanczos approximation with g = 7 and nine terms; relative error below 1e-15.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Q(a, x): the upper part, 1 at x = 0.</summary>
    public static double Upper(double a, double x)
    {
        if (x <= 0) return 1;
        return x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);
    }

    private static double Series(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (var n = 1; n < MostSteps; n++)
        {
            term *= x / (a + n);
            sum += term;
            if (term < sum * Precision) break;
        }

        return sum * Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
    }

    private static double Fraction(double a, double x)
    {
        const double Tiny = 1e-300;
        double b = x + 1 - a, c = 1 / Tiny, d = 1 / b, product = d;
        for (var i = 1; i < MostSteps; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = (an * d) + b;
            if (Math.Abs(d) < Tiny) d = Tiny;
            c = b + (an / c);
            if (Math.Abs(c) < Tiny) c = Tiny;
            d = 1 / d;
            var step = d * c;
            product *= step;
            if (Math.Abs(step - 1) < Precision) break;
        }

        return product * Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
    }

    private static double LogGamma(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
