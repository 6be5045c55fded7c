namespace Lumos.Core.Evaluation;

/// <summary>What an evaluation found: its figures, and one JSON object per case as evidence.</summary>
/// <param name="Kind">The evaluation's kind, such as <c>csv</c>.</param>
/// <param name="Figures">Figures by name, in ordinal order. Shares are 0 to 1, counts are whole numbers.</param>
/// <param name="Cases">One compact JSON object per case, worst first.</param>
public sealed record EvaluationReport(string Kind, IReadOnlyList<KeyValuePair<string, double>> Figures, IReadOnlyList<string> Cases)
{
    /// <summary>A figure by name, or null.</summary>
    public double? Figure(string name)
    {
        foreach (var figure in Figures)
        {
            if (figure.Key == name) return figure.Value;
        }

        return null;
    }
}
