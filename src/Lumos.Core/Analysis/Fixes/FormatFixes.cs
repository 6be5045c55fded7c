using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Analysis.Statistics;
using Lumos.Core.Supervision;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Analysis.Fixes;

/// <summary>Formats of dates and numbers that read cells which fail, where what is read is beyond doubt.</summary>
internal static class FormatFixes
{
    /// <summary>Formats with four digits of a year. Those of one entry differ in the order of day and month only, and need a cell that only one of them reads.</summary>
    private static readonly string[][] Dates =
    [
        ["YYYY-MM-DD"], ["YYYY/MM/DD"], ["YYYY.MM.DD"], ["YYYYMMDD"], ["D.M.YYYY", "M.D.YYYY"], ["D/M/YYYY", "M/D/YYYY"], ["D-M-YYYY", "M-D-YYYY"],
        ["D MON YYYY"], ["D-MON-YYYY"], ["MON D, YYYY"], ["MONTH D, YYYY"], ["D MONTH YYYY"], ["YYYY-MM-DD HH:mm:ss"], ["YYYY-MM-DDTHH:mm:ss"],
    ];

    private static readonly string[] Groups = [",", " ", "'", "\u00a0", "\u202f"];
    private static readonly string[] Symbols = ["$", "\u20ac", "\u00a3", "\u00a5", "USD", "EUR", "GBP"];

    /// <summary>The fixes of everything one target table reads, each with the target column it was looked for. One fix may mend several columns, of other tables too.</summary>
    public static IReadOnlyList<(string Column, ProposedFix Fix)> Find(SampledTable table, FixTrial trial, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<(string Column, ProposedFix Fix)> fixes = [];
        foreach (var input in table.Inputs)
        {
            foreach (var column in input.Columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (column.Plan is not { Feed: Feed.Mapped, Reads: [var source], Value.Expression: var pipeline } || !column.Failures.Any(static failure => failure is not null)) continue;
                var (owner, read) = JoinedTables.Locate(input.Plan.Source, source);
                IEnumerable<ProposedFix> found = Has(pipeline, static node => node is DateParse) ? Dated(owner.Name, read.SourceName, trial)
                    : Find(pipeline, static node => node is TypeCast { To.Kind: ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 }) is TypeCast cast ? Numbered(owner.Name, read.SourceName, cast, trial) : [];
                fixes.AddRange(found.Select(fix => (column.Plan.Target.Name, fix)));
            }
        }

        return [.. fixes.DistinctBy(static found => (found.Column, found.Fix.Id))];
    }

    private static IEnumerable<ProposedFix> Dated(string table, string column, FixTrial trial)
    {
        foreach (var siblings in Dates)
        {
            List<ProposedFix> tried = [.. siblings.Select(format => trial.Try(new FixDraft(FixKind.DateFormat, CheckCodes.FailureRate, table, column, format, $"Reads dates written as {format} too."))).OfType<ProposedFix>().Where(static fix => fix.Effect.FailedAfter < fix.Effect.FailedBefore)];

            // 03/04: without a day above 12 nobody knows.
            if (tried.Count > 0 && tried.MinBy(static fix => fix.Effect.FailedAfter) is { } best && tried.Count(fix => fix.Effect.FailedAfter == best.Effect.FailedAfter) == 1) yield return best;
        }
    }

    private static IEnumerable<ProposedFix> Numbered(string table, string column, TypeCast cast, FixTrial trial)
    {
        var format = cast.Format ?? NumberFormat.Plain;
        var found = format;
        ProposedFix? Attempt(NumberFormat wider)
        {
            var change = cast with { Input = new ColumnReference(column), Format = wider };
            return trial.Try(new FixDraft(FixKind.NumberFormat, CheckCodes.FailureRate, table, column, DslText.Print(change), "Reads numbers written with " + Describe(format, wider) + " too.")) is { } fix && fix.Effect.FailedAfter < fix.Effect.FailedBefore ? fix : null;
        }

        ProposedFix? best = null;
        foreach (var wider in Wider(format))
        {
            // Permissions add up as long as each of them reads something.
            var candidate = found with { GroupMarks = wider.GroupMarks ?? found.GroupMarks, Symbols = wider.Symbols.Count > format.Symbols.Count ? ValueList.From(found.Symbols.Concat(wider.Symbols)) : found.Symbols, Parentheses = found.Parentheses || wider.Parentheses, UnicodeMinus = found.UnicodeMinus || wider.UnicodeMinus, Sign = wider.Sign == format.Sign ? found.Sign : wider.Sign };
            if (candidate.Equals(found) || Attempt(candidate) is not { } fix || best is not null && fix.Effect.FailedAfter >= best.Effect.FailedAfter) continue;
            (found, best) = (candidate, fix);
        }

        if (best is not null) yield return best;
    }

    private static IEnumerable<NumberFormat> Wider(NumberFormat format)
    {
        if (format.GroupMarks is null)
        {
            foreach (var mark in Groups) yield return format with { GroupMarks = mark };
            if (format.DecimalMark == ",") yield return format with { GroupMarks = "." };
        }

        foreach (var symbol in Symbols) yield return format with { Symbols = ValueList.From(format.Symbols.Append(symbol)) };
        yield return format with { Parentheses = true };
        yield return format with { UnicodeMinus = true };
        yield return format with { Sign = SignPlace.Either };
    }

    private static string Describe(NumberFormat before, NumberFormat after)
    {
        List<string> parts = [];
        if (after.GroupMarks != before.GroupMarks) parts.Add("groups of digits");
        if (after.Symbols.Count > before.Symbols.Count) parts.Add("a symbol of a currency");
        if (after.Parentheses != before.Parentheses) parts.Add("parentheses for less than nothing");
        if (after.UnicodeMinus != before.UnicodeMinus) parts.Add("another minus");
        if (after.Sign != before.Sign) parts.Add("the sign behind them");
        return string.Join(" and ", parts);
    }

    private static bool Has(Expression expression, Func<Expression, bool> test) => Find(expression, test) is not null;

    private static Expression? Find(Expression expression, Func<Expression, bool> test) => test(expression) ? expression : expression.Inputs.Select(input => Find(input, test)).FirstOrDefault(static found => found is not null);
}
