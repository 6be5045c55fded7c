using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Supervision;

public sealed class ColumnMasksTests
{
    private static readonly string[] People = ["Jane", "Omar", "Lena", "Paul", "Mia", "Ines", "Tom", "Sara", "Ivan", "Ruth", "Noah", "Emma"];
    private static readonly CatalogTable Desks = Table("desks", "desk_id", "assigned");

    [Fact]
    public void Of_ColumnOfAJoin_IsJudgedOnTheRowsOfItsOwnTable()
    {
        var tickets = Joined("tickets");
        var samples = Shelf(("desks", "assigned", People), (JoinedTables.Identity(tickets), "desks.assigned", Few(60)));

        Assert.Equal(PiiGrade.Direct, new ColumnMasks(samples, new PiiMasker()).Of(tickets, "desks.assigned").Grade);
    }

    [Fact]
    public void Of_TableWithoutRowsOfItsOwn_SaysNothingOfAnotherJoin()
    {
        var (tickets, visits) = (Joined("tickets"), Joined("visits"));
        var masks = new ColumnMasks(Shelf((JoinedTables.Identity(tickets), "desks.assigned", Few(60)), (JoinedTables.Identity(visits), "desks.assigned", People)), new PiiMasker());

        Assert.Equal(PiiGrade.None, masks.Of(tickets, "desks.assigned").Grade);
        Assert.Equal(PiiGrade.Direct, masks.Of(visits, "desks.assigned").Grade);
    }

    private static string[] Few(int rows) => [.. Enumerable.Range(0, rows).Select(static i => People[i % 4])];

    private static SampleShelf Shelf(params (string Table, string Column, string[] Values)[] samples) =>
        new(samples.ToDictionary(static s => s.Table, static s => RawSample.From(new Dictionary<string, string?[]> { [s.Column] = s.Values }), StringComparer.Ordinal));

    private static CatalogTable Joined(string name) => JoinedTables.Join(Table(name, "no", "desk_id"), [new CatalogJoin(Desks, new SourceJoin("desks", "desks", "desk_id", "desk_id", ["assigned"]))]);

    private static CatalogTable Table(string name, params string[] columns) => new()
    {
        Name = name, Source = new CatalogSource { Location = name + ".csv", Format = "csv", Sha256 = new string('0', 64) }, Columns = [.. columns.Select(static (c, i) => new CatalogColumn { Name = c, SourceName = c, Ordinal = i, Type = ColumnType.Text })],
    };
}
