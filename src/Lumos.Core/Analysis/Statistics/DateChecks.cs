using Lumos.Abstractions;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Dates outside living memory, and ends before their starts.</summary>
internal static class DateChecks
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    public static void Check(SampledTable table, CheckBook checks)
    {
        if (table.Rows == 0) return;
        for (var i = 0; i < table.Plan.Target.Columns.Count; i++) CheckRange(table, i, checks);
        foreach (var (start, end) in DatePairs.Find(table.Plan.Target.Columns)) CheckOrder(table, start, end, checks);
    }

    private static void CheckRange(SampledTable table, int ordinal, CheckBook checks)
    {
        long dates = 0, odd = 0;
        foreach (var value in table.Inputs.SelectMany(input => input.Columns[ordinal].Values))
        {
            if (YearOf(value) is not { } year) continue;
            dates++;
            if (year is < FirstYear or > LastYear) odd++;
        }

        if (odd == 0) return;
        var rate = Rates.Share(odd, dates);
        checks.Fail(Severity.Info, CheckCodes.DateRange, table.Name, table.Plan.Target.Columns[ordinal].Name,
            FormattableString.Invariant($"{odd:#,0} of {dates:#,0} sample dates ({Rates.Text(rate)}) are before {FirstYear} or after {LastYear}."),
            "Placeholders such as a far future day are better NULL; map them in the pipeline. Check the date format too.", rate, 0);
    }

    private static void CheckOrder(SampledTable table, int start, int end, CheckBook checks)
    {
        long pairs = 0, wrong = 0;
        foreach (var input in table.Inputs)
        {
            for (var row = 0; row < input.Rows; row++)
            {
                if (input.Columns[start].Values[row] is not { } from || input.Columns[end].Values[row] is not { } to || from.GetType() != to.GetType() || YearOf(from) is null) continue;
                pairs++;
                if (Comparer<object>.Default.Compare(from, to) > 0) wrong++;
            }
        }

        if (pairs == 0) return;
        var columns = table.Plan.Target.Columns;
        var rate = Rates.Share(wrong, pairs);
        if (wrong == 0) checks.Pass(CheckCodes.DateOrder, table.Name, columns[end].Name, $"{columns[end].Name} is never before {columns[start].Name} in {Rates.Count(pairs)} sample rows.", 0, 0);
        else checks.Fail(Severity.Warning, CheckCodes.DateOrder, table.Name, columns[end].Name, $"{columns[end].Name} is before {columns[start].Name} in {Rates.Count(wrong)} of {Rates.Count(pairs)} sample rows ({Rates.Text(rate)}).",
            "Such rows are moved as they are. Check that the two columns are not swapped and their formats are right; correct single rows at the source.", rate, 0);
    }

    private static int? YearOf(object? value) => value switch
    {
        DateOnly date => date.Year,
        DateTime moment => moment.Year,
        _ => null,
    };
}
