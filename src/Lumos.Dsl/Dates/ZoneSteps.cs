using Lumos.Dsl.Model;

namespace Lumos.Dsl.Dates;

/// <summary>
/// From the clocks of a zone to UTC, or back, as steps: from each start on so many seconds are added, up to the next one. Every backend goes by the same steps. There is no
/// value where the zone has no such time, where it has it twice and nobody said which is meant, and where the time or its UTC lies outside the years 1900 to 2099.
/// </summary>
internal sealed class ZoneSteps
{
    private readonly long[] _starts;
    private readonly int?[] _shifts;

    private ZoneSteps(List<(long Start, int? Shift)> pieces)
    {
        var steps = new List<(long Start, int? Shift)> { (long.MinValue, null) };
        for (var i = 0; i < pieces.Count; i++)
        {
            // Both the time read and the time made stay in the years of the table.
            var (start, shift) = pieces[i];
            var end = i + 1 < pieces.Count ? pieces[i + 1].Start : TimeZoneTable.End;
            start = Math.Max(start, Math.Max(TimeZoneTable.Start, TimeZoneTable.Start - (shift ?? 0)));
            end = Math.Min(end, Math.Min(TimeZoneTable.End, TimeZoneTable.End - (shift ?? 0)));
            if (start >= end) continue;
            Add(steps, start, shift);
            Add(steps, end, null);
        }

        _starts = [.. steps.Select(step => step.Start)];
        _shifts = [.. steps.Select(step => step.Shift)];
    }

    /// <summary>How many steps there are.</summary>
    public int Count => _starts.Length;

    /// <summary>Where a step begins, in seconds since 1970 of the clock that is read; the first one begins before every time.</summary>
    public long StartOf(int step) => _starts[step];

    /// <summary>Seconds to add from there on; null where there is no value.</summary>
    public int? ShiftOf(int step) => _shifts[step];

    /// <summary>Steps from the clocks of a zone to UTC.</summary>
    public static ZoneSteps ToUtc(string zone, AmbiguousRule rule)
    {
        var clock = ClockOf(zone);
        var pieces = new List<(long, int?)> { (long.MinValue, -clock.First) };
        var before = clock.First;
        foreach (var (at, after) in clock.Changes)
        {
            // Clocks that go forward leave times out, clocks that go back show times twice.
            int? window = before < after ? null : rule switch { AmbiguousRule.Earlier => -before, AmbiguousRule.Later => -after, _ => null };
            pieces.Add((at + Math.Min(before, after), window));
            pieces.Add((at + Math.Max(before, after), -after));
            before = after;
        }

        return new(pieces);
    }

    /// <summary>Steps from UTC to the clocks of a zone.</summary>
    public static ZoneSteps FromUtc(string zone)
    {
        var clock = ClockOf(zone);
        return new([(long.MinValue, clock.First), .. clock.Changes.Select(change => (change.At, (int?)change.Offset))]);
    }

    /// <summary>Seconds to add to a time, or null.</summary>
    /// <param name="second">Whole seconds since 1970 of the clock that is read, rounded down.</param>
    public int? ShiftAt(long second)
    {
        var found = Array.BinarySearch(_starts, second);
        return _shifts[found < 0 ? ~found - 1 : found];
    }

    private static ZoneClock ClockOf(string zone) => TimeZoneTable.Find(zone) ?? throw new InvalidOperationException($"The checker let zone {zone} through.");

    private static void Add(List<(long Start, int? Shift)> steps, long start, int? shift)
    {
        if (steps[steps.Count - 1].Start == start) steps.RemoveAt(steps.Count - 1);
        if (steps.Count == 0 || steps[steps.Count - 1].Shift != shift) steps.Add((start, shift));
    }
}
