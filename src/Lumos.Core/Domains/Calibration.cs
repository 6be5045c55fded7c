namespace Lumos.Core.Domains;

/// <summary>
/// Turns the raw score of the best domain and its lead over the second into the probability that it is right. Monotone in each of its
/// terms; the numbers are data of the catalog (<c>calibration.json</c>), fitted on labelled tables that are not part of any golden set.
/// </summary>
internal sealed record Calibration
{
    private const double Denied = 0.25;
    private const double DeniedMost = 0.79;

    /// <summary>How the numbers were found.</summary>
    public required string Fitted { get; init; }

    /// <summary>Header and values.</summary>
    public required CalibrationTerms Both { get; init; }

    /// <summary>Header without values.</summary>
    public required CalibrationTerms Header { get; init; }

    /// <summary>Values under a header that says nothing.</summary>
    public required CalibrationTerms Values { get; init; }

    /// <summary>Probability that the best domain is right, 0 to 1.</summary>
    public double Probability(DomainScore best, DomainScore? second, ColumnEvidence column)
    {
        var terms = column.ValueCount == 0 ? Header : column.Header.Informative ? Both : Values;
        var margin = best.Score - (second?.Score ?? 0);
        var tested = best.Tried == 0 ? 0 : (double)best.Hits / best.Tried;
        var sum = terms.Intercept + terms.Score * best.Score + terms.Margin * Math.Min(0.4, margin) + terms.Name * (best.Name ?? 0) + terms.Tested * tested * best.Entry.Definition.Telling
            + terms.Sample * Math.Min(1, column.ValueCount / 40.0);
        var probability = 1 / (1 + Math.Exp(-sum));
        // A header alone makes nothing certain that its values deny.
        return best.Tried > 0 && best.Name is > 0 && (best.Regex ?? best.Value ?? 1) < Denied ? Math.Min(probability, DeniedMost) : probability;
    }
}

/// <summary>Weights of a logistic curve; all but the intercept are 0 or more.</summary>
internal sealed record CalibrationTerms(double Intercept, double Score, double Margin, double Name, double Tested, double Sample);
