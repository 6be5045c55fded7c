using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Analysis.Statistics;
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
internal sealed class FixTrial(IReadOnlyList<PlannedTable> tables, IReadOnlyDictionary<string, RawSample> samples, IPiiMasker masker)
{
    private const int MostExamples = 5;
    private const int MostMaskValues = 500;
    private readonly Dictionary<(string Table, string Column), ColumnMask> _masks = [];

    /// <summary>The raw sample of a source table.</summary>
    public RawSample Sample(string table) => samples.GetValueOrDefault(table, RawSample.Empty);

    /// <summary>What is personal in a source column.</summary>
    public ColumnMask MaskOf(CatalogTable source, string column)
    {
        if (_masks.TryGetValue((source.Name, column), out var known)) return known;
        var type = source.Columns.First(c => c.SourceName == column).Type;
        return _masks[(source.Name, column)] = masker.Inspect(source.Name, column, type, [.. Sample(source.Name)[column].OfType<string>().Take(MostMaskValues)], [.. source.Columns.Select(static c => c.SourceName)]);
    }

    /// <summary>A cell as it may be shown.</summary>
    public string? Mask(CatalogTable source, string column, string? value) => masker.Mask(MaskOf(source, column), value);

    /// <summary>The fix with what it would do; null when it is not sound here.</summary>
    public ProposedFix? Try(FixDraft draft, CatalogTable source)
    {
        var sample = Sample(source.Name);
        if (sample.RowCount == 0 || draft.Column is not { } column) return null;
        List<FixedPipeline> pipelines = [];
        List<FixExample> examples = [];
        long changed = 0, before = 0, after = 0;
        foreach (var table in tables)
        {
            foreach (var (input, planned) in table.Inputs.Where(input => JoinedTables.OwnName(input.Source) == source.Name).SelectMany(static input => input.Columns.Select(c => (input, c))).Where(pair => pair.c.Feed == Feed.Mapped && pair.c.Reads.Contains(column)))
            {
                var old = planned.Value!.Expression;
                var now = FixRewrite.Apply(old, draft.Kind, column, draft.Change);
                if (now.Equals(old)) continue;
                var (schema, rows) = (MappedColumns.RawSchema(input.Source), Sample(input.Source.Name));
                if (Typed(old, schema) is not { } oldPlan || Typed(now, schema) is not { } newPlan || newPlan.Pipelines[0].Value.Type != oldPlan.Pipelines[0].Value.Type) return null;
                var counts = Compare(new Cells(oldPlan, table, planned.Target, rows), new Cells(newPlan, table, planned.Target, rows), source, column, examples);
                if (counts is not { } difference) return null;
                if (difference.Changed == 0) continue;
                (changed, before, after) = (changed + difference.Changed, before + difference.Before, after + difference.After);
                pipelines.Add(new FixedPipeline($"{table.Name}.{planned.Target.Name}", DslText.Print(old), DslText.Print(now)));
            }
        }

        return changed == 0 ? null : new ProposedFix
        {
            Id = draft.Id, Kind = draft.Kind, Finding = draft.Finding, Table = draft.Table, Column = column, Change = draft.Change, Summary = draft.Summary, Pipelines = pipelines,
            Effect = new FixEffect { Rows = sample.RowCount, Changed = changed, FailedBefore = before, FailedAfter = after, Examples = examples },
        };
    }

    // Null when a cell that was right fails with the fix.
    private (long Changed, long Before, long After)? Compare(Cells old, Cells now, CatalogTable source, string column, List<FixExample> examples)
    {
        long changed = 0, before = 0, after = 0;
        HashSet<string> shown = new(StringComparer.Ordinal);
        for (var row = 0; row < old.Rows; row++)
        {
            var (was, wasWrong) = old.At(row);
            var (becomes, isWrong) = now.At(row);
            if (wasWrong) before++;
            if (isWrong) after++;
            if (isWrong && !wasWrong) return null;
            if (was == becomes && wasWrong == isWrong) continue;
            changed++;
            var raw = Sample(source.Name)[column][row];
            if (examples.Count < MostExamples && shown.Add(raw ?? "")) examples.Add(new FixExample(Mask(source, column, raw), wasWrong && was?.StartsWith("E_", StringComparison.Ordinal) == true ? was : Mask(source, column, was), Mask(source, column, becomes)));
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

        /// <summary>Value or reason, and whether the row would go to quarantine for it.</summary>
        public (string? Value, bool Wrong) At(int row)
        {
            for (var c = 0; c < _row.Length; c++) _row[c] = _columns[c].Count > row ? _columns[c][row] : null;
            var result = _interpreter.EvaluateColumn(0, _row);
            if (result.Failure is { } failure) return (failure.Code, true);
            var text = result.Value is { } value ? ValueText.Of(value, _type) : null;
            return (text, text is null ? table.IsRequired(target) : target.Enum is { Count: > 0 } allowed && !allowed.Contains(text, StringComparer.Ordinal));
        }
    }
}
