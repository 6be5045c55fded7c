using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Sharing;

/// <summary>Batches as bytes, for another process of the same version on the same kind of machine: Arrow's buffers as they are, and where the rows came from.</summary>
internal static class BatchFile
{
    public static void Write(BinaryWriter to, ColumnBatch batch)
    {
        to.Write(batch.RowCount);
        to.Write(batch.Columns.Count);
        for (var i = 0; i < batch.Columns.Count; i++) Write(to, batch.Schema.Fields[i], batch.Columns[i], batch.RowCount);
        var origin = batch.Origin;
        to.Write(origin.Source);
        to.Write(origin.FirstRow);
        WriteValues(to, origin.ByteOffsets.Span);
        WriteValues(to, origin.Lines.Span);
        WriteValues(to, origin.Numbers.Span);
        to.Write(batch.Issues.Count);
        foreach (var issue in batch.Issues)
        {
            to.Write(issue.Row);
            to.Write(issue.Code);
            WriteOptional(to, issue.Column, static (writer, value) => writer.Write(value));
            WriteNumber(to, issue.Found);
            WriteNumber(to, issue.Expected);
        }
    }

    /// <summary>Reads a batch back. Its buffers are managed.</summary>
    public static ColumnBatch Read(BinaryReader from)
    {
        var rows = from.ReadInt32();
        var (fields, columns) = (new ColumnField[from.ReadInt32()], new List<Column>());
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = new ColumnField(from.ReadString(), ReadType(from), from.ReadBoolean());
            columns.Add(new Column(fields[i].Type, rows, ReadValues<byte>(from), ReadValues<int>(from), ReadValues<byte>(from)));
        }

        var origin = new RowOrigin(from.ReadString(), from.ReadInt64(), ReadValues<long>(from), ReadValues<long>(from)) { Numbers = ReadValues<long>(from) };
        var issues = new RowIssue[from.ReadInt32()];
        for (var i = 0; i < issues.Length; i++) issues[i] = new RowIssue(from.ReadInt32(), from.ReadString(), from.ReadBoolean() ? from.ReadString() : null, ReadNumber(from), ReadNumber(from));
        return new ColumnBatch(new ColumnSchema(fields), rows, columns, origin) { Issues = issues };
    }

    /// <summary>Writes how many values there are, and then the values.</summary>
    public static void WriteValues<T>(BinaryWriter to, ReadOnlySpan<T> values) where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads values back.</summary>
    public static T[] ReadValues<T>(BinaryReader from) where T : unmanaged
    {
        var values = new T[from.ReadInt32()];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static void Write(BinaryWriter to, ColumnField field, Column column, int rows)
    {
        to.Write(field.Name);
        to.Write((byte)column.Type.Kind);
        to.Write(column.Type.Precision);
        to.Write(column.Type.Scale);
        to.Write(field.Nullable);
        var isText = column.Type.Kind == ColumnKind.Text;

        // Offsets of a part of a larger buffer need not begin at 0.
        var offsets = isText ? column.Offsets.Span[..(rows + 1)] : default;
        WriteValues(to, isText ? column.Values.Span[..offsets[^1]] : column.Values.Span);
        WriteValues(to, offsets);
        WriteValues(to, column.Validity.Span);
    }

    private static ColumnType ReadType(BinaryReader from)
    {
        var (kind, precision, scale) = ((ColumnKind)from.ReadByte(), from.ReadInt32(), from.ReadInt32());
        return kind switch
        {
            ColumnKind.Text => ColumnType.Text,
            ColumnKind.Int64 => ColumnType.Int64,
            ColumnKind.Decimal => ColumnType.Decimal(precision, scale),
            ColumnKind.Bool => ColumnType.Bool,
            ColumnKind.Date => ColumnType.Date,
            ColumnKind.Timestamp => ColumnType.Timestamp,
            ColumnKind.Float64 => ColumnType.Float64,
            _ => throw new InvalidDataException("A slice holds a column of no known type."),
        };
    }

    private static void WriteNumber(BinaryWriter to, long? value)
    {
        to.Write(value.HasValue);
        if (value is { } number) to.Write(number);
    }

    private static long? ReadNumber(BinaryReader from) => from.ReadBoolean() ? from.ReadInt64() : null;

    private static void WriteOptional<T>(BinaryWriter to, T? value, Action<BinaryWriter, T> write) where T : class
    {
        to.Write(value is not null);
        if (value is not null) write(to, value);
    }
}
