using Lumos.Core.Analysis.Cells;

namespace Lumos.Core.Tests.Analysis;

public sealed class CellInspectorTests
{
    private const int Rows = 120;
    private static readonly string[] Cities = ["Rosenheim", "Augsburg", "Leipzig", "Kassel", "Bremen", "Dresden"];
    private static readonly string[] Regions = ["Bayern", "Sachsen", "Hessen"];

    private readonly Dictionary<string, string?[]> _columns = new(StringComparer.Ordinal);

    [Fact]
    public void Inspect_CleanTable_SaysNothing()
    {
        Clean();

        Assert.Empty(Inspect());
    }

    [Theory]
    [InlineData("city", "Rosenhxim", "Typo")]
    [InlineData("city", "N/A", "Disguise")]
    [InlineData("city", "Augsb\u00c3\u00bcrg", "Damage")]
    [InlineData("city", "Kassel *", "Damage")]
    [InlineData("price", "12,50", "Format")]
    [InlineData("price", "14.20 EUR", "Format")]
    [InlineData("price", "1420000.00", "Outlier")]
    [InlineData("price", "-9.99", "Outlier")]
    [InlineData("ordered", "03.02.2024", "Format")]
    [InlineData("ordered", "1900-01-01", "Disguise")]
    [InlineData("code", "Kl00007", "Format")]
    [InlineData("mail", "person7 at example.org", "Invalid")]
    [InlineData("mail", null, "Missing")]
    public void Inspect_OneWrongCell_IsTheOnlyOneNamed(string column, string? value, string kind)
    {
        Clean();
        _columns[column][7] = value;

        var found = Assert.Single(Inspect(), suspicion => suspicion.Row == 7);

        Assert.Equal((column, kind), (_columns.Keys.ElementAt(found.Column), found.Kind.ToString()));
        Assert.All(Inspect(), static suspicion => Assert.Equal(7, suspicion.Row));
    }

    [Fact]
    public void Inspect_ValueOfAnotherRow_DependencyGivesTheRightOne()
    {
        Clean();
        _columns["region"][30] = Regions[1];

        var found = Assert.Single(Inspect());

        Assert.Equal((30, SuspicionKind.Dependency, Regions[0]), (found.Row, found.Kind, found.Correct));
    }

    [Fact]
    public void Inspect_ALargeMinority_IsAnHonestException()
    {
        Clean();
        for (var row = 0; row < Rows / 3; row += 6) _columns["region"][row] = "Franken";

        Assert.Empty(Inspect());
    }

    [Fact]
    public void Inspect_CustomersWhoMostlyOrderedOnce_DoNotDecideTheOrder()
    {
        _columns["order"] = [.. Enumerable.Range(0, 200).Select(static i => $"O{i / 2}")];
        _columns["customer"] = [.. Enumerable.Range(0, 200).Select(static i => $"c{(i / 2 < 80 ? i / 2 : (i / 2) - 80)}@example.org")];

        Assert.Empty(Inspect());
    }

    [Fact]
    public void Inspect_TotalThatDoesNotAddUp_IsCorrected()
    {
        Clean();
        _columns["total"][11] = "999.99";

        var found = Assert.Single(Inspect());

        Assert.Equal((11, SuspicionKind.Rule), (found.Row, found.Kind));
        Assert.Equal((double.Parse(_columns["price"][11]!, System.Globalization.CultureInfo.InvariantCulture) * (1 + (11 % 4))).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), found.Correct);
    }

    [Fact]
    public void Inspect_ShippedBeforeOrdered_NamesTheLaterCell()
    {
        Clean();
        _columns["shipped"][40] = "2024-01-01";
        _columns["ordered"][40] = "2024-05-01";

        Assert.Equal((40, "shipped"), Assert.Single(Inspect(), static s => s.Kind == SuspicionKind.Rule) is var found ? (found.Row, _columns.Keys.ElementAt(found.Column)) : default);
    }

    [Fact]
    public void Inspect_StateAtTheEndOfTheCity_BothCellsAreNamed()
    {
        Clean();
        foreach (var row in new[] { 5, 17, 29 }) (_columns["city"][row], _columns["region"][row]) = ($"{Cities[5]} {Regions[2]}", null);

        var found = Inspect();

        Assert.Equal(6, found.Count);
        Assert.All(found.Where(static s => s.Kind == SuspicionKind.Misplaced), static s => Assert.Equal("Dresden", s.Correct));
    }

    [Fact]
    public void Inspect_NamesThatAreCloseToEachOther_AreNoSlips()
    {
        string[] names = ["Anna", "Hanna", "Anne", "Hanne", "Jan", "Jane", "Jana", "Lena", "Lenz", "Lina"];
        _columns["name"] = [.. Enumerable.Range(0, 200).Select(i => i == 3 ? "Janna" : names[i % names.Length])];

        Assert.Empty(Inspect());
    }

    [Fact]
    public void Inspect_NumbersNamedAlike_NameTheOneOutOfOrder()
    {
        Clean();
        var random = new Random(11);
        var low = Enumerable.Range(0, Rows).Select(_ => random.Next(10, 900)).ToArray();
        Fill("temp_min", i => low[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
        Fill("temp_max", i => (low[i] + 5 + (i % 7)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        _columns["temp_max"][60] = (low[60] - 3).ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Contains(Inspect(), s => s.Row == 60 && s.Kind == SuspicionKind.Rule && _columns.Keys.ElementAt(s.Column).StartsWith("temp_", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_KeyOfTwoOthersAmongThousandsOfColumns_NamesTheOneThatIsNot()
    {
        Clean();
        for (var c = 0; c < 2_000; c++)
        {
            var place = c;
            Fill($"flag_{c}", i => ((i * 7) + place) % 3 == 0 ? "1" : "0");
        }

        Fill("key", i => $"{_columns["region"][i]}-{_columns["code"][i]}");
        _columns["key"][33] = "Bayern-K000099";

        Assert.Contains(Inspect(), s => s.Row == 33 && s.Kind == SuspicionKind.Rule && _columns.Keys.ElementAt(s.Column) == "key");
    }

    private IReadOnlyList<Suspicion> Inspect() => CellInspector.Inspect(CellTable.From("t", [.. _columns.Keys], [.. _columns.Values]));

    private void Clean()
    {
        var random = new Random(3);
        Fill("code", static i => $"K{i:D6}");
        Fill("city", static i => Cities[i % 6]);
        Fill("region", static i => Regions[i % 6 / 2]);
        Fill("mail", static i => $"person{i}@example.org");
        Fill("price", _ => (8 + Math.Round(random.NextDouble() * 40, 2)).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        Fill("quantity", static i => (1 + (i % 4)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Fill("total", i => (double.Parse(_columns["price"][i]!, System.Globalization.CultureInfo.InvariantCulture) * (1 + (i % 4))).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        Fill("ordered", i => new DateTime(2024, 1, 1).AddDays(random.Next(300)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Fill("shipped", i => DateTime.Parse(_columns["ordered"][i]!, System.Globalization.CultureInfo.InvariantCulture).AddDays(random.Next(9)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Fill(string column, Func<int, string> value) => _columns[column] = [.. Enumerable.Range(0, Rows).Select(value)];
}
