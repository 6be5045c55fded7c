using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;

namespace Lumos.Core.Analysis.Logical;

/// <summary>Can each target column be filled? One check per column: mapped, defaulted, empty, or impossible.</summary>
internal static class FeasibilityMatrix
{
    public static void Check(PlannedTable table, CheckBook checks)
    {
        for (var i = 0; i < table.Target.Columns.Count; i++)
        {
            var feeds = table.Inputs.Select(input => (input.Source.Name, Column: input.Columns[i])).ToList();
            if (feeds.Count > 0) CheckColumn(table.Name, table.Target.Columns[i], feeds, checks);
        }
    }

    private static void CheckColumn(string table, TargetColumn column, List<(string Source, PlannedColumn Column)> feeds, CheckBook checks)
    {
        var worst = feeds.Max(static feed => feed.Column.Feed);
        var concerned = feeds.Where(feed => feed.Column.Feed == worst).ToList();
        var sources = Rates.Names([.. concerned.Select(static feed => feed.Source)]);
        var first = concerned[0].Column;
        switch (worst)
        {
            case Feed.Refused:
                checks.Fail(Severity.Error, CheckCodes.Pipeline, table, column.Name, $"The pipeline from {sources} is refused: {first.Refusal}.",
                    "Check the pipeline with 'lumos dsl check', or write another one under overrides.mappings.");
                break;
            case Feed.Unfitting:
                checks.Fail(Severity.Error, CheckCodes.TypeFit, table, column.Name, $"The pipeline from {sources} gives {first.Value!.Type}, the column takes {column.Type}.",
                    $"End the pipeline with type_cast({column.Type}), or change the type of the column.");
                break;
            case Feed.Missing:
                checks.Fail(Severity.Error, CheckCodes.Feasibility, table, column.Name, $"The column must hold a value, and nothing from {sources} feeds it.",
                    $"Write a pipeline under overrides.mappings as {table}.{column.Name}, give the column a default, or let it be NULL.");
                break;
            case Feed.Empty:
                checks.Pass(CheckCodes.Feasibility, table, column.Name, $"Nothing from {sources} feeds the column; it will be NULL, which it allows.",
                    fix: $"If the source has it, write a pipeline under overrides.mappings as {table}.{column.Name}.");
                break;
            case Feed.Defaulted:
                checks.Pass(CheckCodes.Feasibility, table, column.Name, $"Nothing from {sources} feeds the column; every row gets its default.");
                break;
            default:
                CheckDecision(table, column, concerned, checks);
                break;
        }
    }

    private static void CheckDecision(string table, TargetColumn column, List<(string Source, PlannedColumn Column)> feeds, CheckBook checks)
    {
        var held = feeds.Where(static feed => feed.Column.Mapping is { Decision: not GateDecision.Accept }).Select(static feed => feed.Source).ToList();
        if (held.Count > 0)
        {
            checks.Fail(Severity.Info, CheckCodes.Feasibility, table, column.Name, $"Mapped, but the mapping from {Rates.Names(held)} is not certain.",
                $"Look at the mapping; to settle it, write the pipeline under overrides.mappings as {table}.{column.Name}.");
            return;
        }

        var reads = feeds.Select(static feed => feed.Column.Reads.Count == 0 ? "a constant" : $"{feed.Source}.{string.Join(" + ", feed.Column.Reads)}").ToList();
        checks.Pass(CheckCodes.Feasibility, table, column.Name, $"Mapped from {Rates.Names(reads)}.");
    }
}
