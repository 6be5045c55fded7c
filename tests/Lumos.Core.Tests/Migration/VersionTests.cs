using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

/// <summary>Tables with versions (slowly changing dimension, type 2) against an oracle that knows every change.</summary>
public sealed class VersionTests : IDisposable
{
    private const string All = "SELECT id, name, CAST(valid_from AS VARCHAR), CAST(valid_to AS VARCHAR) FROM people ORDER BY id, valid_from";

    private static readonly TargetTable People = new()
    {
        Name = "people",
        Columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false },
            new TargetColumn { Name = "name", Type = ColumnType.Text },
            new TargetColumn { Name = "valid_from", Type = ColumnType.Date, Nullable = false },
            new TargetColumn { Name = "valid_to", Type = ColumnType.Date },
        ],
        PrimaryKey = ["id", "valid_from"],
    };

    private static readonly (string Target, string Dsl)[] Mapping = [("id", "id | type_cast(int64)"), ("name", "name"), ("valid_from", "since | date_parse(\"YYYY-MM-DD\")")];

    private readonly MigrationRig _rig = new() { Load = "scd2" };
    private int _runs;
    private RowChanges? _changes;

    public void Dispose() => _rig.Dispose();

    private async Task<string> RunAsync(string rows)
    {
        var csv = "id,name,since\n" + rows;
        if (_rig.Tables.Count == 0)
        {
            _rig.Source("people", csv);
            _rig.Table(People, "people", Mapping);
        }

        _rig.Folder.Write("people.csv", csv);
        _rig.RunId = string.Create(CultureInfo.InvariantCulture, $"01J0000000000000000000{_runs++:D4}");
        _changes = (await _rig.RunAsync()).Tables[0].Changes;
        return _rig.RunId;
    }

    [Fact]
    public async Task Versions_EndWhenTheNextBegins_AndLateOnesFindTheirPlace()
    {
        await RunAsync("1,Ann,2024-01-01\n2,Bob,2024-01-01\n");
        await RunAsync("1,Anna,2024-03-01\n2,Bob,2024-03-01\n");
        var second = _changes;
        var late = await RunAsync("1,Annie,2024-02-01\n");

        Assert.Equal((new RowChanges(1, 1, 0), new RowChanges(1, 1, 0)), (second, _changes));

        Assert.Equal(
            ["1|Ann|2024-01-01|2024-02-01", "1|Annie|2024-02-01|2024-03-01", "1|Anna|2024-03-01|NULL", "2|Bob|2024-01-01|NULL"],
            _rig.Query(All));

        await _rig.RollBackAsync(late);

        Assert.Equal(["1|Ann|2024-01-01|2024-03-01", "1|Anna|2024-03-01|NULL", "2|Bob|2024-01-01|NULL"], _rig.Query(All));
    }

    [Fact]
    public async Task Versions_LateOneThatMakesTheNextNoChange_TakesItsPlace()
    {
        await RunAsync("1,Ann,2024-01-01\n1,Anna,2024-03-01\n");

        await RunAsync("1,Anna,2024-02-01\n");

        Assert.Equal(["1|Ann|2024-01-01|2024-02-01", "1|Anna|2024-02-01|NULL"], _rig.Query(All));
    }

    [Fact]
    public async Task Versions_ThatEndedWithoutANext_KeepTheirEnd()
    {
        await RunAsync("1,Ann,2024-01-01\n");
        _rig.Execute("UPDATE people SET valid_to = DATE '2024-06-01'");

        await RunAsync("1,Anna,2024-03-01\n");

        Assert.Equal(["1|Ann|2024-01-01|2024-03-01", "1|Anna|2024-03-01|2024-06-01"], _rig.Query(All));
    }

    [Fact]
    public async Task Versions_WithoutAnEndColumn_AreRefused()
    {
        _rig.Source("people", "id,since\n1,2024-01-01\n");
        _rig.Table(People with { Columns = [.. People.Columns.Take(3)] }, "people", ("id", "id | type_cast(int64)"), ("valid_from", "since | date_parse(\"YYYY-MM-DD\")"));

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("MIGRATION_PLAN_INVALID", error.Reason);
        Assert.Contains("valid_to", error.Message);
    }

    [Fact]
    public async Task Versions_OfAThingWithAUniqueName_ShareIt()
    {
        var table = People with { Columns = [.. People.Columns, new TargetColumn { Name = "city", Type = ColumnType.Text }], Unique = [["name"]] };
        _rig.Source("people", "id,name,since,city\n1,Ann,2024-01-01,Rome\n1,Ann,2024-02-01,Bern\n");
        _rig.Table(table, "people", [.. Mapping, ("city", "city")]);
        await _rig.RunAsync();
        _rig.Folder.Write("people.csv", "id,name,since,city\n1,Ann,2024-03-01,Oslo\n");
        _rig.RunId = "01J0000000000000000000NEXT";

        await _rig.RunAsync();

        Assert.Equal(["1|Ann|2024-01-01|2024-02-01", "1|Ann|2024-02-01|2024-03-01", "1|Ann|2024-03-01|NULL"], _rig.Query(All));
    }

    [Fact]
    public async Task Versions_ThatAreThereAlready_CanBeReferredTo()
    {
        var visits = new TargetTable
        {
            Name = "visits",
            Columns =
            [
                new TargetColumn { Name = "visit", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "person", Type = ColumnType.Int64 }, new TargetColumn { Name = "since", Type = ColumnType.Date },
            ],
            PrimaryKey = ["visit"],
            ForeignKeys = [new TargetForeignKey(["person", "since"], "people", ["id", "valid_from"])],
        };
        _rig.Load = null;
        _rig.Overrides = new RunOverrides { Load = new Dictionary<string, string> { ["people"] = "scd2", ["visits"] = "upsert" } };
        _rig.Source("people", "id,name,since\n1,Ann,2024-01-01\n");
        _rig.Source("visits", "visit,person,since\n10,1,2024-01-01\n");
        _rig.Table(People, "people", Mapping);
        _rig.Table(visits, "visits", ("visit", "visit | type_cast(int64)"), ("person", "person | type_cast(int64)"), ("since", "since | date_parse(\"YYYY-MM-DD\")"));
        await _rig.RunAsync();
        _rig.Folder.Write("people.csv", "id,name,since\n1,Anna,2024-02-01\n");
        _rig.Folder.Write("visits.csv", "visit,person,since\n11,1,2024-01-01\n12,1,2024-02-01\n13,1,2024-03-01\n");
        _rig.RunId = "01J0000000000000000000NEXT";

        await _rig.RunAsync();

        Assert.Equal(["10", "11", "12"], _rig.Query("SELECT visit FROM visits ORDER BY 1"));
        Assert.Equal(["visits"], (await _rig.QuarantineAsync()).Select(record => record.Table));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Versions_ArrivingInAnyOrder_GiveTheTimelineOfAllOfThem(int seed)
    {
        var random = new Random(seed);
        var known = new SortedDictionary<(int Id, int Day), string>();
        for (var run = 0; run < 6; run++)
        {
            var arrived = new Dictionary<(int Id, int Day), string>();
            for (var i = 0; i < 8; i++) arrived[(random.Next(4), random.Next(40))] = "n" + random.Next(3);
            var csv = new StringBuilder();
            foreach (var ((id, day), name) in arrived)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{id},{name},{Day(day)}\n");
                known[(id, day)] = name;
            }

            await RunAsync(csv.ToString());

            var expected = Timeline(known);
            Assert.Equal(expected, _rig.Query(All));

            // What says the same as the version before it is forgotten, as the table forgets it.
            known = new SortedDictionary<(int Id, int Day), string>(known.Where((entry, index) => index == 0 || known.ElementAt(index - 1) is var before && (before.Key.Id != entry.Key.Id || before.Value != entry.Value)).ToDictionary());
        }
    }

    private static string Day(int day) => new DateOnly(2024, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<string> Timeline(SortedDictionary<(int Id, int Day), string> known)
    {
        var lines = new List<string>();
        foreach (var versions in known.GroupBy(entry => entry.Key.Id))
        {
            var changes = new List<(int Day, string Name)>();
            foreach (var (key, name) in versions)
            {
                if (changes.Count == 0 || changes[^1].Name != name) changes.Add((key.Day, name));
            }

            lines.AddRange(changes.Select((change, i) => $"{versions.Key}|{change.Name}|{Day(change.Day)}|{(i + 1 < changes.Count ? Day(changes[i + 1].Day) : "NULL")}"));
        }

        return lines;
    }
}
