using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Failures, NULLs, code lists and widths of every column on the sample.</summary>
internal sealed class ColumnChecks(ThresholdProfile thresholds, CheckBook checks)
{
    /// <summary>Checks the columns of a table and gives their figures, in the order of the target.</summary>
    public IReadOnlyList<ColumnQuality> Check(SampledTable table)
    {
        List<ColumnQuality> qualities = [];
        if (table.Rows == 0) return qualities;
        for (var i = 0; i < table.Plan.Target.Columns.Count; i++)
        {
            var columns = table.Inputs.Select(input => input.Columns[i]).ToList();
            qualities.Add(Measure(table, columns));
            var mapped = columns.Where(static column => column.Plan.Feed == Feed.Mapped).ToList();
            if (mapped.Count == 0) continue;
            CheckFailures(table.Name, mapped);
            CheckNulls(table, mapped);
            CheckEnum(table.Name, mapped);
            CheckWidth(table.Name, mapped);
        }

        return qualities;
    }

    private static ColumnQuality Measure(SampledTable table, List<SampledColumn> columns)
    {
        HashSet<object> distinct = [];
        long nulls = 0, failures = 0;
        foreach (var column in columns)
        {
            for (var row = 0; row < column.Values.Length; row++)
            {
                if (column.Values[row] is { } value) distinct.Add(value);
                else if (column.Failures[row] is null) nulls++;
                else failures++;
            }
        }

        return new ColumnQuality(table.Name, columns[0].Plan.Target.Name, table.Rows, nulls, failures, distinct.Count);
    }

    private void CheckFailures(string table, List<SampledColumn> columns)
    {
        var name = columns[0].Plan.Target.Name;
        var rows = columns.Sum(static column => (long)column.Values.Length);
        var codes = columns.SelectMany(static column => column.Failures).OfType<string>().GroupBy(static code => code, StringComparer.Ordinal)
            .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal).Select(static group => (group.Key, Count: group.Count())).ToList();
        var failed = codes.Sum(static code => (long)code.Count);
        var (rate, most) = (Rates.Share(failed, rows), 1 - thresholds.MappingAcceptRateMin);
        var message = failed == 0
            ? $"All {Rates.Count(rows)} sample rows can be converted."
            : $"{Rates.Count(failed)} of {Rates.Count(rows)} sample rows ({Rates.Text(rate)}) cannot be converted: {string.Join(", ", codes.Select(static code => $"{code.Key} {Rates.Count(code.Count)}"))}.";
        if (rate <= most) checks.Pass(CheckCodes.FailureRate, table, name, message, rate, Round(most), failed == 0 ? null : "Such rows go to quarantine, with the reason.");
        else checks.Fail(Rates.Severity(rate), CheckCodes.FailureRate, table, name, message, $"Such rows go to quarantine. To keep them, extend the pipeline under overrides.mappings as {table}.{name}.", rate, Round(most));
    }

    private void CheckNulls(SampledTable table, List<SampledColumn> columns)
    {
        var target = columns[0].Plan.Target;
        var (rows, nulls) = Count(columns, static (column, row) => column.IsNull(row));
        var rate = Rates.Share(nulls, rows);
        var given = columns.Sum(static column => (long)column.Given);
        if (nulls == rows && given > 0)
        {
            checks.Fail(table.Plan.IsRequired(target) ? Severity.Error : Severity.Warning, CheckCodes.AllNull, table.Name, target.Name, $"{Rates.Count(given)} of {Rates.Count(rows)} sample rows have something to read, but every one gives NULL.",
                "Check that the pipeline reads the right column and that its map or pattern fits the values.", rate);
            return;
        }

        if (!table.Plan.IsRequired(target)) return;
        var most = thresholds.AnalysisNullRateMax;
        var message = nulls == 0 ? "No sample row lacks a value." : $"{Rates.Count(nulls)} of {Rates.Count(rows)} sample rows ({Rates.Text(rate)}) have no value in a column that needs one.";
        if (rate <= most) checks.Pass(CheckCodes.NullRate, table.Name, target.Name, message, rate, most, nulls == 0 ? null : "Such rows go to quarantine.");
        else checks.Fail(Rates.Severity(rate), CheckCodes.NullRate, table.Name, target.Name, message, "Such rows go to quarantine. To keep them, let the column be NULL, or fill it in the pipeline.", rate, most);
    }

    private void CheckEnum(string table, List<SampledColumn> columns)
    {
        var target = columns[0].Plan.Target;
        if (target.Enum is not { Count: > 0 } allowed) return;
        var codes = Rates.Count(allowed.Count);
        CheckBreaks(CheckCodes.Enum, table, columns, static (column, row) => column.BreaksEnum(row), $"Every sample value is one of the {codes} allowed.", $"a value outside the {codes} allowed",
            $"map the other spellings with map_dict under overrides.mappings as {table}.{target.Name}");
    }

    private void CheckWidth(string table, List<SampledColumn> columns)
    {
        var target = columns[0].Plan.Target;
        if (target.Width is not { } width) return;
        CheckBreaks(CheckCodes.Width, table, columns, static (column, row) => column.BreaksWidth(row), $"Every sample value fits {width}.", $"a value that does not fit {width}",
            $"declare {table}.{target.Name} wider, or shorten the values in its pipeline");
    }

    private void CheckBreaks(string code, string table, List<SampledColumn> columns, Func<SampledColumn, int, bool> isBroken, string none, string broken, string mend)
    {
        var (rows, breaks) = Count(columns, isBroken);
        var rate = Rates.Share(breaks, rows);
        var name = columns[0].Plan.Target.Name;
        if (breaks == 0) checks.Pass(code, table, name, none, 0, 0);
        else checks.Fail(Rates.Severity(rate), code, table, name, $"{Rates.Count(breaks)} of {Rates.Count(rows)} sample rows ({Rates.Text(rate)}) have {broken}.", $"Such rows go to quarantine. To keep them, {mend}.", rate, 0);
    }

    private static (long Rows, long Found) Count(List<SampledColumn> columns, Func<SampledColumn, int, bool> isFound) =>
        (columns.Sum(static column => (long)column.Values.Length), columns.Sum(column => Enumerable.Range(0, column.Values.Length).LongCount(row => isFound(column, row))));

    // 1 - 0.95 is not 0.05 in binary; the report should show the threshold as it was meant.
    private static double Round(double threshold) => Math.Round(threshold, 6);
}
