using System.Globalization;

namespace Lumos.Dsl.Dates;

/// <summary>A zone's clocks: offsets from UTC in seconds, and when they change.</summary>
/// <param name="First">Offset before the first change.</param>
/// <param name="Changes">Seconds since 1970 of each change in UTC and the offset from there on, in order.</param>
internal sealed record ZoneClock(int First, IReadOnlyList<(long At, int Offset)> Changes);

/// <summary>The IANA time zones of <c>Tables/time-zones.tsv</c>, which names its source and version. The machine's own table is never asked.</summary>
internal static class TimeZoneTable
{
    /// <summary>The table begins with 1900 in UTC; seconds since 1970.</summary>
    public const long Start = -2_208_988_800;

    /// <summary>It ends before 2100 in UTC.</summary>
    public const long End = 4_102_444_800;

    private const string Resource = "Lumos.Dsl.Tables.time-zones.tsv";
    private const int LastYear = 2099;

    private static readonly Lazy<Dictionary<string, string[]>> Lines = new(Load);

    /// <summary>Every name there is, canonical ones and links.</summary>
    public static IEnumerable<string> Names => Lines.Value.Keys;

    /// <summary>The clock of a zone, or null. Names are spelled as in the table.</summary>
    public static ZoneClock? Find(string name)
    {
        if (!Lines.Value.TryGetValue(name, out var cells)) return null;
        var offsets = cells[1].Split(',').Select(Number).ToArray();
        var changes = new List<(long, int)>();
        long at = Start, delta = 0;
        foreach (var c in cells[2])
        {
            if (c is >= 'A' and <= 'Z')
            {
                changes.Add((at += delta, offsets[c - 'A']));
                delta = 0;
            }
            else
            {
                delta = (delta * 36) + (c <= '9' ? c - '0' : c - 'a' + 10);
            }
        }

        if (cells[3].Length > 0) AddByRule(changes, cells[3].Split(' '));
        return new(offsets[0], changes);
    }

    // first year, offset of standard and of summer time, when summer time begins, when it ends.
    private static void AddByRule(List<(long At, int Offset)> changes, string[] rule)
    {
        var (standard, summer) = (Number(rule[1]), Number(rule[2]));
        for (var year = Number(rule[0]); year <= LastYear; year++)
        {
            var (begin, end) = ((LocalSecond(year, rule[3]) - standard, summer), (LocalSecond(year, rule[4]) - summer, standard));
            changes.AddRange(begin.Item1 < end.Item1 ? [begin, end] : [end, begin]);
        }
    }

    // month.week.weekday.second: week 5 is the last one, weekday 0 is Sunday, and the second may lie outside the day.
    private static long LocalSecond(int year, string rule)
    {
        var fields = rule.Split('.').Select(Number).ToArray();
        var first = new DateTime(year, fields[0], 1);
        var day = 1 + ((fields[2] - (int)first.DayOfWeek + 7) % 7) + (7 * (fields[1] - 1));
        while (day > DateTime.DaysInMonth(year, fields[0])) day -= 7;
        return ((first.AddDays(day - 1).Ticks - 621_355_968_000_000_000) / TimeSpan.TicksPerSecond) + fields[3];
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static Dictionary<string, string[]> Load()
    {
        using var stream = typeof(TimeZoneTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The table of time zones is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var lines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = line.Split('\t');
            foreach (var name in cells[0].Split(' ')) lines.Add(name, cells);
        }

        return lines;
    }
}
