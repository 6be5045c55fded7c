using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Writes the steps of a concatenation as a pipeline a person would write.</summary>
internal static class ConcatProgram
{
    /// <summary>The pipeline and its transform kind.</summary>
    public static (Pipe Pipe, string Kind) Write(IReadOnlyList<ConcatSearch.Step> steps, string? separator, bool gaps)
    {
        var kind = KindOf(steps);
        steps = MergeDates(steps);
        var rule = separator is not null ? NullRule.Skip : gaps ? NullRule.Empty : NullRule.Propagate;
        if (steps is [{ Piece: { } only }]) return (only.Build(), kind);
        if (separator is null && !gaps && Same(steps) is { } between)
        {
            return (Pipe.Concat(rule, between, [.. steps.Where(static s => s.Piece is not null).Select(static s => s.Piece!.Build())]), kind);
        }

        return (Pipe.Concat(rule, separator ?? "", [.. steps.Select(static s => s.Piece?.Build() ?? Pipe.Text(s.Constant!))]), kind);
    }

    private static string KindOf(IReadOnlyList<ConcatSearch.Step> steps)
    {
        var pieces = steps.Where(static s => s.Piece is not null).Select(static s => s.Piece!).ToList();
        if (pieces.Select(static p => p.Column).Distinct(StringComparer.Ordinal).Count() > 1) return "compose";
        if (pieces is [{ IsWhole: true } whole]) return steps.Count > 1 ? "derive" : whole.Cost == 10 ? "rename" : "cast";
        return pieces.TrueForAll(static p => p.Date is not null) ? pieces is [{ Date.Format: "YYYY" or "MM" or "DD" or "M" or "D" }] ? "decompose" : "cast" : pieces.Count == 1 ? "decompose" : "derive";
    }

    // One constant between every two pieces and none at the ends: the separator of concat.
    private static string? Same(IReadOnlyList<ConcatSearch.Step> steps)
    {
        if (steps.Count < 3 || steps.Count % 2 == 0) return null;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Piece is null != (i % 2 == 1) || i % 2 == 1 && steps[i].Constant != steps[1].Constant) return null;
        }

        return steps[1].Constant;
    }

    // Neighbouring parts of one date, and the punctuation between them, are written by one format.
    private static List<ConcatSearch.Step> MergeDates(IReadOnlyList<ConcatSearch.Step> steps)
    {
        List<ConcatSearch.Step> merged = [];
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Piece?.Date is not { } first)
            {
                merged.Add(steps[i]);
                continue;
            }

            var format = first.Format;
            var language = first.Language;
            var end = i;
            for (var j = i + 1; j < steps.Count; j++)
            {
                var between = steps[j].Constant is { } constant && constant.All(static c => c == ' ' || char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && !char.IsControl(c)) ? constant : null;
                if (steps[j].Constant is not null && between is null) break;
                var at = between is null ? j : j + 1;
                if (at >= steps.Count || steps[at].Piece?.Date is not { } next || next.Moment.Expression != first.Moment.Expression || Names(language, next.Language, next.Format) is not { } shared) break;
                var joined = format + between + next.Format;
                if (Runs(format + between, next.Format)) break;
                (format, language, end, j) = (joined, shared, at, at);
            }

            var (whole, names) = (format, language);
            merged.Add(end == i ? steps[i] : new ConcatSearch.Step(steps[i].Piece! with { Build = () => first.Moment.DateFormat(whole, language: names) }, null));
            i = end;
        }

        return merged;
    }

    private static DateLanguage? Names(DateLanguage one, DateLanguage other, string format) =>
        one == other || other == DateLanguage.English && !format.Contains('N', StringComparison.Ordinal) && !format.Contains('W', StringComparison.Ordinal) ? one : one == DateLanguage.English ? other : null;

    // MM after M would be read as another token.
    private static bool Runs(string before, string after) => before.Length > 0 && before[^1] == after[0] && char.IsAsciiLetter(after[0]);
}
