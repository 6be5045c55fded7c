namespace Lumos.Core.Mapping.Matching;

/// <summary>From evidence to a probability: a logistic model over <see cref="PairFeatures.List"/>.</summary>
/// <remarks>Weights were fitted on half of 127 public cases (bank exports, addresses, species records, health, shops, media, contacts), drawn towards values set by hand.</remarks>
internal static class PairModel
{
    private static readonly double[] Weights = [3.86, 3.14, 0.38, -2.22, 0.36, 1, 1.34, 1.68, 1.54, -1.64, 1.11, 1.91, 1.6, -1.37, 1.3, 0.1, -0.2, 0.19, -0.01, 0.11];
    private const double Bias = -8.27;

    /// <summary>0 to 1.</summary>
    public static double Score(in PairFeatures features)
    {
        var sum = Bias;
        var list = features.List;
        for (var i = 0; i < list.Length; i++) sum += Weights[i] * list[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
