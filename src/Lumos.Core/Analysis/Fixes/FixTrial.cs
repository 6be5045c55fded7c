using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Analysis.Statistics;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Analysis.Fixes;

/// <summary>
/// Runs the pipelines of a plan with and without a fix over the raw sample. A fix that changes nothing, or makes a single cell fail that was right before, is none.
/// For one run; not thread-safe.
/// </summary>
internal sealed class FixTrial(IReadOnlyList<PlannedTable> tables, SampleShelf samples, IPiiMasker masker)
{
    private const int MostExamples = 5;
    private readonly ColumnMasks _masks = new(samples, masker);

    /// <summary>The raw sample of a source table as it is read.</summary>
    public RawSample Sample(CatalogTable table) => samples.Of(table);

    /// <summary>What is personal in a column of a source table as it is read.</summary>
    public ColumnMask MaskOf(CatalogTable source, string column) => _masks.Of(source, column);

    /// <summary>A cell as it may be shown.</summary>
    public string? Mask(CatalogTable source, string column, string? value) => masker.Mask(MaskOf(source, column), value);

    /// <summary>Masked rows as they may be shown side by side; none where policy withholds them.</summary>
    public string?[][] Protect(CatalogTable source, IReadOnlyList<string> columns, IEnumerable<string?[]> rows) =>
        PreviewAnonymity.Protect([.. rows.Select(row => row.Select((cell, c) => Mask(source, columns[c], cell)).ToArray())], columns, [.. columns.Select(column => MaskOf(source, column))], masker.Previews).Rows;

    /// <summary>The fix with what it would do; null when it is not sound here.</summary>
    public ProposedFix? Try(FixDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Column is not { } column) return null;
        List<FixedPipeline> pipelines = [];
        List<FixExample> examples = [];
        long changed = 0, before = 0, after = 0;
        var rows = 0;
        foreach (var table in tables)
        {
            foreach (var input in table.Inputs)
            {
                var names = JoinedTables.NamesOf(input.Source, draft.Table, column).ToList();
                foreach (var planned in input.Columns.Where(c => c.Feed == Feed.Mapped && names.Exists(c.Reads.Contains) && draft.Target is var only && (only is null || only == $"{table.Name}.{c.Target.Name}")))
                {
                    var old = planned.Value!.Expression;
                    var now = FixRewrite.Apply(old, input.Source, draft.Kind, draft.Table, column, draft.Change);
                    if (now.Equals(old)) continue;
                    var (schema, sample) = (MappedColumns.RawSchema(input.Source), Sample(input.Source));
                    if (Typed(old, schema) is not { } oldPlan || Typed(now, schema) is not { } newPlan || newPlan.Pipelines[0].Value.Type != oldPlan.Pipelines[0].Value.Type) return null;
                    var counts = Compare(new Cells(oldPlan, table, planned.Target, sample), new Cells(newPlan, table, planned.Target, sample), input.Source, names.First(planned.Reads.Contains), planned.Reads, examples);
                    if (counts is not { } difference) return null;
                    if (difference.Changed == 0) continue;
                    (changed, before, after, rows) = (changed + difference.Changed, before + difference.Before, after + difference.After, Math.Max(rows, sample.RowCount));
                    pipelines.Add(new FixedPipeline($"{table.Name}.{planned.Target.Name}", DslText.Print(old), DslText.Print(now)));
                }
            }
        }

        return changed == 0 ? null : new ProposedFix
        {
            Id = draft.Id, Kind = draft.Kind, Finding = draft.Finding, Table = draft.Table, Column = column, Target = draft.Target, Change = draft.Change, Summary = draft.Summary, Pipelines = pipelines,
            Effect = new FixEffect { Rows = rows, Changed = changed, FailedBefore = before, FailedAfter = after, Examples = examples },
        };
    }

    // Null when a cell that was right fails with the fix. What a pipeline gives may hold parts of every column it reads.
    private (long Changed, long Before, long After)? Compare(Cells old, Cells now, CatalogTable source, string column, IReadOnlyList<string> reads, List<FixExample> examples)
    {
        long changed = 0, before = 0, after = 0;
        var mask = masker.Combine([.. reads.Select(read => MaskOf(source, read))]);
        HashSet<string> shown = new(StringComparer.Ordinal);
        for (var row = 0; row < old.Rows; row++)
        {
            var was = old.At(row);
            var becomes = now.At(row);
            if (was.Wrong) before++;
            if (becomes.Wrong) after++;
            if (becomes.Wrong && !was.Wrong) return null;
            if (was == becomes) continue;
            changed++;
            var raw = Sample(source)[column][row];
            if (examples.Count < MostExamples && shown.Add(raw ?? "")) examples.Add(new FixExample(Mask(source, column, raw), was.Failure ?? masker.Mask(mask, was.Value), becomes.Failure ?? masker.Mask(mask, becomes.Value)));
        }

        return (changed, before, after);
    }

    private static TypedPlan? Typed(Expression expression, ColumnSchema schema) => PlanChecker.Check(new TransformPlan([new Pipeline("x", null, expression)]), schema).Plan;

    /// <summary>The cells one pipeline makes of the sample.</summary>
    private sealed class Cells(TypedPlan plan, PlannedTable table, TargetColumn target, RawSample sample)
    {
        private readonly PlanInterpreter _interpreter = new(plan);
        private readonly object?[] _row = new object?[plan.Source.Fields.Count];
        private readonly IReadOnlyList<string?>[] _columns = [.. plan.Source.Fields.Select(field => FixRewrite.Reads(plan.Plan.Pipelines[0].Expression, field.Name) ? sample[field.Name] : [])];
        private readonly ColumnType _type = plan.Pipelines[0].Value.Type;

        public int Rows => sample.RowCount;

        /// <summary>Value, or the reason there is none, and whether the row would go to quarantine for it.</summary>
        public (string? Value, string? Failure, bool Wrong) At(int row)
        {
            for (var c = 0; c < _row.Length; c++) _row[c] = _columns[c].Count > row ? _columns[c][row] : null;
            var result = _interpreter.EvaluateColumn(0, _row);
            if (result.Failure is { } failure) return (null, failure.Code, true);
            var text = result.Value is { } value ? ValueText.Of(value, _type) : null;
            return (text, null, ColumnBreaks.Of(target, text, table.IsRequired(target)) is not null);
        }
    }
}
