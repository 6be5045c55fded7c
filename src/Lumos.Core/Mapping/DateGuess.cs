namespace Lumos.Core.Mapping;

/// <summary>Formats that read the dates of a sample ingest left as text.</summary>
internal static class DateGuess
{
    private static readonly string[] Formats = ["YYYY-MM-DD", "DD.MM.YYYY", "D.M.YYYY", "MM/DD/YYYY", "M/D/YYYY", "DD/MM/YYYY", "D/M/YYYY", "YYYYMMDD", "YYYY/MM/DD", "DD-MM-YYYY", "DD MON YYYY", "D MON YYYY", "DD-MON-YYYY", "MON D, YYYY", "DD.MM.YY", "MM/DD/YY"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The fewest formats that together read most of the sample, most frequent first; empty when they read less than four fifths.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> sample)
    {
        if (sample.Count == 0) return [];
        var left = sample.ToList();
        List<string> chosen = [];
        while (left.Count > 0 && chosen.Count < 4)
        {
            var (format, read) = Formats.Select(f => (f, left.Count(v => Reads(f, v)))).MaxBy(static p => p.Item2);
            if (read * 50 < sample.Count) break;
            chosen.Add(format);
            left.RemoveAll(v => Reads(format, v));
        }

        return left.Count * 5 <= sample.Count ? chosen : [];
    }

    /// <summary>Pivot for formats with a two-digit year; null when there is none.</summary>
    public static int? PivotFor(IReadOnlyList<string> formats) => formats.Any(static f => !f.Contains("YYYY", StringComparison.Ordinal)) ? 70 : null;

    private static bool Reads(string format, string value)
    {
        int at = 0, month = 0, day = 0;
        for (var i = 0; i < format.Length;)
        {
            var rest = format.AsSpan(i);
            if (rest.StartsWith("YYYY")) { if (!Digits(value, ref at, 4, 4, out _)) return false; i += 4; }
            else if (rest.StartsWith("YY")) { if (!Digits(value, ref at, 2, 2, out _)) return false; i += 2; }
            else if (rest.StartsWith("MON"))
            {
                if (at + 3 > value.Length) return false;
                month = Array.FindIndex(Months, m => string.Compare(m, 0, value, at, 3, StringComparison.OrdinalIgnoreCase) == 0) + 1;
                at += 3;
                i += 3;
            }
            else if (rest.StartsWith("MM")) { if (!Digits(value, ref at, 2, 2, out month)) return false; i += 2; }
            else if (rest.StartsWith("DD")) { if (!Digits(value, ref at, 2, 2, out day)) return false; i += 2; }
            else if (rest[0] == 'M') { if (!Digits(value, ref at, 1, 2, out month)) return false; i++; }
            else if (rest[0] == 'D') { if (!Digits(value, ref at, 1, 2, out day)) return false; i++; }
            else if (at < value.Length && value[at] == rest[0]) { at++; i++; }
            else return false;
        }

        return at == value.Length && month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    private static bool Digits(string value, ref int at, int least, int most, out int number)
    {
        number = 0;
        var start = at;
        while (at < value.Length && at - start < most && char.IsAsciiDigit(value[at])) number = number * 10 + (value[at++] - '0');
        return at - start >= least;
    }
}
