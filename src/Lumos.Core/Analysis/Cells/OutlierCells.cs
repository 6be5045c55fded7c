namespace Lumos.Core.Analysis.Cells;

/// <summary>Numbers far away from all others, and numbers that stand for a missing one. Only extremes: a long tail is no error.</summary>
internal static class OutlierCells
{
    private const int LeastRows = 20;
    private const double Extreme = 0.7;

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            var numbers = PlainNumber.Of(column);
            if (column.Filled < LeastRows || Rows(column, numbers) < column.Filled * 0.6 || LooksLikeCode(column)) continue;
            var sorted = Sorted(column, numbers);
            var range = NumberRange.Of(sorted);
            var negative = sorted.Count(static x => x < 0);
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.Codes[row] is not (>= 0 and var code) || numbers[code] is not { } value) continue;
                if (IsPlaceholder(value, sorted)) book.Add(new Suspicion(row, c, SuspicionKind.Disguise, Extreme, "A number that stands for 'missing'.", ""));
                else if (value < 0 && negative <= sorted.Length * 0.01) book.Add(new Suspicion(row, c, SuspicionKind.Outlier, 0.6, "Below zero, where the others are not."));
                else if (!range.Holds(value)) book.Add(new Suspicion(row, c, SuspicionKind.Outlier, Extreme, "Far away from all others."));
            }
        }
    }

    private static int Rows(CellColumn column, double?[] numbers) => Enumerable.Range(0, numbers.Length).Where(i => numbers[i] is not null).Sum(i => column.Counts[i]);

    private static double[] Sorted(CellColumn column, double?[] numbers)
    {
        List<double> all = [];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] is { } value) all.AddRange(Enumerable.Repeat(value, column.Counts[i]));
        }

        all.Sort();
        return [.. all];
    }

    // Digits of one length, with leading zeros, or almost all different, name things; they measure nothing.
    private static bool LooksLikeCode(CellColumn column)
    {
        if (ColumnWords.NameCodes(column)) return true;
        if (column.Values.Any(static value => value.Length > 1 && value[0] == '0' && char.IsAsciiDigit(value[1]))) return true;
        if (column.Values.Count > column.Filled * 0.95 && column.Values.All(static value => !value.Contains('.'))) return true;
        var lengths = Enumerable.Range(0, column.Values.Count).GroupBy(i => column.Values[i].Length).Select(group => (Length: group.Key, Rows: group.Sum(i => column.Counts[i]))).MaxBy(static group => group.Rows);
        if (lengths.Length >= 7 && column.Values.All(static value => !value.Contains('.'))) return true;
        return lengths.Length > 4 && lengths.Rows > column.Filled * 0.97 && column.Values.Count(static value => value.Contains('.')) * 10 < column.Values.Count;
    }

    /// <summary>Nines only, or minus one where nothing else is negative, away from the other values.</summary>
    private static bool IsPlaceholder(double value, double[] sorted)
    {
        if (value is 999 or 9999 or 99999 or 999999 or 99999999 or 999999999 or 999.9 or 9999.9)
        {
            var next = sorted.LastOrDefault(x => x < value, double.NaN);
            return value == sorted[^1] && next > 0 && value > next * 2;
        }

        if (value is -999 or -9999 or -99999 or -99 or -9) return value == sorted[0] && sorted.FirstOrDefault(x => x > value, -1) >= 0;
        return false;
    }
}
