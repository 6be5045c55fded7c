using System.Buffers;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Transform;

/// <summary>
/// Brings texts into the form their columns keep, before rows are hashed, so that what is read back from the target is what was hashed. A text that has no such form stays as it is: the target's own check of
/// the column finds it. Thread-safe.
/// </summary>
internal sealed class TextForms
{
    private readonly (int Place, TextForm Form)[] _columns;

    private TextForms((int, TextForm)[] columns) => _columns = columns;

    /// <summary>The forms of a table; null when none of its columns has one.</summary>
    public static TextForms? Of(TargetTable table)
    {
        (int, TextForm)[] columns = [.. table.Columns.Index().Where(static each => each.Item is { Form: not null, Type.Kind: ColumnKind.Text }).Select(static each => (each.Index, each.Item.Form!.Value))];
        return columns.Length == 0 ? null : new TextForms(columns);
    }

    /// <summary>The same rows with the columns in their forms; owns the batch.</summary>
    public ColumnBatch Apply(ColumnBatch rows)
    {
        var columns = rows.Columns.ToArray();
        foreach (var (place, form) in _columns) columns[place] = Write(columns[place], form);
        return new ColumnBatch(rows.Schema, rows.RowCount, columns, rows.Origin, rows) { Issues = rows.Issues, Skipped = rows.Skipped };
    }

    private static Column Write(Column column, TextForm form)
    {
        var written = new ArrayBufferWriter<byte>(column.Values.Length + 1);
        var offsets = new int[column.Length + 1];
        var one = new ArrayBufferWriter<byte>();
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row))
            {
                var text = column.Values[column.Offsets.Span[row]..column.Offsets.Span[row + 1]];
                one.ResetWrittenCount();
                written.Write(TryWrite(text, form, one) ? one.WrittenSpan : text.Span);
            }

            offsets[row + 1] = written.WrittenCount;
        }

        return new Column(column.Type, column.Length, written.WrittenMemory, offsets, column.Validity);
    }

    private static bool TryWrite(ReadOnlyMemory<byte> text, TextForm form, ArrayBufferWriter<byte> into) => form switch
    {
        TextForm.Time => TimeText.TryWrite(text, into),
        TextForm.Array => ArrayText.TryWrite(text.Span, into),
        TextForm.Uuid => UuidText.TryWrite(text.Span, into),
        _ => JsonbText.TryWrite(text, into),
    };
}
