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

    private static string OfScaled(Int128 value, int scale)
    {
        var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value < 0 ? "-" + text : text;
    }
}
