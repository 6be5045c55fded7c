namespace Lumos.Core.Mapping.Matching;

/// <summary>From evidence to a probability: a logistic model over <see cref="PairFeatures.List"/>.</summary>
/// <remarks>Weights were fitted on half of 127 public cases (bank exports, addresses, species records, health, shops, media, contacts), drawn towards values set by hand.</remarks>
internal static class PairModel
{
    private static readonly double[] Weights = [2.89, 3.53, -0.37, -1.22, 0.19, 0.61, 1.82, 4.29, 1.42, -1.74, 1.58, 2.14, 1.89, 1.65, 0.88, 0.65, -1.02, 1.75, -0.03, 1.07];
    private const double Bias = -10.13;

    /// <summary>0 to 1.</summary>
    public static double Score(in PairFeatures features)
    {
        var sum = Bias;
        var list = features.List;
        for (var i = 0; i < list.Length; i++) sum += Weights[i] * list[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
