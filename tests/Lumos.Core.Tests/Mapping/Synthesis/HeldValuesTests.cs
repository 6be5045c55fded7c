using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Mapping.Synthesis;

/// <summary>What of the data a learnt pipeline may hold: plans are shown.</summary>
public sealed class HeldValuesTests : IDisposable
{
    private static readonly string[] People = ["Jane Doe", "Omar Haddad", "Lena Krüger", "Paul Novak", "Mia Rossi", "Ines Duarte", "Tom Becker", "Sara Lund", "Ivan Petrov", "Ruth Cohen"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_PersonErasedInTheTarget_IsNotNamedInThePlan()
    {
        var names = Enumerable.Range(0, 20).Select(i => i == 3 ? "Jane Doe" : People[1 + i % 9][..^1] + (char)('a' + i)).ToArray();

        var column = await LearnAsync("full_name", names, "name", [.. names.Select(n => n == "Jane Doe" ? null : n)]);

        Assert.DoesNotContain("Jane", column?.Dsl ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999", "age_group", true)]
    [InlineData("jane.doe@mail.example", "email", false)]
    public async Task Run_ValueThatBecomesNothing_IsWrittenWhereItIsNobodys(string word, string source, bool learnt)
    {
        string[] values = [.. Enumerable.Range(0, 20).Select(i => i % 9 == 4 ? word : source == "email" ? $"u{i}@ab.io" : $"{40 + i}")];

        var column = await LearnAsync(source, values, source, [.. values.Select(v => v == word ? null : v)]);

        Assert.Equal(learnt, column?.Dsl.Contains(word, StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("lena.krueger@mail.example", false)]
    [InlineData("unknown", true)]
    public async Task Run_FixedTextForNothing_IsWrittenWhereItIsNobodys(string text, bool learnt)
    {
        string?[] values = [.. Enumerable.Range(0, 20).Select(i => i % 5 == 4 ? null : $"u{i}@ab.io")];

        var column = await LearnAsync("email", values, "email", [.. values.Select(v => v ?? text)]);

        Assert.Equal(learnt, column?.Dsl.Contains(text, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Run_PersonBehindANumber_IsNoDictionary()
    {
        string[] values = [.. Enumerable.Range(0, 40).Select(i => $"{70 + i % 10}")];

        var column = await LearnAsync("manager_no", values, "manager_full_name", [.. Enumerable.Range(0, 40).Select(i => People[i % 10])]);

        Assert.DoesNotContain("Jane", column?.Dsl ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PartOfAnAddressSharedByMany_IsLookedUp()
    {
        string[] streets = ["Mill", "Oak", "Elm", "Park", "Lake", "Hill"];
        string[] values = [.. Enumerable.Range(0, 30).Select(i => $"{3 + i * 7} {streets[i % 6]} {(i % 5) switch { 0 or 3 => "St", 1 or 4 => "Ave", _ => "Rd" }}")];

        var column = await LearnAsync("street_address", values, "address", [.. values.Select(v => v.Replace(" St", " Street", StringComparison.Ordinal).Replace(" Ave", " Avenue", StringComparison.Ordinal).Replace(" Rd", " Road", StringComparison.Ordinal))]);

        Assert.Contains("\"Ave\": \"Avenue\"", column!.Dsl, StringComparison.Ordinal);
        Assert.Contains(column.Rationale, r => r.Contains("Reproduces 30 of 30", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_DictionaryThatMayNotBe_LeavesThePlaceToAnotherPipeline()
    {
        // Two names of each spelling: a dictionary of them is small, and what is wanted can be said without it.
        string[] values = [.. Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? "Mia Rossi" : "Rossi, Mia")];

        var column = await LearnAsync("full_name", values, "name", [.. values.Select(_ => "Rossi")]);

        Assert.DoesNotContain("Rossi", column?.Dsl ?? "", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ColumnMapping?> LearnAsync(string source, string?[] values, string target, string?[] goals)
    {
        _folder.Write("in/contacts.csv", $"contact_no,{source}\n" + string.Join('\n', values.Select((v, i) => $"{700 + 3 * i},{(v is null ? "" : '"' + v + '"')}")) + "\n");
        var rows = RawSample.From(new Dictionary<string, string?[]> { ["contact_no"] = [.. values.Select((_, i) => $"{700 + 3 * i}")], [target] = goals });
        TargetTable table = new() { Name = "contacts", Columns = [new() { Name = "contact_no", Type = ColumnType.Int64 }, new() { Name = target, Type = ColumnType.Text }] };
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["contacts.csv"], Target = [table], TargetRows = new Dictionary<string, RawSample> { ["contacts"] = rows } };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).FirstOrDefault(c => c.Target == target);
    }
}
