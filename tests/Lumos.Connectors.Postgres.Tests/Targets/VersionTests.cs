using System.Globalization;
using Lumos.Abstractions;
using Lumos.Testing;

namespace Lumos.Connectors.Postgres.Tests.Targets;

/// <summary>Slowly changing dimensions: rows become versions that never overlap, in whatever order they come.</summary>
[Collection(ServerTests.Name)]
public sealed class VersionTests(ServerFixture fixture)
{
    private const string All = "SELECT id, valid_from, valid_to, city FROM places ORDER BY id, valid_from";

    private static readonly TableLoad Load = new() { Strategy = LoadStrategy.Scd2 };
    private static readonly TargetTable Table = TargetScript.Table("places", "id int64!, valid_from date!, valid_to date, city text", "id", "valid_from");

    [ServerFact]
    public async Task Versions_InOrder_EndWhereTheNextBegins()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);

        Assert.Equal(PromotionAction.Create, await script.CheckAsync(Table, Load));
        await script.RunAsync("R1", Table, Load, "1|2020-01-01||Rome", "1|2020-03-01||Oslo", "2|2020-01-01||Bonn");
        Assert.Equal(PromotionAction.Version, await script.CheckAsync(Table, Load));
        await script.RunAsync("R2", Table, Load, "1|2020-05-01||Bern");

        Assert.Equal(["1|2020-01-01|2020-03-01|Rome", "1|2020-03-01|2020-05-01|Oslo", "1|2020-05-01||Bern", "2|2020-01-01||Bonn"], database.Rows(All));
    }

    [ServerFact]
    public async Task Versions_LateRow_FindsItsPlaceAndRollBackTakesItOut()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await script.RunAsync("R1", Table, Load, "1|2020-01-01||Rome", "1|2020-03-01||Oslo", "2|2020-01-01||Bonn");
        var before = database.Rows(All);

        await script.RunAsync("R2", Table, Load, "1|2020-02-01||Bern", "3|2020-01-01||Ulm");

        Assert.Equal(["1|2020-01-01|2020-02-01|Rome", "1|2020-02-01|2020-03-01|Bern", "1|2020-03-01||Oslo", "2|2020-01-01||Bonn", "3|2020-01-01||Ulm"], database.Rows(All));
        await script.RollBackAsync("R2");
        Assert.Equal(before, database.Rows(All));
    }

    [ServerFact]
    public async Task Versions_ThatChangeNothing_AreDropped()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);

        await script.RunAsync("R1", Table, Load, "1|2020-01-01||Rome", "1|2020-02-01||Rome", "2|2020-01-01||", "2|2020-02-01||");
        await script.RunAsync("R2", Table, Load, "1|2020-03-01||Rome");

        Assert.Equal(["1|2020-01-01||Rome", "2|2020-01-01||"], database.Rows(All));
    }

    [ServerFact]
    public async Task Versions_ThingThatEnded_KeepsItsEnd()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await script.RunAsync("R1", Table, Load, "1|2020-01-01||Rome");
        database.Execute("UPDATE places SET valid_to = '2020-06-01'");

        await script.RunAsync("R2", Table, Load, "1|2020-03-01||Oslo", "1|2020-09-01||Rome");

        Assert.Equal(["1|2020-01-01|2020-03-01|Rome", "1|2020-03-01|2020-06-01|Oslo", "1|2020-09-01||Rome"], database.Rows(All));
    }

    [ServerFact]
    public async Task Versions_SameStart_StagedOneCounts()
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        await script.RunAsync("R1", Table, Load, "1|2020-01-01||Rome", "1|2020-02-01||Oslo");

        await script.RunAsync("R2", Table, Load, "1|2020-02-01||Bern");

        Assert.Equal(["1|2020-01-01|2020-02-01|Rome", "1|2020-02-01||Bern"], database.Rows(All));
    }

    [ServerTheory]
    [InlineData("id int64!, valid_from date!, city text", "id,valid_from", "no column 'valid_to'")]
    [InlineData("id int64!, valid_from date!, valid_to timestamp", "id,valid_from", "'valid_from' is date and 'valid_to' is timestamp")]
    [InlineData("id int64!, valid_from date!, valid_to date!", "id,valid_from", "must be allowed to be NULL")]
    [InlineData("id int64!, valid_from date!, valid_to date", "id", "is not part of the primary key")]
    [InlineData("id int64!, valid_from date!, valid_to date", "valid_from", "names nothing but a time")]
    public async Task Versions_TableThatCannotKeepThem_IsRefused(string columns, string key, string problem)
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => new TargetScript(fixture.NewDatabase()).CheckAsync(TargetScript.Table("places", columns, key.Split(',')), Load));

        Assert.Equal("TARGET_VERSION_COLUMNS", error.Reason);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Versions_RandomRuns_AreWhatTheDaysSay(int seed)
    {
        var database = fixture.NewDatabase();
        var script = new TargetScript(database);
        var random = new SeededRandom(seed);
        var oracle = new DayOracle();
        for (var run = 0; run < 6; run++)
        {
            foreach (var (key, from, end) in oracle.OpenVersions().Where(_ => random.Chance(20)).Select(open => (open.Key, open.From, End: random.Next(open.From + 1, DayOracle.Days + 1))).ToList())
            {
                oracle.End(key, end);
                database.Execute($"UPDATE places SET valid_to = '{DayOracle.Date(end)}' WHERE id = {key} AND valid_from = '{DayOracle.Date(from)}'");
            }

            var before = oracle.Copy();
            var rows = new Dictionary<(int Key, int Day), string>();
            for (var i = 0; i < 80; i++)
            {
                var (key, day) = (random.Next(0, 25), random.Next(0, DayOracle.Days - 1));
                var city = random.Chance(10) ? "" : ((char)('a' + random.Next(0, 3))).ToString();
                rows[(key, day)] = FormattableString.Invariant($"{key}|{DayOracle.Date(day)}||{city}");
            }

            oracle.Apply(rows.Values);
            await script.RunAsync($"R{run}", Table, Load, [.. rows.Values]);
            Assert.Equal(oracle.Rows(), database.Rows(All));
            if (!random.Chance(40)) continue;
            await script.RollBackAsync($"R{run}");
            oracle = before;
            if (oracle.Rows().Count > 0) Assert.Equal(oracle.Rows(), database.Rows(All));
        }
    }

    /// <summary>Versions by painting days: no windows, no joins.</summary>
    private sealed class DayOracle
    {
        public const int Days = 40;

        private SortedDictionary<int, List<(int From, int? To, string City)>> _versions = [];

        public static string Date(int day) => new DateOnly(2020, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        public DayOracle Copy() => new() { _versions = new(_versions.ToDictionary(pair => pair.Key, pair => pair.Value.ToList())) };

        public IEnumerable<(int Key, int From)> OpenVersions() => _versions.Where(pair => pair.Value[^1].To is null).Select(pair => (pair.Key, pair.Value[^1].From));

        public void End(int key, int day) => _versions[key][^1] = _versions[key][^1] with { To = day };

        public void Apply(IEnumerable<string> rows)
        {
            foreach (var group in rows.Select(row => row.Split('|')).GroupBy(cells => int.Parse(cells[0], CultureInfo.InvariantCulture)))
            {
                var old = _versions.GetValueOrDefault(group.Key, []);
                var staged = group.Select(cells => (From: Day(cells[1]), City: cells[3])).ToList();
                var starts = old.Select(version => version.From).Concat(staged.Select(version => version.From)).ToHashSet();
                var ends = old.Where(version => version.To is not null).Select(version => version.To!.Value).Where(day => !starts.Contains(day)).ToHashSet();
                _versions[group.Key] = Painted(starts, ends, day => staged.Exists(version => version.From == day) ? staged.Find(version => version.From == day).City : old.Find(version => version.From == day).City);
            }
        }

        public List<string> Rows() => [.. _versions.SelectMany(pair => pair.Value.Select(version => FormattableString.Invariant($"{pair.Key}|{Date(version.From)}|{(version.To is { } to ? Date(to) : "")}|{version.City}")))];

        private static List<(int, int?, string)> Painted(HashSet<int> starts, HashSet<int> ends, Func<int, string> cityOf)
        {
            var versions = new List<(int From, int? To, string City)>();
            string? now = null;
            for (var day = 0; day <= Days; day++)
            {
                var next = starts.Contains(day) ? cityOf(day) : ends.Contains(day) ? null : now;
                if (next == now) continue;
                if (now is not null) versions[^1] = versions[^1] with { To = day };
                if (next is not null) versions.Add((day, null, next));
                now = next;
            }

            return versions;
        }

        private static int Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture).DayNumber - new DateOnly(2020, 1, 1).DayNumber;
    }
}
