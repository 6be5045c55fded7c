using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Domains;

public sealed class PeopleTableLivesTests
{
    private static readonly string[] Given = ["Ingrid", "Solveig", "Astrid", "Sigrid", "Gudrun", "Ragnhild", "Torbjorn", "Anna"];
    private static readonly string[] Family = ["Nilsen", "Haugen", "Eriksen", "Larsen", "Dahl", "Lund", "Berg", "Hansen"];

    [Fact]
    public void Assign_DaysOverDecadesBesideNames_AreBirths() => Assert.Equal(PiiGrade.Quasi, Grade(["1995-03-21", "2009-11-02", "1981-02-01", "1974-05-04", "2001-07-19", "1988-12-30", "1979-09-09", "2006-01-15"]));

    [Fact]
    public void Assign_DaysOfEntry_AreNone() => Assert.Equal(PiiGrade.None, Grade(["2018-03-21", "2009-11-02", "2021-02-01", "2014-05-04", "2001-07-19", "2019-12-30", "2023-09-09", "2006-01-15"]));

    [Fact]
    public void Assign_ReadingsInKana_AreNames() => Assert.Equal(PiiGrade.Direct, Grade(["タナカ", "イトウ", "ヤマモト", "コバヤシ", "カトウ", "ヨシダ", "ササキ", "マツモト"]));

    [Fact]
    public void Assign_TableOfShops_HasNobodysTelephones()
    {
        string[][] columns = [["San Francisco", "Boston", "Paris", "Tokyo"], ["+1 650 219 4782", "+1 215 837 0825", "+33 14 723 4404", "+81 33 224 5000"]];

        Assert.Equal(PiiGrade.None, Assign("offices", columns)[1].Pii);
        Assert.Equal(PiiGrade.Direct, Assign("people", columns)[1].Pii);
    }

    private static PiiGrade Grade(string[] values) => Assign("members", [Given, Family, values])[2].Pii;

    private static IReadOnlyList<DomainAssignment> Assign(string name, string[][] columns)
    {
        string[] names = [.. columns.Select(static (_, i) => "c" + (i + 1))];
        var table = new CatalogTable
        {
            Name = name, Columns = [.. names.Select(static (n, i) => new CatalogColumn { Name = n, SourceName = n, Ordinal = i, Type = ColumnType.Text })],
            Source = new CatalogSource { Location = name, Format = "csv", Sha256 = new string('0', 64) },
        };
        var sample = RawSample.From(columns.Select((values, i) => (names[i], values)).ToDictionary(static p => p.Item1, static p => p.values.ToArray<string?>()));
        return new DomainAssigner(DomainCatalog.Default, new PiiMasker()).Assign(table, sample, new ThresholdProfile(), CancellationToken.None);
    }
}
