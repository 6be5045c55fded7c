using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Domains;

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
public sealed record DomainCase(string Table, string Column, string Expected, string Given, ConfidenceBand Band, double Score, bool Right, bool InTop3, IReadOnlyList<string> Evidence)
{
    /// <summary>Label of the catalog that the run would write; <c>unknown</c> below the threshold. May be finer than <see cref="Given"/>.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Whether what the run would write is right: an answer below the threshold is <c>unknown</c>.</summary>
    public bool Assigned { get; init; }

    /// <summary>Second label of the ranking; null for none.</summary>
    public string? RunnerUp { get; init; }

    /// <summary>Score of the answer by the formula, before it was weighed against its rivals.</summary>
    public double Formula { get; init; }
}

/// <summary>Two labels that were confused.</summary>
/// <param name="Expected">Label of the gold.</param>
/// <param name="Given">Label that was answered.</param>
/// <param name="Columns">How often.</param>
public sealed record ConfusedLabels(string Expected, string Given, int Columns);

/// <summary>One step of a reliability curve.</summary>
/// <param name="From">Lowest stated probability of the step.</param>
/// <param name="Columns">Columns in it.</param>
/// <param name="Stated">Mean stated probability.</param>
/// <param name="Found">Share that is right.</param>
public sealed record ReliabilityStep(double From, int Columns, double Stated, double Found);

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

    /// <summary>Stated probability against the share that is right, in tenths; empty steps are left out.</summary>
    public IReadOnlyList<ReliabilityStep> Reliability => [.. Cases.GroupBy(static c => Math.Min(9, (int)(c.Score * 10))).OrderBy(static g => g.Key)
        .Select(static g => new ReliabilityStep(g.Key / 10.0, g.Count(), g.Average(static c => c.Score), Share(g.Count(static c => c.Right), g.Count())))];

    /// <summary>Pairs of expected and given labels that were confused, most frequent first.</summary>
    public IReadOnlyList<ConfusedLabels> Confusion => [.. Cases.Where(static c => !c.Right).GroupBy(static c => (c.Expected, c.Given))
        .Select(static g => new ConfusedLabels(g.Key.Expected, g.Key.Given, g.Count()))
        .OrderByDescending(static g => g.Columns).ThenBy(static g => g.Expected, StringComparer.Ordinal).ThenBy(static g => g.Given, StringComparer.Ordinal)];

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
            ["assigned_accuracy"] = Share(cases.Count(static c => c.Assigned), cases.Count),
            ["identifier_mistaken"] = cases.Count(static c => !c.Right && c.Band != ConfidenceBand.Low && c.Expected.StartsWith("id.", StringComparison.Ordinal) && (c.Given is "contact.phone" or "payment.card_number" or "id.us_ssn")),
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
