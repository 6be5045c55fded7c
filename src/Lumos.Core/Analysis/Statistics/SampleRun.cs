using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Supervision;
using Lumos.Dsl.Interpreter;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Runs a plan over the raw sample rows with the reference interpreter.</summary>
internal sealed class SampleRun(SampleShelf samples)
{
    /// <summary>Transforms the sample rows of everything that feeds a table.</summary>
    public SampledTable Run(PlannedTable table, CancellationToken cancellationToken)
    {
        List<SampledInput> inputs = [];
        foreach (var input in table.Inputs)
        {
            if (samples.Of(input.Source) is { RowCount: > 0 } sample) inputs.Add(Run(table, input, sample, cancellationToken));
        }

        return new SampledTable(table, inputs);
    }

    private static SampledInput Run(PlannedTable table, PlannedInput input, RawSample sample, CancellationToken cancellationToken)
    {
        var rows = sample.RowCount;
        var columns = input.Columns.Select(column => new SampledColumn(column, new object?[rows], new string?[rows], Given(input, column, sample))).ToList();
        foreach (var column in columns.Where(static column => column.Plan.Feed == Feed.Defaulted)) Array.Fill(column.Values, column.Plan.Target.Default);
        if (input.Plan is { } plan)
        {
            var interpreter = new PlanInterpreter(plan);
            var mapped = columns.Where(static column => column.Plan.Pipeline >= 0).ToList();
            var reads = mapped.SelectMany(static column => column.Plan.Reads).Distinct(StringComparer.Ordinal).Select(name => (Ordinal: plan.Source.IndexOf(name), Values: sample[name])).ToList();
            var row = new object?[plan.Source.Fields.Count];
            for (var r = 0; r < rows; r++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var (ordinal, values) in reads) row[ordinal] = r < values.Count ? values[r] : null;
                foreach (var column in mapped)
                {
                    var result = interpreter.EvaluateColumn(column.Plan.Pipeline, row);
                    column.Values[r] = result.Value;
                    column.Failures[r] = result.Failure?.Code;
                }
            }
        }

        return new SampledInput(input, rows, columns, Unfit(table, columns, sample), sample);
    }

    private static int Given(PlannedInput input, PlannedColumn column, RawSample sample)
    {
        var reads = column.Reads.Select(name => (Values: sample[name], Blanks: input.Find(name)?.NullTokens ?? [])).ToList();
        return Enumerable.Range(0, sample.RowCount).Count(row => reads.Exists(read => row < read.Values.Count && !string.IsNullOrWhiteSpace(read.Values[row]) && !read.Blanks.Contains(read.Values[row]!.Trim(), StringComparer.OrdinalIgnoreCase)));
    }

    private static bool[] Unfit(PlannedTable table, List<SampledColumn> columns, RawSample sample)
    {
        var rows = sample.RowCount;
        var unfit = new bool[rows];
        foreach (var issue in sample.Unmatched) unfit[issue.Row] = true;
        foreach (var column in columns.Where(static column => column.Plan.Feed == Feed.Mapped))
        {
            var required = table.IsRequired(column.Plan.Target);
            for (var row = 0; row < rows; row++) unfit[row] |= column.Failures[row] is not null || (required && column.Values[row] is null) || column.BreaksEnum(row);
        }

        return unfit;
    }
}
