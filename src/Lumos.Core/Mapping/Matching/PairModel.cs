namespace Lumos.Core.Mapping.Matching;

/// <summary>From evidence to a probability: a logistic model over <see cref="PairFeatures.List"/>.</summary>
/// <remarks>Weights were fitted on half of 127 public cases (bank exports, addresses, species records, health, shops, media, contacts), drawn towards values set by hand.</remarks>
internal static class PairModel
{
    private static readonly double[] Weights = [3.93, 3.1, 0.43, -2.31, 0.68, 1.18, 0.88, 1.0, 1.47, -1.35, 1.0, 1.98, 1.49, -1.69, 1.05];
    private const double Bias = -8.16;

    /// <summary>0 to 1.</summary>
    public static double Score(in PairFeatures features)
    {
        var sum = Bias;
        var list = features.List;
        for (var i = 0; i < list.Length; i++) sum += Weights[i] * list[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
