using System.Buffers;
using Lumos.Abstractions;

namespace Lumos.Dsl.Columnar.Blocks;

/// <summary>A column of the source batch, held still.</summary>
internal unsafe struct SourceColumn : IDisposable
{
    private MemoryHandle _values;
    private MemoryHandle _offsets;
    private MemoryHandle _validity;

    /// <exception cref="ArgumentException">The column is shorter than it says.</exception>
    public SourceColumn(Column column, int rows)
    {
        Check(column, rows);
        _values = column.Values.Pin();
        _offsets = column.Offsets.Pin();
        _validity = column.Validity.Pin();
        HasNulls = column.Validity.Length != 0;
    }

    public bool HasNulls { get; }

    public readonly byte* Values => (byte*)_values.Pointer;

    public readonly int* Offsets => (int*)_offsets.Pointer;

    public readonly byte* Validity => HasNulls ? (byte*)_validity.Pointer : null;

    public void Dispose()
    {
        _values.Dispose();
        _offsets.Dispose();
        _validity.Dispose();
    }

    // What is read below is read without looking: a column that lies about itself must be found here.
    private static void Check(Column column, int rows)
    {
        if (column.Length < rows || (column.Validity.Length != 0 && column.Validity.Length < (rows + 7) / 8)) throw new ArgumentException("A column is shorter than its batch.", nameof(column));
        if (column.Type.Kind != ColumnKind.Text)
        {
            var form = ValueForms.Of(column.Type);
            var needed = form == ValueForm.Flag ? (rows + 7) / 8 : (long)rows * ValueForms.WidthOf(form);
            if (column.Values.Length < needed) throw new ArgumentException("A column has fewer values than rows.", nameof(column));
            return;
        }

        var offsets = column.Offsets.Span[..(rows + 1)];
        var smallest = offsets[0];
        if (smallest < 0 || offsets[rows] > column.Values.Length) throw new ArgumentException("Offsets of a text column lead outside its values.", nameof(column));
        var descends = false;
        for (var i = 1; i < offsets.Length; i++) descends |= offsets[i] < offsets[i - 1];
        if (descends) throw new ArgumentException("Offsets of a text column go backwards.", nameof(column));
    }
}
