using Lumos.Abstractions;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Planning;

/// <summary>Works out what will compute the rows of a plan, without opening source or target.</summary>
internal static class TransformForecast
{
    /// <summary>What computes the rows of each table, in the order of the target schema, by source in the order they are read.</summary>
    /// <exception cref="LumosException">The plan cannot be moved as it is.</exception>
    public static IReadOnlyList<PlannedTransforms> Of(MigrationInput input, RunContract contract)
    {
        var plan = MigrationPlanner.Make(input, contract);
        var isInEngine = StrategyChoice.Of(contract, plan).IsInEngine;
        var uses = plan.Passes
            .SelectMany(pass => pass.Tables.Select(table => (table.Table, TransformProgram.Compile(table, MappedColumns.RawSchema(pass.Source), isInEngine ? TransformEngines.DuckDb : contract.Overrides?.TransformEngine).Use)))
            .ToLookup(static item => item.Table, static item => item.Use);
        return [.. plan.Tables.Select(table => new PlannedTransforms(table.Name, [.. uses[table]]))];
    }
}
