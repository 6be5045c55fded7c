namespace Lumos.Core.Mapping.Matching;

/// <summary>
/// What the other pairs say about a pair: a score that is middling by itself is most likely right when nothing else comes near it on either side, and a good one is worth little when another partner
/// is as good. A meaning that one column of each side has, and no other, speaks for itself.
/// </summary>
/// <remarks>
/// A logistic model over the odds of a pair, how far they are above those of the next best partner of either column, and that meaning. Fitted on 55 cases of ten fields and eleven languages, of which columns were
/// left out on both sides at random, since most tables have columns that are nowhere on the other side; half of the cases were held apart. Of pairs that had 0.1 to 0.25 by themselves two thirds are right.
/// </remarks>
internal static class PairContext
{
    private const double Bias = -0.3;
    private const double OwnOdds = 0.3;
    private const double OverOthers = 0.55;
    private const double OnlyMeaning = 0.3;

    // Odds of a partner that is no partner, and how far an advantage counts.
    private const double Nobody = 0.02;
    private const double MostAdvantage = 3;
    private const double Tie = 0.2;

    private const double RankOfSource = 0.7;
    private const double RankOfTarget = 0.25;
    private const double RankOfAssigned = 0.25;
    private const double LeastRank = 0.0003;

    private const double TellingMeaning = 0.7;
    private const double OtherMeaning = 0.6;

    /// <summary>Puts scores in an order for a list of all pairs: one loses a little when a better partner of either column is at hand.</summary>
    public static void Rank(double[,] scores)
    {
        double[] row = new double[scores.GetLength(0)], column = new double[scores.GetLength(1)];
        for (var s = 0; s < row.Length; s++)
        {
            for (var t = 0; t < column.Length; t++) (row[s], column[t]) = (Math.Max(row[s], scores[s, t]), Math.Max(column[t], scores[s, t]));
        }

        for (var s = 0; s < row.Length; s++)
        {
            for (var t = 0; t < column.Length; t++) scores[s, t] *= Math.Pow(scores[s, t] / row[s], RankOfSource) * Math.Pow(scores[s, t] / column[t], RankOfTarget);
        }
    }

    /// <summary>Lifts the pairs of the set that is best as a whole: what another column needs more is no partner, however alike.</summary>
    public static void Assign(double[,] ranks)
    {
        var pairs = BestAssignment.Find(ranks, LeastRank);
        for (var s = 0; s < pairs.Length; s++)
        {
            if (pairs[s] >= 0) ranks[s, pairs[s]] = Math.Pow(ranks[s, pairs[s]], RankOfAssigned);
        }
    }

    /// <summary>Judges scores, by source and target, anew.</summary>
    public static void Judge(double[,] scores, PairFeatures[,] features)
    {
        int sources = scores.GetLength(0), targets = scores.GetLength(1);
        Best[] ofSource = new Best[sources], ofTarget = new Best[targets], meaningOfSource = new Best[sources], meaningOfTarget = new Best[targets];
        for (var s = 0; s < sources; s++)
        {
            for (var t = 0; t < targets; t++)
            {
                ofSource[s].Add(scores[s, t]);
                ofTarget[t].Add(scores[s, t]);
                meaningOfSource[s].Add(features[s, t].Domain);
                meaningOfTarget[t].Add(features[s, t].Domain);
            }
        }

        for (var s = 0; s < sources; s++)
        {
            for (var t = 0; t < targets; t++)
            {
                var (score, meaning) = (scores[s, t], features[s, t].Domain);
                var odds = LogOdds(score);
                var isOnly = meaning >= TellingMeaning && meaningOfSource[s].Besides(meaning) < OtherMeaning * meaning && meaningOfTarget[t].Besides(meaning) < OtherMeaning * meaning;
                var (overSource, overTarget) = (Advantage(odds, ofSource[s].Besides(score)), Advantage(odds, ofTarget[t].Besides(score)));
                var judged = 1 / (1 + Math.Exp(-(Bias + (OwnOdds * odds) + (OverOthers * (overSource + overTarget)) + (isOnly ? OnlyMeaning : 0))));

                // Of two that are as good none is guessed, and of columns that differ nothing is made.
                var mayGain = overSource > Tie && overTarget > Tie && !features[s, t].Differs;
                scores[s, t] = mayGain ? judged : Math.Min(score, judged);
            }
        }
    }

    private static double Advantage(double odds, double other) => Math.Clamp(odds - LogOdds(Math.Max(other, Nobody)), -MostAdvantage, MostAdvantage);

    private static double LogOdds(double score)
    {
        const double least = 1e-4;
        var p = Math.Clamp(score, least, 1 - least);
        return Math.Log(p / (1 - p));
    }

    /// <summary>The best two of a row or a column.</summary>
    private struct Best
    {
        private double _first, _second;

        public void Add(double value)
        {
            if (value > _first) (_first, _second) = (value, _first);
            else if (value > _second) _second = value;
        }

        /// <summary>The best of the others, given one of them.</summary>
        public readonly double Besides(double own) => own >= _first ? _second : _first;
    }
}
