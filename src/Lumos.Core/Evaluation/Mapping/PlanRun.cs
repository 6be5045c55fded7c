using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Mapping;
using Lumos.Core.Supervision;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>Runs a plan over all rows of its sources, as a migration would and without a target: rows that fail are left out, identical rows of one key become one.</summary>
internal static class PlanRun
{
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string?>>>> RunAsync(ICatalogReader reader, CatalogArtifact catalog, MappingPlanArtifact plan, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string?>>> tables = new(StringComparer.Ordinal);
        foreach (var table in plan.Tables)
        {
            List<IReadOnlyDictionary<string, string?>> rows = [];
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (var input in table.Inputs)
            {
                await foreach (var row in RowsAsync(reader, catalog, input, cancellationToken).ConfigureAwait(false))
                {
                    if (table.Key.Count == 0 || seen.Add(string.Join('\u001f', table.Key.Select(k => row.GetValueOrDefault(k) ?? "\u0000")))) rows.Add(row);
                }
            }

            tables[table.Target] = rows;
        }

        return tables;
    }

    private static async IAsyncEnumerable<IReadOnlyDictionary<string, string?>> RowsAsync(
        ICatalogReader reader, CatalogArtifact catalog, SourceMapping input, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = JoinedTables.Find(catalog, input) ?? throw new InvalidOperationException("The plan reads a table the catalog does not have.");
        if (Prepare(input, SourceColumns.SchemaOf(table)) is not { } interpreter) yield break;
        var source = await reader.OpenAsync(table, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        var cells = new object?[table.Columns.Count];
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                var unfit = batch.Issues.Where(static i => i.Code.StartsWith("JOIN_", StringComparison.Ordinal)).Select(static i => i.Row).ToHashSet();
                for (var r = 0; r < batch.RowCount; r++)
                {
                    if (unfit.Contains(r)) continue;
                    for (var c = 0; c < cells.Length; c++) cells[c] = batch.Columns[c].IsNull(r) ? null : Encoding.UTF8.GetString(batch.Columns[c].GetUtf8(r));
                    if (Evaluate(interpreter, input, cells) is { } row) yield return row;
                }
            }
        }
    }

    private static PlanInterpreter? Prepare(SourceMapping input, ColumnSchema schema)
    {
        var pipelines = input.Columns.Select(static c => new Pipeline(c.Target, null, DslText.ParseExpression(c.Dsl))).ToList();
        return pipelines.Count == 0 ? null : new PlanInterpreter(Dsl.Checking.PlanChecker.Check(new TransformPlan(ValueList.From(pipelines)), schema).Plan ?? throw new InvalidOperationException("The plan is not in the language."));
    }

    private static Dictionary<string, string?>? Evaluate(PlanInterpreter interpreter, SourceMapping input, object?[] cells)
    {
        Dictionary<string, string?> row = new(StringComparer.Ordinal);
        for (var p = 0; p < input.Columns.Count; p++)
        {
            var result = interpreter.EvaluateColumn(p, cells);
            if (result.Failure is not null) return null;
            row[input.Columns[p].Target] = MappedText.Of(result.Value, input.Columns[p].Type);
        }

        return row;
    }
}
