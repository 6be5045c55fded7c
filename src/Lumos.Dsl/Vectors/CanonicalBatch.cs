using System.Buffers.Binary;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>Rows of canonical text to and from batches of columns.</summary>
internal static class CanonicalBatch
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>The rows as columns.</summary>
    public static ColumnBatch Of(ColumnSchema schema, IReadOnlyList<ValueList<string?>> rows) =>
        new(schema, rows.Count, [.. schema.Fields.Select((field, i) => ColumnOf(field.Type, [.. rows.Select(row => row[i])]))], new RowOrigin("rows", 0));

    /// <summary>Canonical text of a value; null for NULL.</summary>
    public static string? Print(Column column, int row) => column.IsNull(row) ? null : CanonicalText.Print(ValueOf(column, row), column.Type);

    private static object ValueOf(Column column, int row) => column.Type.Kind switch
    {
        ColumnKind.Text => Encoding.UTF8.GetString(column.GetUtf8(row)),
        ColumnKind.Int64 => column.GetValues<long>()[row],
        ColumnKind.Decimal => column.GetScaled(row),
        ColumnKind.Bool => column.GetBool(row),
        ColumnKind.Date => Epoch.AddDays(column.GetValues<int>()[row]),
        ColumnKind.Timestamp => DateTime.UnixEpoch.AddTicks(column.GetValues<long>()[row] * TimeSpan.TicksPerMicrosecond),
        _ => column.GetValues<double>()[row],
    };

    private static Column ColumnOf(ColumnType type, string?[] cells)
    {
        var validity = new byte[(cells.Length + 7) / 8];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is not null) validity[i >> 3] |= (byte)(1 << (i & 7));
        }

        var bits = cells.Contains(null) ? validity : [];
        if (type.Kind == ColumnKind.Text) return Text(cells, bits);
        if (type.Kind == ColumnKind.Bool)
        {
            var flags = new byte[(cells.Length + 7) / 8];
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i] == "true") flags[i >> 3] |= (byte)(1 << (i & 7));
            }

            return new Column(type, cells.Length, flags, default, bits);
        }

        var width = type.Kind == ColumnKind.Date ? 4 : type.Kind == ColumnKind.Decimal && type.Precision > 18 ? 16 : 8;
        var values = new byte[cells.Length * width];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } text) Write(values.AsSpan(i * width, width), CanonicalText.Parse(text, type)!);
        }

        return new Column(type, cells.Length, values, default, bits);
    }

    private static Column Text(string?[] cells, byte[] validity)
    {
        var offsets = new int[cells.Length + 1];
        var values = new MemoryStream();
        for (var i = 0; i < cells.Length; i++)
        {
            values.Write(Encoding.UTF8.GetBytes(cells[i] ?? ""));
            offsets[i + 1] = (int)values.Length;
        }

        return new Column(ColumnType.Text, cells.Length, values.ToArray(), offsets, validity);
    }

    private static void Write(Span<byte> to, object value)
    {
        switch (value)
        {
            case DateOnly date:
                BinaryPrimitives.WriteInt32LittleEndian(to, date.DayNumber - Epoch.DayNumber);
                break;
            case DateTime moment:
                BinaryPrimitives.WriteInt64LittleEndian(to, (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(to, number);
                break;
            case Int128 scaled when to.Length == 16:
                BinaryPrimitives.WriteInt128LittleEndian(to, scaled);
                break;
            case Int128 scaled:
                BinaryPrimitives.WriteInt64LittleEndian(to, (long)scaled);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(to, (double)value);
                break;
        }
    }
}
