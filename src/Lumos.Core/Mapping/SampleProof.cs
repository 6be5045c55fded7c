using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;

namespace Lumos.Core.Mapping;

/// <summary>Runs pipelines over the raw sample and counts what happens. Values leave it masked only. For one run; not thread-safe.</summary>
internal sealed class SampleProof(SampleShelf samples, IPiiMasker masker)
{
    private const int MostExamples = 5;
    private readonly ColumnMasks _masks = new(samples, masker);

    /// <summary>Proves one pipeline.</summary>
    public MappingProof Prove(TypedPlan plan, TargetTable table, TargetColumn target, CatalogTable source, RawSample sample)
    {
        var interpreter = new PlanInterpreter(plan);
        var reads = ColumnsRead(plan);
        var masks = reads.ToDictionary(static n => n, n => _masks.Of(source, n), StringComparer.Ordinal);
        SortedDictionary<string, long> failures = new(StringComparer.Ordinal);
        SortedDictionary<string, long> breaks = new(StringComparer.Ordinal);
        long succeeded = 0;
        List<(int Row, string? After, string? Failure)> outcomes = [];
        var row = new object?[plan.Source.Fields.Count];
        for (var r = 0; r < sample.RowCount; r++)
        {
            for (var c = 0; c < row.Length; c++) row[c] = sample[plan.Source.Fields[c].Name] is { Count: > 0 } values ? values[r] : null;
            var result = interpreter.EvaluateColumn(0, row);
            string? after = null;
            if (result.Failure is { } failure) failures[failure.Code] = failures.GetValueOrDefault(failure.Code) + 1;
            else
            {
                succeeded++;
                after = MappedText.Of(result.Value, target.Type);
                if (ColumnBreaks.Of(target, after, !target.Nullable) is { } code) breaks[code] = breaks.GetValueOrDefault(code) + 1;
            }

            outcomes.Add((r, after, result.Failure?.Code));
        }

        return new MappingProof
        {
            Rows = sample.RowCount, Succeeded = succeeded, Failures = failures, ConstraintBreaks = breaks.Values.Sum(), BreakCodes = breaks.Count == 0 ? null : breaks,
            Examples = Examples(outcomes, reads, masks, table, target, sample),
        };
    }

    // Failures first, they teach most; then the first rows.
    private List<MaskedExample> Examples(List<(int Row, string? After, string? Failure)> outcomes, IReadOnlyList<string> reads, Dictionary<string, ColumnMask> masks, TargetTable table, TargetColumn target, RawSample sample)
    {
        var read = masker.Combine([.. masks.Values]);
        var afterMask = read.Grade != PiiGrade.None ? read : masker.Inspect(table.Name, target.Name, target.Type, [.. outcomes.Select(static o => o.After).OfType<string>().Take(200)]);
        return [.. outcomes.Where(static o => o.Failure is not null).Take(2).Concat(outcomes.Where(static o => o.Failure is null)).Take(MostExamples)
            .Select(o => new MaskedExample(string.Join(" | ", reads.Select(n => masker.Mask(masks[n], sample[n][o.Row]) ?? "NULL")), masker.Mask(afterMask, o.After), o.Failure))];
    }

    private static IReadOnlyList<string> ColumnsRead(TypedPlan plan) => [.. Dsl.Lineage.ColumnLineage.Of(plan.Plan.Pipelines[0]).Sources];
}
