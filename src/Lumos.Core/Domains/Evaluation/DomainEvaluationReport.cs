using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Domains.Evaluation;

/// <summary>How an evaluation of domaining runs.</summary>
public sealed record DomainEvaluationOptions
{
    /// <summary>Look at headers and types only. Default false.</summary>
    public bool MetadataOnly { get; init; }

    /// <summary>Rename the columns c1, c2, ... and the table. Default false.</summary>
    public bool BlindHeaders { get; init; }

    /// <summary>Thresholds of the bands.</summary>
    public ThresholdProfile Thresholds { get; init; } = new();

    /// <summary>Clock for the speed figure.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>One labelled column and what was answered.</summary>
/// <param name="Table">Table.</param>
/// <param name="Column">Column as the file spells it.</param>
/// <param name="Expected">Label of the gold.</param>
/// <param name="Given">Label that was answered.</param>
/// <param name="Band">Band of the answer.</param>
/// <param name="Score">Score of the answer.</param>
/// <param name="Right">Whether the answer is the gold or an accepted label.</param>
/// <param name="InTop3">Whether a right label is among the first three.</param>
/// <param name="Evidence">Evidence of the answer.</param>
public sealed record DomainCase(string Table, string Column, string Expected, string Given, ConfidenceBand Band, double Score, bool Right, bool InTop3, IReadOnlyList<string> Evidence);

/// <summary>Figures and cases of an evaluation.</summary>
public sealed record DomainEvaluationReport
{
    private DomainEvaluationReport(IReadOnlyDictionary<string, double> figures, IReadOnlyList<DomainCase> cases) => (Figures, Cases) = (figures, cases);

    /// <summary>Figures by their fixed names: <c>accuracy</c>, <c>top3</c>, <c>high_correct</c>, <c>high_precision</c>, <c>unknown_wrongly_high</c>, <c>brier</c>, <c>ece</c>, <c>cells_per_second</c>, <c>columns</c>.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; }

    /// <summary>All cases in order.</summary>
    public IReadOnlyList<DomainCase> Cases { get; }

    /// <summary>The wrong answers, most confident first.</summary>
    public IEnumerable<DomainCase> Worst => Cases.Where(static c => !c.Right).OrderByDescending(static c => c.Score).ThenBy(static c => c.Table, StringComparer.Ordinal).ThenBy(static c => c.Column, StringComparer.Ordinal);

    /// <summary>Computes the figures.</summary>
    internal static DomainEvaluationReport From(IReadOnlyList<DomainCase> cases, double cellsPerSecond)
    {
        static bool Vague(DomainCase c) => c.Expected is "unknown" or "category" or "code";
        var high = cases.Where(static c => c.Band == ConfidenceBand.High).ToList();
        var known = cases.Where(static c => !Vague(c)).ToList();
        var vague = cases.Where(Vague).ToList();
        SortedDictionary<string, double> figures = new(StringComparer.Ordinal)
        {
            ["columns"] = cases.Count,
            ["accuracy"] = Share(cases.Count(static c => c.Right), cases.Count),
            ["top3"] = Share(cases.Count(static c => c.InTop3), cases.Count),
            ["high_correct"] = Share(known.Count(static c => c.Right && c.Band == ConfidenceBand.High), known.Count),
            ["high_precision"] = Share(high.Count(static c => c.Right), high.Count),
            ["unknown_wrongly_high"] = Share(vague.Count(static c => c.Band == ConfidenceBand.High && !c.Right), vague.Count),
            ["brier"] = cases.Count == 0 ? 0 : cases.Average(static c => (c.Score - (c.Right ? 1 : 0)) * (c.Score - (c.Right ? 1 : 0))),
            ["ece"] = cases.GroupBy(static c => Math.Min(9, (int)(c.Score * 10))).Sum(g => Math.Abs(g.Average(static c => c.Score) - Share(g.Count(static c => c.Right), g.Count())) * g.Count() / cases.Count),
            ["cells_per_second"] = Math.Round(cellsPerSecond),
        };
        return new DomainEvaluationReport(figures, cases);
    }

    /// <summary>Figures, then the worst cases with their evidence.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Figures) text.Append(CultureInfo.InvariantCulture, $"{name} = {value:0.####}\n");
        foreach (var c in Worst.Take(10)) text.Append(CultureInfo.InvariantCulture, $"{c.Table}.{c.Column}: expected {c.Expected}, got {c.Given} ({c.Band}, {c.Score:0.00}): {string.Join("; ", c.Evidence)}\n");
        return text.ToString();
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
