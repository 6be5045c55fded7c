using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Names that stand on both sides go together, whatever else says the same in other words.</summary>
public sealed class SameNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("shipping_cost,shipping_fee")]
    [InlineData("shipping_fee,shipping_cost")]
    [InlineData("phone,telephone")]
    [InlineData("city,town")]
    [InlineData("zip,postcode,postal_code")]
    [InlineData("surname,last_name,family_name")]
    [InlineData("comment,remark,note")]
    [InlineData("Company,Firm")]
    [InlineData("mail,e_mail")]
    public async Task Run_NamesThatSayTheSame_GoToTheirOwn(string names)
    {
        var sources = names.Split(',');
        var target = sources.Reverse().Select(name => new TargetColumn { Name = name, Type = ColumnType.Text });
        var plan = await MapAsync("id," + names, i => $"{i}," + string.Join(',', sources.Select((_, column) => $"{"alpha beta gamma delta".Split(' ')[(i + column) % 4]}")), target);

        Assert.All(sources, name => Assert.Equal(name, Assert.Single(plan[name].Sources)));
    }

    [Fact]
    public async Task Run_NamesOfTheSameWordsInAnotherOrder_AreOneName()
    {
        var target = new[] { "localidad_id", "municipio_id" }.Select(name => new TargetColumn { Name = name, Type = ColumnType.Int64 });
        var plan = await MapAsync("id,id_municipio,id_localidad", i => $"{i},{i % 5},{i % 7}", target);

        Assert.Equal("id_municipio", Assert.Single(plan["municipio_id"].Sources));
        Assert.Equal("id_localidad", Assert.Single(plan["localidad_id"].Sources));
    }

    [Fact]
    public async Task Run_NumbersForTheNameOfACity_AreHeld()
    {
        var plan = await MapAsync("id,city", i => $"{i},{100 + (i % 7)}", [new TargetColumn { Name = "city", Type = ColumnType.Text, Description = "Name of the city" }]);

        Assert.NotEqual(GateDecision.Accept, plan["city"].Decision);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Dictionary<string, ColumnMapping>> MapAsync(string header, Func<int, string> row, IEnumerable<TargetColumn> columns)
    {
        File.WriteAllText(_folder["things.csv"], header + "\n" + string.Join('\n', Enumerable.Range(1, 40).Select(row)) + "\n");
        using var run = new SampleRun
        {
            BaseFolder = Path.GetDirectoryName(_folder["things.csv"])!,
            Locations = ["things.csv"],
            Target = [new TargetTable { Name = "things", PrimaryKey = ["id"], Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false }, .. columns] }],
        };
        return (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.ToDictionary(c => c.Target, StringComparer.Ordinal);
    }
}
