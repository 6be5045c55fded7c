using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Transform;

/// <summary>What a table asks of a value beside what its pipeline promises.</summary>
/// <param name="Column">The column.</param>
/// <param name="Code"><see cref="ColumnBreaks.Null"/>, <see cref="ColumnBreaks.Enum"/>, <see cref="ColumnBreaks.Length"/> or <see cref="ColumnBreaks.Range"/>.</param>
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
            if (plan.IsRequired(column)) rules.Add(new TableRule(column, ColumnBreaks.Null));
            if (column.Enum is { Count: > 0 }) rules.Add(new TableRule(column, ColumnBreaks.Enum));
            if (column.Width is { } width) rules.Add(new TableRule(column, ColumnBreaks.CodeOf(width)));
        }

        return rules;
    }
}
