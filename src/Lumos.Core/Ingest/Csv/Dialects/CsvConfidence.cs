using System.Text;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>How sure the sniffer may be: by how far the best dialect leads, and how clear the header is.</summary>
internal static class CsvConfidence
{
    public static double Of(List<CsvRankedDialect> ranked, CsvRegion region, CsvRankedDialect winner)
    {
        var second = Second(ranked);
        var lead = second is { } other && winner.Score.Score > 0 ? 1 - (other.Score.Score / winner.Score.Score) : 1;
        var dialect = 0.5 + (0.5 * Math.Clamp(lead * 2, 0, 1));
        var shape = 0.6 + (0.4 * Math.Clamp(winner.Score.Consistency / Math.Max(0.01, (winner.Score.Width - 1.0) / Math.Max(1, winner.Score.Width)), 0, 1));
        var header = 0.7 + (0.3 * (1 - Math.Exp(-Math.Abs(region.HeaderScore))));
        return Math.Round(Math.Clamp(dialect * shape * header, 0.01, 0.99), 3);
    }

    public static CsvRunnerUp? RunnerUp(List<CsvRankedDialect> ranked)
    {
        if (Second(ranked) is not { } second) return null;
        var winner = ranked[0].Score;
        var relative = winner.Score <= 0 ? 1 : Math.Round(second.Score.Score / winner.Score, 3);
        var score = second.Score;
        var reason = score.Quotes < winner.Quotes * 0.9 ? "Its quotes do not pair up."
            : score.Consistency < winner.Consistency * 0.9 ? "Its records are of less even width."
            : score.Types < winner.Types * 0.97 ? "Its cells look less like values."
            : "It is the less usual choice.";
        var quote = second.Dialect.Quote == 0 ? null : ((char)second.Dialect.Quote).ToString();
        return new CsvRunnerUp(Encoding.UTF8.GetString(second.Dialect.Delimiter), quote, relative, reason);
    }

    /// <summary>The best candidate with another delimiter.</summary>
    private static CsvRankedDialect? Second(List<CsvRankedDialect> ranked)
    {
        foreach (var candidate in ranked)
        {
            if (!candidate.Dialect.Delimiter.AsSpan().SequenceEqual(ranked[0].Dialect.Delimiter)) return candidate;
        }

        return null;
    }
}
