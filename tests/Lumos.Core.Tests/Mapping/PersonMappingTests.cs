using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

public sealed class PersonMappingTests : IDisposable
{
    private static readonly string[] First = ["Anna", "Ben", "Clara", "David", "Eva", "Frank", "Greta", "Hugo"];
    private static readonly string[] Last = ["Meyer", "Schmidt", "Rossi", "Novak", "Dupont", "Garcia", "Jensen", "Murphy"];
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("attendee_name")]
    [InlineData("borrower_name")]
    [InlineData("student_full_name")]
    public async Task Run_NameOfThePersonOfARow_IsPutTogether(string target)
    {
        var columns = await MapAsync("signups", "id,First Name,Surname\n" + Rows(i => $"{i},{First[i]},{Last[i]}"), target);

        Assert.Equal(("compose", GateDecision.Accept), (columns[target].Strategy, columns[target].Decision));
    }

    [Theory]
    [InlineData("lead_source")]
    [InlineData("account_name")]
    public async Task Run_WhatIsOnlyCalledLikeSomebody_IsNotPutTogetherOfNames(string target)
    {
        var columns = await MapAsync("contacts", "id,First Name,Last Name\n" + Rows(i => $"{i},{First[i]},{Last[i]}"), "first_name", "last_name", target);

        Assert.False(columns.TryGetValue(target, out var column) && column.Strategy == "compose");
    }

    [Fact]
    public async Task Run_MiddleName_IsNotCutOutOfAWholeName()
    {
        var columns = await MapAsync("contacts", "id,Display Name\n" + Rows(i => $"{i},{First[i]} {Last[i]}"), "middle_name");

        Assert.DoesNotContain("middle_name", columns.Keys);
    }

    [Fact]
    public async Task Run_NameOfSomebodyElse_IsHeld()
    {
        var columns = await MapAsync("parties", "id,First Name,Surname\n" + Rows(i => $"{i},{First[i]},{Last[i]}"), "judge_name");

        Assert.False(columns.TryGetValue("judge_name", out var judge) && judge.Decision == GateDecision.Accept);
    }

    [Fact]
    public async Task Run_TwoPersonsWithRoles_EachGetsTheirOwnName()
    {
        var columns = await MapAsync("visits", "id,Patient First Name,Patient Last Name,Doctor\n" + Rows(i => $"{i},{First[i]},{Last[i]},{First[7 - i]} {Last[7 - i]}"), "patient_first_name", "patient_last_name", "doctor_name");

        Assert.Equal(["Patient First Name", "Patient Last Name", "Doctor"], new[] { "patient_first_name", "patient_last_name", "doctor_name" }.Select(c => columns[c].Sources.Single()));
    }

    [Fact]
    public async Task Run_GivenNameThatIsNotTheOwners_IsNotTakenForTheirs()
    {
        string[] pets = ["Luna", "Max", "Bella", "Charlie", "Lucy", "Cooper", "Daisy", "Milo"];
        var columns = await MapAsync("pets", "id,First Name,Owner\n" + Rows(i => $"{i},{pets[i]},\"{Last[i]}, {First[i]}\""), "owner_first_name", "owner_last_name");

        Assert.Equal(["Owner"], columns["owner_first_name"].Sources);
        Assert.Equal(["Owner"], columns["owner_last_name"].Sources);
    }

    [Fact]
    public async Task Run_StreetAndTheStateOfAPlate_AreNoWholeAddress()
    {
        var columns = await MapAsync("citations", "cit_no,loc,plt_st\n" + Rows(i => $"{900 + i},{100 + i} S Main St,CA"), "mailing_address");

        Assert.True(!columns.TryGetValue("mailing_address", out var address) || !address.Sources.Contains("plt_st"));
    }

    [Fact]
    public async Task Run_AddressThatIsTheOnlyPlace_IsTheWholeOne()
    {
        var columns = await MapAsync("gifts", "id,Address 1,City,ST,Zip\n" + Rows(i => $"{i},{100 + i} Oak Street,Austin,TX,7870{i}"), "mailing_address");

        Assert.Equal(["Address 1", "City", "ST", "Zip"], columns["mailing_address"].Sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_CentimetresForMetres_AreHeldAsSuch()
    {
        _folder.Write("in/members.csv", "id,age,gender,height\n" + string.Concat(Enumerable.Range(0, 12).Select(static i => $"{i},{20 + i},F,{158 + (i * 3)}\n")));
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["members.csv"], Target = [new TargetTable { Name = "member", Columns = [new TargetColumn { Name = "height_m", Type = ColumnType.Decimal(4, 2) }] }] };
        var column = (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single();

        Assert.Equal(("unit", GateDecision.Hold), (column.Strategy, column.Decision));
        Assert.Contains("unit_convert(\"cm\", \"m\"", column.Dsl, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Rows(Func<int, string> row) => string.Concat(Enumerable.Range(0, 8).Select(i => row(i) + "\n"));

    private async Task<Dictionary<string, ColumnMapping>> MapAsync(string file, string content, params string[] targets)
    {
        _folder.Write($"in/{file}.csv", content);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = [file + ".csv"], Target = [new TargetTable { Name = "t", Columns = [.. targets.Select(static t => new TargetColumn { Name = t, Type = ColumnType.Text })] }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(static i => i.Columns).ToDictionary(static c => c.Target);
    }
}
