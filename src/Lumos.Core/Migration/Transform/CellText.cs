using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Transform;

/// <summary>Writes single cells as text, for the few rows a person will look at.</summary>
internal static class CellText
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>The cell as canonical text; null for NULL.</summary>
    public static string? Of(Column column, int row)
    {
        if (column.IsNull(row)) return null;
        switch (column.Type.Kind)
        {
            case ColumnKind.Text:
                return Encoding.UTF8.GetString(column.GetUtf8(row));
            case ColumnKind.Int64:
                return column.GetValues<long>()[row].ToString(CultureInfo.InvariantCulture);
            case ColumnKind.Decimal:
                return OfScaled(column.GetScaled(row), column.Type.Scale);
            case ColumnKind.Bool:
                return column.GetBool(row) ? "true" : "false";
            case ColumnKind.Date:
                return DateTime.UnixEpoch.AddDays(column.GetValues<int>()[row]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case ColumnKind.Timestamp:
                var micros = column.GetValues<long>()[row];
                var moment = DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
                return moment.ToString(micros % MicrosPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            default:
                return column.GetValues<double>()[row].ToString("R", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The first cells of a row.</summary>
    public static string?[] RowOf(ColumnBatch batch, int columns, int row)
    {
        var cells = new string?[columns];
        for (var column = 0; column < cells.Length; column++) cells[column] = Of(batch.Columns[column], row);
        return cells;
    }

    /// <summary>The number a value of a fixed width other than float64 is held as.</summary>
    public static Int128 RawOf(Column column, int row) => column.Type.Kind switch
    {
        ColumnKind.Bool => column.GetBool(row) ? 1 : 0,
        ColumnKind.Date => column.GetValues<int>()[row],
        ColumnKind.Decimal => column.GetScaled(row),
        _ => column.GetValues<long>()[row],
    };

    /// <summary>Reads the canonical text of an int64, decimal, bool or date as the number it is held as.</summary>
    /// <returns>False when it is the canonical text of no value.</returns>
    public static bool TryRead(ColumnType type, string text, out Int128 value)
    {
        value = 0;
        switch (type.Kind)
        {
            case ColumnKind.Int64:
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
                value = number;
                return number.ToString(CultureInfo.InvariantCulture) == text;
            case ColumnKind.Decimal:
                return Int128.TryParse(text.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && OfScaled(value, type.Scale) == text;
            case ColumnKind.Bool:
                value = text == "true" ? 1 : 0;
                return text is "true" or "false";
            default:
                if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
                value = date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
                return true;
        }
    }

    private static string OfScaled(Int128 value, int scale)
    {
        var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value < 0 ? "-" + text : text;
    }
}
