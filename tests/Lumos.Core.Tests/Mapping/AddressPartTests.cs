using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

/// <summary>House numbers, streets and units put together from columns that stand beside each other, whatever their headers.</summary>
public sealed class AddressPartTests : IDisposable
{
    private static readonly string[] Target = ["number", "street", "unit", "city"];
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("HAUSNR", "HAUSNR_ZU", "compose")]
    [InlineData("civicN", "civicNS", "compose")]
    [InlineData("CIVICNUMBER", "X7", "compose")]
    public async Task Run_LettersBehindTheNumber_BelongToIt(string number, string suffix, string kind)
    {
        var columns = await MapAsync($"id,{number},{suffix},street,city\n" + Rows(i => $"{i},{10 + i * 7},{(i % 3 == 0 ? "ab"[i % 2].ToString() : i == 4 ? "1/2" : "")},Oak Road,Springfield"));

        Assert.Equal((kind, $"{number},{suffix}"), (columns["number"].Strategy, string.Join(',', columns["number"].Sources)));
    }

    [Theory]
    [InlineData("grade", "A", "B", "C")]
    [InlineData("side", "N", "S", "E")]
    public async Task Run_LettersOfSomethingElse_StayOut(string header, string a, string b, string c)
    {
        string[] letters = [a, b, c];
        var columns = await MapAsync($"id,house_number,{header},street,city\n" + Rows(i => $"{i},{10 + i * 7},{letters[i % 3]},Oak Road,Springfield"));

        Assert.Equal("house_number", Assert.Single(columns["number"].Sources));
    }

    [Fact]
    public async Task Run_KindOfUnitBesideItsNumber_IsReadWithIt()
    {
        string[] kinds = ["APT", "STE", "UNIT"];
        var columns = await MapAsync("id,house_no,street,U_D,unit_no,city\n" + Rows(i => $"{i},{10 + i * 7},Oak Road,{kinds[i % 3]},{100 + i},Springfield"));

        Assert.Equal(("compose", "U_D,unit_no"), (columns["unit"].Strategy, string.Join(',', columns["unit"].Sources)));
    }

    [Fact]
    public async Task Run_NameBesideKindsOfStreets_IsTheStreet()
    {
        string[] names = ["MAIN", "OAK", "LAKE VIEW"], kinds = ["ST", "AVE", "DR"], sides = ["N", "S", "E"];
        var columns = await MapAsync("id,house_no,PD,XNAM,XTYP,city\n" + Rows(i => $"{i},{10 + i * 7},{sides[i % 3]},{names[i % 3]},{kinds[(i + 1) % 3]},Springfield"));

        Assert.Equal("compose", columns["street"].Strategy);
        Assert.Contains("XNAM", columns["street"].Sources);
        Assert.Contains("XTYP", columns["street"].Sources);
    }

    [Fact]
    public async Task Run_StreetsThatAreOneWord_TakeNoColumnBesideThem()
    {
        var columns = await MapAsync("id,place,street_name,post_town\n" + Rows(i => $"{i},{10 + i * 7},Storgatan,Lund"));

        Assert.Equal("street_name", Assert.Single(columns["street"].Sources));
    }

    [Fact]
    public async Task Run_NumberedStreetWithItsHouseNumber_IsCut()
    {
        string[] names = ["5TH", "OAK", "MAIN"];
        var columns = await MapAsync("address,city\n" + Rows(i => $"{names[i % 3]} {10 + i * 7},Springfield"));

        Assert.Equal(("decompose", "decompose"), (columns["number"].Strategy, columns["street"].Strategy));
    }

    public void Dispose() => _folder.Dispose();

    private static string Rows(Func<int, string> row) => string.Concat(Enumerable.Range(0, 12).Select(i => row(i) + "\n"));

    private async Task<Dictionary<string, ColumnMapping>> MapAsync(string csv)
    {
        _folder.Write("in/addresses.csv", csv);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["addresses.csv"], Target = [new TargetTable { Name = "address", Columns = [.. Target.Select(static t => new TargetColumn { Name = t, Type = ColumnType.Text })] }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(static i => i.Columns).ToDictionary(static c => c.Target, StringComparer.Ordinal);
    }
}
