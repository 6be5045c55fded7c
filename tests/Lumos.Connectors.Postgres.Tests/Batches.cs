using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests;

/// <summary>Makes batches of values written as text, and writes batches as text again.</summary>
internal static class Batches
{
    /// <summary>A batch; null is NULL.</summary>
    public static ColumnBatch Of(ColumnSchema schema, params string?[][] rows) =>
        new(schema, rows.Length, [.. schema.Fields.Select((field, i) => ColumnOf(field.Type, [.. rows.Select(row => row[i])]))], new RowOrigin("test", 0));

    public static async IAsyncEnumerable<ColumnBatch> Stream(params ColumnBatch[] batches)
    {
        foreach (var batch in batches)
        {
            await Task.Yield();
            yield return batch;
        }
    }

    /// <summary>Rows as text, columns with a bar between them, NULL as nothing.</summary>
    public static async Task<List<string>> TextOf(IAsyncEnumerable<ColumnBatch> batches)
    {
        var rows = new List<string>();
        await foreach (var batch in batches)
        {
            using (batch)
            {
                for (var row = 0; row < batch.RowCount; row++) rows.Add(string.Join('|', batch.Columns.Select(column => TextOf(column, row))));
            }
        }

        return rows;
    }

    public static string TextOf(Column column, int row)
    {
        if (column.IsNull(row)) return "";
        return column.Type.Kind switch
        {
            ColumnKind.Text => Encoding.UTF8.GetString(column.GetUtf8(row)),
            ColumnKind.Int64 => column.GetValues<long>()[row].ToString(CultureInfo.InvariantCulture),
            ColumnKind.Bool => column.GetBool(row) ? "true" : "false",
            ColumnKind.Date => DateOnly.FromDayNumber(column.GetValues<int>()[row] + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ColumnKind.Timestamp => DateTime.UnixEpoch.AddTicks(column.GetValues<long>()[row] * 10).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            ColumnKind.Float64 => column.GetValues<double>()[row].ToString("R", CultureInfo.InvariantCulture),
            _ => DecimalText(column.GetScaled(row), column.Type.Scale),
        };
    }

    private static string DecimalText(Int128 scaled, int scale)
    {
        var digits = Int128.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (scaled < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }

    private static Column ColumnOf(ColumnType type, string?[] values)
    {
        var validity = new byte[(values.Length + 7) / 8];
        for (var i = 0; i < values.Length; i++) validity[i >> 3] |= (byte)(values[i] is null ? 0 : 1 << (i & 7));
        ReadOnlyMemory<byte> bits = values.Contains(null) ? validity : default;
        if (type.Kind == ColumnKind.Text)
        {
            var bytes = values.Select(value => Encoding.UTF8.GetBytes(value ?? "")).ToList();
            var offsets = new int[values.Length + 1];
            for (var i = 0; i < values.Length; i++) offsets[i + 1] = offsets[i] + bytes[i].Length;
            return new Column(type, values.Length, bytes.SelectMany(static b => b).ToArray(), offsets, bits);
        }

        var width = type.Kind switch { ColumnKind.Date => 4, ColumnKind.Decimal when type.Precision > 18 => 16, _ => 8 };
        var buffer = new byte[type.Kind == ColumnKind.Bool ? validity.Length : values.Length * width];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value) continue;
            var to = buffer.AsSpan(type.Kind == ColumnKind.Bool ? 0 : i * width);
            switch (type.Kind)
            {
                case ColumnKind.Bool: buffer[i >> 3] |= (byte)(value == "true" ? 1 << (i & 7) : 0); break;
                case ColumnKind.Date: BinaryPrimitives.WriteInt32LittleEndian(to, DateOnly.Parse(value, CultureInfo.InvariantCulture).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber); break;
                case ColumnKind.Timestamp: BinaryPrimitives.WriteInt64LittleEndian(to, (DateTime.Parse(value, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Ticks / 10); break;
                case ColumnKind.Float64: BinaryPrimitives.WriteDoubleLittleEndian(to, double.Parse(value, CultureInfo.InvariantCulture)); break;
                case ColumnKind.Int64: BinaryPrimitives.WriteInt64LittleEndian(to, long.Parse(value, CultureInfo.InvariantCulture)); break;
                default:
                    var scaled = Scaled(value, type.Scale);
                    if (width == 8) BinaryPrimitives.WriteInt64LittleEndian(to, (long)scaled);
                    else BinaryPrimitives.WriteInt128LittleEndian(to, scaled);
                    break;
            }
        }

        return new Column(type, values.Length, buffer, default, bits);
    }

    private static Int128 Scaled(string value, int scale)
    {
        var point = value.IndexOf('.', StringComparison.Ordinal);
        var behind = point < 0 ? "" : value[(point + 1)..];
        return Int128.Parse((point < 0 ? value : value[..point]) + behind.PadRight(scale, '0'), CultureInfo.InvariantCulture);
    }
}
