using System.Globalization;
using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Analysis.Rules;

/// <summary>A column of numbers, or of days counted from a fixed one, by row. Cells that are neither are missing here.</summary>
/// <param name="Ordinal">Position of the column.</param>
/// <param name="AreDates">Whether the numbers are days.</param>
/// <param name="Rows">Number per row; NaN where there is none.</param>
/// <param name="AreWhole">Whether all numbers are whole.</param>
/// <param name="Least">Below which only one in two hundred lies.</param>
/// <param name="Most">Above which only one in two hundred lies.</param>
/// <param name="Distinct">Different numbers.</param>
internal sealed record MeasureColumn(int Ordinal, bool AreDates, double[] Rows, bool AreWhole, double Least, double Most, int Distinct)
{
    private const int LeastRows = 20;

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm", "dd.MM.yyyy", "d.M.yyyy", "yyyy/MM/dd", "yyyyMMdd"];
    private static readonly string[] MonthFirst = ["MM/dd/yyyy", "M/d/yyyy", "M/d/yy"];
    private static readonly string[] DayFirst = ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy"];

    /// <summary>The measures of a table.</summary>
    public static IReadOnlyList<MeasureColumn> Of(CellTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<MeasureColumn> found = [];
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            if (column.Filled < LeastRows) continue;
            if (Numbers(column, static text => PlainNumber.TryParse(text, out var number) ? number : null) is { } numbers) found.Add(From(c, false, column, numbers));
            else if (new[] { DateFormats, DayFirst, MonthFirst }.Select(formats => Numbers(column, text => Day(text, formats))).FirstOrDefault(static days => days is not null) is { } days) found.Add(From(c, true, column, days));
        }

        return found;
    }

    /// <summary>Whether a number could stand in the column.</summary>
    public bool Takes(double value) => value >= Least && value <= Most && (!AreWhole || Math.Abs(value - Math.Round(value)) < 1e-6);

    private static MeasureColumn From(int ordinal, bool areDates, CellColumn column, double?[] numbers)
    {
        var rows = new double[column.Rows];
        for (var row = 0; row < rows.Length; row++) rows[row] = column.Codes[row] is >= 0 and var code && numbers[code] is { } number ? number : double.NaN;
        var sorted = rows.Where(static number => !double.IsNaN(number)).Order().ToArray();
        var edge = sorted.Length / 200;
        return new MeasureColumn(ordinal, areDates, rows, sorted.Count(static number => number == Math.Floor(number)) >= sorted.Length * 0.98, sorted[edge], sorted[^(edge + 1)], sorted.Distinct().Count());
    }

    private static double?[]? Numbers(CellColumn column, Func<string, double?> read)
    {
        var numbers = column.Values.Select(read).ToArray();
        return Enumerable.Range(0, numbers.Length).Where(i => numbers[i] is not null).Sum(i => column.Counts[i]) >= column.Filled * 0.8 ? numbers : null;
    }

    private static double? Day(string text, string[] formats) =>
        text.Length is >= 6 and <= 20 && DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment) ? moment.Ticks / (double)TimeSpan.TicksPerDay : null;
}
