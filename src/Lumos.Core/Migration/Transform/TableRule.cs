using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Transform;

/// <summary>What a table asks of a value beside what its pipeline promises.</summary>
/// <param name="Column">The column.</param>
/// <param name="Code"><see cref="FailureCodes.Null"/> or <see cref="FailureCodes.Enum"/>.</param>
internal sealed record TableRule(TargetColumn Column, string Code)
{
    /// <summary>The rules in the order they are asked; the first one broken is the row's reason. A column nothing feeds has its default, which is not asked.</summary>
    /// <param name="plan">The table.</param>
    /// <param name="mapped">Columns that are fed.</param>
    public static IReadOnlyList<TableRule> Of(TablePlan plan, Func<string, bool> mapped)
    {
        var rules = new List<TableRule>();
        foreach (var column in plan.Table.Columns.Where(column => mapped(column.Name)))
        {
            if (plan.IsRequired(column)) rules.Add(new TableRule(column, FailureCodes.Null));
            if (column.Enum is { Count: > 0 }) rules.Add(new TableRule(column, FailureCodes.Enum));
        }

        return rules;
    }
}
