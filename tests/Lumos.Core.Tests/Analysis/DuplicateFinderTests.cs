using Lumos.Abstractions;
using Lumos.Core.Analysis.Duplicates;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Analysis;

public sealed class DuplicateFinderTests
{
    private static readonly FieldRole[] Person = [FieldRole.Name, FieldRole.Name, FieldRole.Address, FieldRole.Address, FieldRole.Contact];

    [Theory]
    [InlineData("Katarzyna", "Nowakowska", "14 Mill Road", "Ashford", "", "Katarzyna", "Nowakowsk", "14 Mill Rd.", "Ashford", "")]
    [InlineData("Katarzyna", "Nowakowska", "14 Mill Road", "Ashford", "", "Nowakowska", "Katarzyna", "14 Millroad", "Ashford", "")]
    [InlineData("Katarzyna", "Nowakowska", "14 Mill Road", "Ashford", "+44 20 7946 0018", "K.", "Nowakowska", "14 Mill Road", "", "(020) 79460018")]
    public void Find_OnePersonWrittenTwice_IsFound(string given, string family, string street, string town, string phone, string givenToo, string familyToo, string streetToo, string townToo, string phoneToo)
    {
        var records = Crowd(300);
        records.Add([given, family, street, town, phone]);
        records.Add([givenToo, familyToo, streetToo, townToo, phoneToo]);

        var pair = Assert.Single(DuplicateFinder.Find(records));
        Assert.Equal((300, 301), (pair.First, pair.Second));
        Assert.InRange(pair.Score, DuplicateFinder.LeastScore, 1);
    }

    [Fact]
    public void Find_PeopleOfOneHousehold_AreDifferentPeople()
    {
        var records = Crowd(300);
        records.Add(["Katarzyna", "Nowakowska", "14 Mill Road", "Ashford", "02079460018"]);
        records.Add(["Wladyslaw", "Nowakowska", "14 Mill Road", "Ashford", "02079460018"]);

        Assert.Empty(DuplicateFinder.Find(records));
    }

    [Fact]
    public void Find_PeopleTheirNumbersTellApart_AreDifferentPeople()
    {
        RecordSet records = new([FieldRole.Name, FieldRole.Contact]);
        for (var i = 1; i <= 300; i++) records.Add([$"{(i % 2 == 0 ? "Tester" : "Guest")} {1000 + i}", $"user{i}@example.com"]);
        for (var i = 1; i <= 60; i++) records.Add([$"{Given(i % 6)} {Family(i % 7)}", $"someone{i}@example.com"]);

        Assert.Empty(DuplicateFinder.Find(records));
    }

    [Fact]
    public void Role_OfWhenAnAddressWasVerified_IsNone()
    {
        Assert.Equal(FieldRole.None, FieldRoles.Of("email_verified_at", "time.datetime"));
        Assert.Equal(FieldRole.Mark, FieldRoles.Of("date_of_birth", "time.date"));
    }

    [Fact]
    public void Find_FourTimesTheRows_LooksAtAboutFourTimesThePairs()
    {
        DuplicateFinder.Find(Alike(2000), out var few, CancellationToken.None);
        DuplicateFinder.Find(Alike(8000), out var many, CancellationToken.None);

        Assert.InRange((double)many / few, 1, 5);
        Assert.InRange(many, 1, 8000 * 200L);
    }

    [Fact]
    public async Task Run_CustomersTwice_AreReportedWithMaskedExamples()
    {
        using var rig = Rig(RunMode.DataMode, "id,full_name,email,street", static i => $"{i},{Given(i)} {Family(i)},{Given(i)}{i}@example.com,{i} {Family(i + 3)} Road", "301,Given7a Nowakowska,ola@example.com,9 Birch Road", "302,Given7a Nowakowska,ola@example.com,9 Birch Rd");
        var check = (await rig.ReportAsync()).The("FUZZY_DUPLICATES");

        Assert.False(check.Passed);
        Assert.Contains("2 of 302 rows", check.Message, StringComparison.Ordinal);
        Assert.Contains("301 and 302", check.Message, StringComparison.Ordinal);
        var example = Assert.Single(check.Examples);
        Assert.DoesNotContain("Nowakowska", example.Before! + example.After, StringComparison.Ordinal);
        Assert.DoesNotContain("ola@", example.Before! + example.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PolicyWithholdsPreviewsOfFew_ReportsWithoutExamples()
    {
        using var rig = Rig(RunMode.DataMode, "id,full_name,email,postal_code", static i => $"{i},{Given(i)} {Family(i)},{Given(i)}{i}@example.com,{10000 + i * 37}", "301,Given7a Nowakowska,ola@example.com,80331", "302,Given7a Nowakowsk,ola@example.com,80331");
        rig.Previews = new PreviewLimits(5, 1, Refuse: true);
        var check = (await rig.ReportAsync()).The("FUZZY_DUPLICATES");

        Assert.False(check.Passed);
        Assert.Empty(check.Examples);
    }

    [Fact]
    public async Task Run_OrdersOfAFewCustomers_AreNoDuplicates()
    {
        using var rig = Rig(RunMode.DataMode, "id,customer_name,email,amount", static i => $"{i},{Given(i % 20)} {Family(i % 20)},{Given(i % 20)}@example.com,{i}.50");

        Assert.DoesNotContain((await rig.ReportAsync()).Checks, static check => check.Code == "FUZZY_DUPLICATES");
    }

    [Fact]
    public async Task Run_MetadataOnly_LooksAtNoRow()
    {
        using var rig = Rig(RunMode.MetadataOnly, "id,full_name,email,street", static i => $"{i},{Given(i)} {Family(i)},x{i}@example.com,{i} Road");

        Assert.DoesNotContain((await rig.ReportAsync()).Checks, static check => check.Code == "FUZZY_DUPLICATES");
    }

    // Names no one bears, two letters of which differ from row to row.
    private static string Given(int i) => $"{(char)('A' + (i % 23))}{(char)('a' + (i / 23 % 23))}lo{(char)('a' + (i * 7 % 26))}ric";

    private static string Family(int i) => $"{(char)('B' + (i * 5 % 23))}{(char)('a' + (i * 11 % 26))}{(char)('a' + (i * 3 % 26))}dorn{(char)('a' + (i * 17 % 26))}";

    private static RecordSet Crowd(int rows)
    {
        var records = new RecordSet(Person);
        for (var i = 0; i < rows; i++) records.Add([Given(i), Family(i * 13), $"{i} {Family(i + 1)} Street", Family(i % 40), $"030{1000000 + (i * 7919)}"]);
        return records;
    }

    private static RecordSet Alike(int rows)
    {
        var records = new RecordSet(Person);
        for (var i = 0; i < rows; i++) records.Add(["Anna", "Smith", "1 Main Street", "York", "02079460018"]);
        return records;
    }

    private static AnalysisRig Rig(RunMode mode, string header, Func<int, string> row, params string[] more)
    {
        var rig = new AnalysisRig(mode);
        rig.Source("people", [header, .. Enumerable.Range(1, 300).Select(row), .. more]);
        rig.Table(new TargetTable { Name = "person", Columns = [AnalysisRig.Optional("id", ColumnType.Int64)] }, "people", ("id", "id | type_cast(int64)"));
        return rig;
    }
}
