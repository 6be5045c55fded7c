using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Core.Analysis.Plans;

/// <summary>Resolves a mapping plan against catalog and target, and compiles every pipeline again. What does not resolve becomes a check.</summary>
internal sealed class PlanReader(CatalogArtifact catalog, TargetSchemaArtifact target, CheckBook checks)
{
    /// <summary>Tables of the plan in plan order, without those the target does not have.</summary>
    public IReadOnlyList<PlannedTable> Read(MappingPlanArtifact plan)
    {
        List<PlannedTable> tables = [];
        foreach (var mapping in plan.Tables)
        {
            if (target.Tables.FirstOrDefault(candidate => candidate.Name == mapping.Target) is not { } table)
            {
                checks.Fail(Severity.Error, CheckCodes.Plan, mapping.Target, null, "The mapping plan fills a table the target schema does not have.", "Make the mapping again against this target schema.");
                continue;
            }

            tables.Add(new PlannedTable(table, mapping, [.. mapping.Inputs.Select(input => ReadInput(table, input)).OfType<PlannedInput>()]));
        }

        return tables;
    }

    private PlannedInput? ReadInput(TargetTable table, SourceMapping mapping)
    {
        if (JoinedTables.Find(catalog, mapping) is not { } source)
        {
            checks.Fail(Severity.Error, CheckCodes.Plan, table.Name, null, $"The mapping plan reads '{mapping.Source}', which the catalog does not have.", "Make the mapping again against this catalog.");
            return null;
        }

        foreach (var unknown in mapping.Columns.Where(column => table.Columns.All(candidate => candidate.Name != column.Target)))
        {
            checks.Fail(Severity.Error, CheckCodes.Plan, table.Name, unknown.Target, "The mapping plan fills a column the target table does not have.", "Make the mapping again against this target schema.");
        }

        var schema = MappedColumns.RawSchema(source);
        var mapped = MappedColumns.Of(mapping).ToLookup(static column => column.Target, StringComparer.Ordinal);
        List<Pipeline> pipelines = [];
        List<TypedPipeline> typed = [];
        List<PlannedColumn> columns = [];
        foreach (var column in table.Columns)
        {
            var (planned, pipeline) = ReadColumn(table, column, mapped[column.Name].ToList(), schema);
            if (pipeline is not null)
            {
                planned = planned with { Pipeline = pipelines.Count };
                pipelines.Add(pipeline);
                typed.Add(new TypedPipeline(column.Name, planned.Value!));
            }

            columns.Add(planned);
        }

        var plan = typed.Count == 0 ? null : new TypedPlan(new TransformPlan(ValueList.From(pipelines)), schema, ValueList.From(typed));
        return new PlannedInput(source, plan, columns);
    }

    private static (PlannedColumn Column, Pipeline? Pipeline) ReadColumn(TargetTable table, TargetColumn column, IReadOnlyList<ColumnMapping> mappings, ColumnSchema schema)
    {
        if (mappings is not [var mapping, ..])
        {
            var feed = column.IsGiven() ? Feed.Defaulted : MappedColumns.IsRequired(table, column) ? Feed.Missing : Feed.Empty;
            return (new PlannedColumn { Target = column, Feed = feed }, null);
        }

        if (mappings.Count > 1) return (Refused(column, mapping, "DSL_REJECT_DUPLICATE_TARGET"), null);
        try
        {
            var checkedPlan = PlanChecker.Check(new TransformPlan([new Pipeline(column.Name, null, MappedColumns.ReadPipeline(mapping))]), schema).OrThrow();
            var value = checkedPlan.Pipelines[0].Value;
            HashSet<string> reads = new(StringComparer.Ordinal);
            Collect(value.Expression, reads);
            var fits = MappedColumns.Fits(value.Type, column.Type);
            var planned = new PlannedColumn { Target = column, Feed = fits ? Feed.Mapped : Feed.Unfitting, Mapping = mapping, Value = value, Reads = [.. schema.Fields.Select(static field => field.Name).Where(reads.Contains)] };
            return (planned, fits ? checkedPlan.Plan.Pipelines[0] : null);
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            return (Refused(column, mapping, refusal.Reason), null);
        }
    }

    private static PlannedColumn Refused(TargetColumn column, ColumnMapping mapping, string reason) =>
        new() { Target = column, Feed = Feed.Refused, Mapping = mapping, Refusal = reason };

    private static void Collect(Expression expression, HashSet<string> columns)
    {
        if (expression is ColumnReference column) columns.Add(column.Name);
        foreach (var input in expression.Inputs) Collect(input, columns);
    }
}
