using System.Numerics;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Transform;

/// <summary>A rule of a table, asked of a whole column at once. Immutable and thread-safe.</summary>
internal sealed class ColumnCheck
{
    private readonly int _place;
    private readonly int _number;
    private readonly AllowedValues? _allowed;
    private readonly ColumnWidth? _width;

    private ColumnCheck(int place, int number, AllowedValues? allowed = null, ColumnWidth? width = null) => (_place, _number, _allowed, _width) = (place, number, allowed, width);

    /// <summary>Makes the check of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Place of its column in the table.</param>
    /// <param name="number">Number of its reason.</param>
    /// <returns>Null when the values of a code list cannot be compared here as the embedded engine compares them.</returns>
    public static ColumnCheck? TryMake(TableRule rule, int place, int number)
    {
        if (rule.Code == ColumnBreaks.Null) return new ColumnCheck(place, number);
        if (rule.Code is ColumnBreaks.Length or ColumnBreaks.Range) return new ColumnCheck(place, number, width: rule.Column.Width);
        return AllowedValues.TryMake(rule.Column.Type, rule.Column.Enum!) is { } allowed ? new ColumnCheck(place, number, allowed) : null;
    }

    /// <summary>Gives every row without a reason so far this one, if it breaks the rule.</summary>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="reasons">Reason number by row; 0 for none.</param>
    public void Ask(ReadOnlySpan<Column> columns, Span<int> reasons)
    {
        var column = columns[_place];
        if (_allowed is not null) _allowed.Ask(column, reasons, _number);
        else if (_width is { IsText: true } length) AskLength(column, length, reasons);
        else if (_width is { } range) AskRange(column, range, reasons);
        else AskPresence(column.Validity.Span, reasons);
    }

    private void AskLength(Column column, ColumnWidth width, Span<int> reasons)
    {
        var offsets = column.Offsets.Span;
        var bytes = column.Values.Span;
        for (var row = 0; row < reasons.Length; row++)
        {
            if (reasons[row] == 0 && !width.Holds(bytes[offsets[row]..offsets[row + 1]]) && !column.IsNull(row)) reasons[row] = _number;
        }
    }

    private void AskRange(Column column, ColumnWidth width, Span<int> reasons)
    {
        var numbers = column.GetValues<long>();
        for (var row = 0; row < reasons.Length; row++)
        {
            if (!width.Holds(numbers[row]) && reasons[row] == 0 && !column.IsNull(row)) reasons[row] = _number;
        }
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
