using System.Numerics;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Transform;

/// <summary>A rule of a table, asked of a whole column at once. Immutable and thread-safe.</summary>
internal sealed class ColumnCheck
{
    private readonly int _place;
    private readonly int _number;
    private readonly AllowedValues? _allowed;

    private ColumnCheck(int place, int number, AllowedValues? allowed) => (_place, _number, _allowed) = (place, number, allowed);

    /// <summary>Makes the check of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Place of its column in the table.</param>
    /// <param name="number">Number of its reason.</param>
    /// <returns>Null when the values of a code list cannot be compared here as the embedded engine compares them.</returns>
    public static ColumnCheck? TryMake(TableRule rule, int place, int number)
    {
        if (rule.Code == FailureCodes.Null) return new ColumnCheck(place, number, null);
        return AllowedValues.TryMake(rule.Column.Type, rule.Column.Enum!) is { } allowed ? new ColumnCheck(place, number, allowed) : null;
    }

    /// <summary>Gives every row without a reason so far this one, if it breaks the rule.</summary>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="reasons">Reason number by row; 0 for none.</param>
    public void Ask(ReadOnlySpan<Column> columns, Span<int> reasons)
    {
        var column = columns[_place];
        if (_allowed is not null) _allowed.Ask(column, reasons, _number);
        else AskPresence(column.Validity.Span, reasons);
    }

    private void AskPresence(ReadOnlySpan<byte> validity, Span<int> reasons)
    {
        if (validity.IsEmpty) return;
        for (var at = 0; at << 3 < reasons.Length; at++)
        {
            if (validity[at] == 0xFF) continue;
            var missing = (byte)~validity[at];
            for (; missing != 0; missing &= (byte)(missing - 1))
            {
                var row = (at << 3) + BitOperations.TrailingZeroCount(missing);
                if (row < reasons.Length && reasons[row] == 0) reasons[row] = _number;
            }
        }
    }
}
