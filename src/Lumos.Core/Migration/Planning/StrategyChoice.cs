using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Planning;

/// <summary>Where the rows of a run are computed: in this process (<c>etl</c>) or by the engine that holds source and target (<c>elt</c>). The rows are the same.</summary>
/// <param name="Strategy">One of <see cref="MigrationWay"/>.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record StrategyChoice(string Strategy, string Reason)
{
    /// <summary>Whether the engine computes.</summary>
    public bool IsInEngine => Strategy == MigrationWay.Elt;

    /// <summary>Chooses. Opens nothing.</summary>
    /// <exception cref="LumosException"><c>MIGRATION_STRATEGY_UNAVAILABLE</c>: the contract asks for the engine, which cannot compute the plan.</exception>
    public static StrategyChoice Of(RunContract contract, MigrationPlan plan)
    {
        if (!MigrationWay.IsOneFile(contract) || contract.Overrides?.Strategy != MigrationWay.Elt) return new StrategyChoice(MigrationWay.Etl, MigrationWay.ReasonOf(contract));
        if (plan.Tables.Any(static table => table.Only is not null)) return new StrategyChoice(MigrationWay.Etl, "Of tables that are added to only released rows are read, which the engine does not do.");
        return Obstacle(plan) is { } obstacle ? throw MigrationWay.Unavailable(obstacle) : new StrategyChoice(MigrationWay.Elt, MigrationWay.Asked);
    }

    /// <summary>Why the engine cannot compute a plan; null when it can.</summary>
    private static string? Obstacle(MigrationPlan plan)
    {
        foreach (var pass in plan.Passes)
        {
            if (pass.Source.Joins is not null) return $"Rows of '{pass.Source.Name}' are joined with others.";
            if (pass.Source.Increment is not null) return $"Of '{pass.Source.Name}' only what changed is read.";
            if (pass.Source.Columns.Any(static column => string.Equals(column.SourceName, TablePlan.RowColumn, StringComparison.OrdinalIgnoreCase))) return $"'{pass.Source.Name}' has a column '{TablePlan.RowColumn}'.";
            foreach (var table in pass.Tables)
            {
                if (TextForms.Of(table.Table.Table) is not null) return $"Texts of '{table.Table.Name}' are brought into the form its columns keep.";
                try
                {
                    _ = TransformProgram.Compile(table, MappedColumns.RawSchema(pass.Source), TransformEngines.DuckDb);
                }
                catch (LumosException refused) when (refused.Reason == MigrationErrors.EngineRefusedReason)
                {
                    return refused.Problem;
                }
            }
        }

        return null;
    }
}
