using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;

namespace Lumos.Core.Migration.Transform;

/// <summary>The values a column may have, compared without making text of a cell. Immutable and thread-safe.</summary>
internal sealed class AllowedValues
{
    private readonly HashSet<Int128> _values = [];
    private readonly byte[]?[] _texts = [];

    private AllowedValues(HashSet<Int128> values) => _values = values;

    private AllowedValues(IReadOnlyList<string> texts)
    {
        _texts = new byte[]?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)texts.Count * 2)];
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            var at = (uint)Xxh64.Hash(bytes) & (uint)(_texts.Length - 1);
            while (_texts[at] is not null) at = (at + 1) & (uint)(_texts.Length - 1);
            _texts[at] = bytes;
        }
    }

    /// <summary>Reads a code list. Its items are the values' canonical texts; one that is the text of no value allows nothing.</summary>
    /// <returns>Null for types whose canonical text is not one and the same everywhere.</returns>
    public static AllowedValues? TryMake(ColumnType type, IReadOnlyList<string> allowed)
    {
        if (type.Kind == ColumnKind.Text) return new AllowedValues(allowed);
        if (type.Kind is ColumnKind.Timestamp or ColumnKind.Float64) return null;
        var values = new HashSet<Int128>();
        foreach (var text in allowed)
        {
            if (CellText.TryRead(type, text, out var value)) values.Add(value);
        }

        return new AllowedValues(values);
    }

    /// <summary>Gives every row without a reason so far this one, if its value is not allowed. NULL is.</summary>
    public void Ask(Column column, Span<int> reasons, int number)
    {
        if (column.Type.Kind == ColumnKind.Text) AskText(column, reasons, number);
        else for (var row = 0; row < reasons.Length; row++) if (reasons[row] == 0 && !column.IsNull(row) && !_values.Contains(CellText.RawOf(column, row))) reasons[row] = number;
    }

    private void AskText(Column column, Span<int> reasons, int number)
    {
        var offsets = column.Offsets.Span;
        var bytes = column.Values.Span;
        for (var row = 0; row < reasons.Length; row++)
        {
            if (reasons[row] == 0 && !Has(bytes[offsets[row]..offsets[row + 1]]) && !column.IsNull(row)) reasons[row] = number;
        }
    }

    private bool Has(ReadOnlySpan<byte> text)
    {
        var mask = (uint)(_texts.Length - 1);
        for (var at = (uint)Xxh64.Hash(text) & mask; _texts[at] is { } there; at = (at + 1) & mask)
        {
            if (text.SequenceEqual(there)) return true;
        }

        return false;
    }
}
