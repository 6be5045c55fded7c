using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Dates;

public sealed class TimeZoneTests
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text)]);

    [Fact]
    public void Table_Names_AreAllThere()
    {
        Assert.Equal(598, TimeZoneTable.Names.Count());
        Assert.Equal(TimeZoneTable.Find("America/New_York")!.Changes, TimeZoneTable.Find("US/Eastern")!.Changes);
        Assert.Null(TimeZoneTable.Find("CEST"));
    }

    // Known from law and not from the table: the European Union since 1996, the United States since 2007, no summer time in Japan since 1951.
    [Fact]
    public void Changes_OfLawsInForce_AreOnTheirDays()
    {
        for (var year = 2008; year < 2100; year++)
        {
            Assert.Contains((Second(Last(year, 3, DayOfWeek.Sunday).AddHours(1)), 7200), TimeZoneTable.Find("Europe/Paris")!.Changes);
            Assert.Contains((Second(Last(year, 10, DayOfWeek.Sunday).AddHours(1)), 3600), TimeZoneTable.Find("Europe/Paris")!.Changes);
            Assert.Contains((Second(First(year, 3, DayOfWeek.Sunday).AddDays(7).AddHours(10)), -7 * 3600), TimeZoneTable.Find("America/Los_Angeles")!.Changes);
            Assert.Contains((Second(First(year, 11, DayOfWeek.Sunday).AddHours(9)), -8 * 3600), TimeZoneTable.Find("America/Los_Angeles")!.Changes);
        }

        Assert.DoesNotContain(TimeZoneTable.Find("Asia/Tokyo")!.Changes, change => change.At > Second(new(1952, 1, 1)));
    }

    [Fact]
    public void Steps_EveryZone_RiseAndLeadBack()
    {
        foreach (var name in TimeZoneTable.Names)
        {
            var clock = TimeZoneTable.Find(name)!;
            Assert.All(clock.Changes.Zip(clock.Changes.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At, name));
            var (local, earlier, later, strict) = (ZoneSteps.FromUtc(name), ZoneSteps.ToUtc(name, AmbiguousRule.Earlier), ZoneSteps.ToUtc(name, AmbiguousRule.Later), ZoneSteps.ToUtc(name, AmbiguousRule.Error));
            foreach (var steps in (ZoneSteps[])[local, earlier, later, strict])
            {
                for (var i = 1; i < steps.Count; i++) Assert.True(steps.StartOf(i - 1) < steps.StartOf(i), name);
            }

            foreach (var utc in clock.Changes.SelectMany(change => new[] { change.At - 1, change.At, change.At + 1799 }))
            {
                if (local.ShiftAt(utc) is not { } shift) continue;
                var time = utc + shift;
                long?[] found = [time + earlier.ShiftAt(time), time + later.ShiftAt(time)];
                Assert.Contains(utc, found);
                Assert.Equal(found[0] == found[1] ? found[0] : null, time + strict.ShiftAt(time));
            }
        }
    }

    [Theory]
    [InlineData("Berlin", "Did you mean 'Europe/Berlin'?")]
    [InlineData("america/new_york", "Did you mean 'America/New_York'?")]
    [InlineData("Europe/Belrin", "Did you mean 'Europe/Berlin'?")]
    public void Check_UnknownZone_SuggestsOne(string zone, string suggestion)
    {
        var result = PlanChecker.Check(DslText.Parse($"x = a | date_parse(\"YYYY-MM-DD\", target: timestamp, zone: \"{zone}\")"), Source);

        Assert.Equal(("DATE_ZONE", suggestion), (result.Diagnostics[0].Code, result.Diagnostics[0].Suggestion));
    }

    private static DateTime First(int year, int month, DayOfWeek day) => Enumerable.Range(1, 7).Select(d => new DateTime(year, month, d)).Single(date => date.DayOfWeek == day);

    private static DateTime Last(int year, int month, DayOfWeek day) => First(year, month, day) is var first && first.AddDays(28).Month == month ? first.AddDays(28) : first.AddDays(21);

    private static long Second(DateTime moment) => (moment - new DateTime(1970, 1, 1)).Ticks / TimeSpan.TicksPerSecond;
}
