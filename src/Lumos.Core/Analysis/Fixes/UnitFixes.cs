using Lumos.Abstractions;
using Lumos.Core.Analysis.Logical;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Supervision;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Analysis.Fixes;

/// <summary>Conversions for numbers that arrive in another unit than the target stores, by the names of both.</summary>
internal static class UnitFixes
{
    /// <summary>The fixes of one target table, each with its column.</summary>
    public static IReadOnlyList<(string Column, ProposedFix Fix)> Find(PlannedTable table, FixTrial trial)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<(string Column, ProposedFix Fix)> fixes = [];
        foreach (var input in table.Inputs)
        {
            foreach (var column in input.Columns)
            {
                if (column is { Target.Unit: { } wanted } && Arrives(input, column) is { } from && Of(table, input, column, from, wanted, CheckCodes.Unit, trial) is { } fix) fixes.Add((column.Target.Name, fix));
            }
        }

        return [.. fixes.DistinctBy(static found => found.Fix.Id)];
    }

    /// <summary>A conversion of one column from one unit to another; null when it is not sound here.</summary>
    /// <param name="table">The target table.</param>
    /// <param name="input">What is read.</param>
    /// <param name="column">How the target column is made of it.</param>
    /// <param name="from">Unit the numbers are in.</param>
    /// <param name="to">Unit that is stored.</param>
    /// <param name="finding">Code of the finding.</param>
    /// <param name="trial">Tries it on the sample.</param>
    public static ProposedFix? Of(PlannedTable table, PlannedInput input, PlannedColumn column, string from, string to, string finding, FixTrial trial)
    {
        if (column is not { Feed: Feed.Mapped, Reads: [var read], Value.Type: { Kind: ColumnKind.Int64 or ColumnKind.Decimal } type }) return null;
        var (owner, found) = JoinedTables.Locate(input.Source, read);
        var change = new UnitConvert(new ColumnReference(found.SourceName), from, to, null, type);
        return trial.Try(new FixDraft(FixKind.Unit, finding, owner.Name, found.SourceName, DslText.Print(change), $"Converts {from} to {to} in {table.Name}.{column.Target.Name}.") { Target = $"{table.Name}.{column.Target.Name}" });
    }

    // The unit of the source's name where the pipeline takes it for another, or leaves it as it is; null when nothing needs mending.
    private static string? Arrives(PlannedInput input, PlannedColumn column)
    {
        if (column is not { Target.Unit: { } wanted, Value.Expression: var pipeline, Reads: [var read] }) return null;
        var named = input.Find(read)?.Unit;
        var conversion = UnitChecks.Conversion(pipeline);
        if (conversion is null) return named is not null && !UnitChecks.Same(named, wanted) ? named : null;
        if (named is not null && !UnitChecks.Same(conversion.From, named)) return named;
        return UnitChecks.Same(conversion.To, wanted) ? null : conversion.From;
    }
}
