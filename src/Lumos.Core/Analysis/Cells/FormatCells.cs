using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Cells written in another way than the rest of their column.</summary>
internal static class FormatCells
{
    private const int LeastRows = 10;

    public static void Look(CellTable table, SuspicionBook book)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            if (column.Filled < LeastRows) continue;
            if (column.Values.All(static value => PlainNumber.TryParse(value, out _)) && column.Values.Any(static value => value.Contains('.'))) continue;
            if (Numbers(column) is { } odd) Report(table, c, odd, 0.8, "The others are plain numbers.", book);
            else if (Units(column) is { } united) Report(table, c, united, 0.7, "The unit is written into the cell, in more than one spelling.", book);
            else if (Dates(column) is { } dates) Report(table, c, dates, 0.8, "The others are dates written in one way; this is another.", book);
            else if (Codes(column) is { } codes) Report(table, c, codes, 0.75, "The others are codes of one build; this is not.", book);
            else if (Shapes(column) is { } shapes) Report(table, c, shapes, 0.75, "Written in another way than almost all others.", book);
        }
    }

    /// <summary>Values that are no plain number, where most are: numbers with something around them, and anything else where it is rare.</summary>
    private static bool[]? Numbers(CellColumn column)
    {
        var plain = Mark(column, static value => PlainNumber.TryParse(value, out _));
        var numbers = CountOf(column, plain);
        if (numbers == column.Filled || numbers < column.Filled * 0.6) return null;
        var dressed = Mark(column, IsDressed);
        var rest = column.Filled - numbers - CountOf(column, [.. dressed.Select((isDressed, i) => isDressed && !plain[i])]);
        var rare = rest <= Math.Max(2, column.Filled * 0.05);
        return [.. plain.Select((isPlain, i) => !isPlain && (dressed[i] || rare))];
    }

    // 12 oz, 0.05%, 12,000, EUR 5: one number with a unit, a sign or groups.
    private static bool IsDressed(string value)
    {
        var digits = value.AsSpan().Trim("$\u20ac\u00a3% ()+-\u2212");
        if (digits.Length == 0) return false;
        if (AmountText.TrySplit(value, out var unit) && unit.Length <= 6 && !value.AsSpan(0, value.Length - unit.Length).ContainsAnyExcept("0123456789.,+- ")) return !value.AsSpan(1).Contains('-');
        return digits.ContainsAnyInRange('0', '9') && !digits.ContainsAnyExcept("0123456789.,' ") && digits.Length != value.Length || (digits.Contains(',') && !digits.ContainsAnyExcept("0123456789.,"));
    }

    /// <summary>Every value of a column of amounts, when their one unit is spelled in several ways.</summary>
    private static bool[]? Units(CellColumn column)
    {
        HashSet<string> spellings = new(StringComparer.Ordinal);
        var fits = 0;
        for (var i = 0; i < column.Values.Count; i++)
        {
            if (!AmountText.TrySplit(column.Values[i], out var unit)) continue;
            fits += column.Counts[i];
            spellings.Add(unit.ToString());
        }

        if (fits < column.Filled * 0.95 || spellings.Count < 2) return null;
        var folded = spellings.Select(static s => new string([.. s.Where(char.IsLetter).Select(char.ToLowerInvariant)])).ToHashSet(StringComparer.Ordinal);
        return AmountText.AreOneUnit(folded) ? Mark(column, static value => AmountText.TrySplit(value, out _)) : null;
    }

    private static bool[]? Dates(CellColumn column)
    {
        var dates = Mark(column, static value => DateShapes.TryYear(value, out _));
        if (CountOf(column, dates) < column.Filled * 0.7) return null;
        var formats = ByShape(column, static value => ValueShape.Of(value) is var shape && value.AsSpan().IndexOfAnyExceptInRange('0', '9') is 4 or 2 or 1 ? YearPlace(value) + shape : shape);
        var main = formats.MaxBy(static format => format.Rows);
        if (main.Rows < column.Filled * 0.7) return null;
        var odd = new bool[column.Values.Count];
        foreach (var (values, _) in formats.Where(format => format.Rows != main.Rows || format.Values != main.Values))
        {
            foreach (var value in values) odd[value] = true;
        }

        return odd;
    }

    // A year of four digits and one of two are different formats, a day of one or two digits is not.
    private static string YearPlace(string value)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in value)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest >= 4 ? "4" : "2";
    }

    /// <summary>Codes that are not built, letter for letter and digit for digit, like almost all others.</summary>
    private static bool[]? Codes(CellColumn column)
    {
        var builds = ByShape(column, ValueShape.Exact);
        var main = builds.MaxBy(static build => build.Rows);
        var like = column.Values[main.Values[0]];
        if (main.Rows == column.Filled || main.Rows < column.Filled * 0.95 || like.Length is < 3 or > 24 || WordsIn(like) > 1 || !like.Any(char.IsAsciiDigit)) return null;
        var odd = new bool[column.Values.Count];
        Array.Fill(odd, true);
        foreach (var value in main.Values) odd[value] = false;
        return odd;
    }

    /// <summary>Rare shapes, where a few shapes with digits or marks cover almost everything.</summary>
    private static bool[]? Shapes(CellColumn column)
    {
        var shapes = ByShape(column, ValueShape.Of);
        var common = shapes.Where(shape => shape.Rows >= Math.Max(5, column.Filled * 0.03)).ToList();
        if (common.Count == 0 || common.Sum(static shape => shape.Rows) < column.Filled * 0.88) return null;

        // Words come in too many honest shapes: O'Neill, McDonald, D.C.
        var telling = common.Where(shape => column.Values[shape.Values[0]] is var value && value.Any(char.IsAsciiDigit) && WordsIn(value) <= 1).Sum(static shape => shape.Rows);
        if (telling < column.Filled * 0.7) return null;
        var odd = new bool[column.Values.Count];
        var any = false;
        foreach (var (values, rows) in shapes)
        {
            if (rows > column.Filled * 0.02 && rows >= 5 && common.Exists(shape => shape.Values == values)) continue;
            foreach (var value in values) any = odd[value] = true;
        }

        return any ? odd : null;
    }

    private static int WordsIn(string value)
    {
        int words = 0, run = 0;
        foreach (var c in value)
        {
            run = char.IsLetter(c) ? run + 1 : 0;
            if (run == 2) words++;
        }

        return words;
    }

    private static List<(List<int> Values, int Rows)> ByShape(CellColumn column, Func<string, string> shapeOf)
    {
        Dictionary<string, (List<int> Values, int Rows)> shapes = new(StringComparer.Ordinal);
        for (var i = 0; i < column.Values.Count; i++)
        {
            var shape = shapeOf(column.Values[i]);
            var (values, rows) = shapes.TryGetValue(shape, out var known) ? known : ([], 0);
            values.Add(i);
            shapes[shape] = (values, rows + column.Counts[i]);
        }

        return [.. shapes.Values];
    }

    private static bool[] Mark(CellColumn column, Func<string, bool> test) => [.. column.Values.Select(test)];

    private static int CountOf(CellColumn column, bool[] marked) => Enumerable.Range(0, marked.Length).Where(i => marked[i]).Sum(i => column.Counts[i]);

    private static void Report(CellTable table, int c, bool[] odd, double score, string why, SuspicionBook book)
    {
        var column = table.Columns[c];
        for (var row = 0; row < table.Rows; row++)
        {
            if (column.Codes[row] is >= 0 and var code && odd[code] && book.SupportOf(row, c) < 0.8) book.Add(new Suspicion(row, c, SuspicionKind.Format, score, why));
        }
    }
}
