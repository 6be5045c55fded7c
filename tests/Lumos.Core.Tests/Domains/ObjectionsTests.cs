using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Policy.Masking;

namespace Lumos.Core.Tests.Domains;

public sealed class ObjectionsTests
{
    [Fact]
    public void Rank_UuidsUnderABareId_AreUuids() =>
        Assert.Equal("id.uuid", Best("id", "2e8f1b59-ba6e-4fd2-aa77-4c510c11a98f", "58234482-1c5b-488d-a9a1-3df7fcf0dcef", "1c1c4dbb-9e15-4586-aa98-e8685a0e9643", "6c41b9ab-3fde-475b-aa17-0c2f6a1d2f10", "0b1a6f1e-5b1f-4b0e-9a44-2b6c8f0d9e01", "9d2f7c33-1a52-4c8b-8a2e-7f1e5d3c2b4a"));

    [Fact]
    public void Rank_OneNumberAllAlong_IsNoFlag() => Assert.NotEqual("flag.boolean", Best("c1", "1", "1", "1", "1", "1", "1", "1", "1"));

    [Fact]
    public void Rank_ListsOfWords_AreNoSentences() =>
        Assert.Equal("text.list", Best("c1", "warm, bright, calm, slow", "dark, heavy, loud, fast", "soft, quiet, gentle", "cold, distant, spacious, odd", "busy, rich, dense", "sparse, dry, clean, plain", "rough, raw, live"));

    [Fact]
    public void Rank_OneWordWithALetterBehind_IsNobodysName() => Assert.NotEqual("person.full_name", Best("c1", "Agent A", "agent b", "Agent A", "agent c", "Agent B", "Agent C", "agent a"));

    [Fact]
    public void Rank_PartiesInLetters_AreNoGenders() => Assert.NotEqual("person.gender", Best("c1", "D", "R", "D", "D", "IND", "R", "D", "IND"));

    [Fact]
    public void Rank_MadeUpNumbersUnderTheirOwnName_AreOfThatKind() => Assert.Equal("id.br_cpf", Best("cpf", "15987463288", "35784169589", "12345678900", "32178965432", "55536974122", "45678912300"));

    [Fact]
    public void Rank_Months_AreNoRangesOfYears() => Assert.Equal("time.year_month", Best("c1", "2023-01", "2023-02", "2023-03", "2023-07", "2023-11", "2023-12", "2024-01"));

    [Fact]
    public void Rank_LettersUnderPosition_AreNoJobs() => Assert.NotEqual("person.job_title", Best("position", "T", "A", "S", "M", "T", "A", "S", "S"));

    [Fact]
    public void Rank_CountOfAThing_IsACount() => Assert.Equal("measure.count", Best("quantity_reserved", "0", "3", "1", "15", "0", "4", "2", "0", "7", "1"));

    [Fact]
    public void Rank_SecondsUnderATime_ArePointsInTime() => Assert.Equal("time.unix", Best("received_time", "1714000000", "1714000613", "1714001226", "1714001839", "1714002452", "1714003065", "1714003678"));

    [Fact]
    public void Rank_CodesThatBeginWithAGivenName_AreNoNames() => Assert.NotEqual("person.first_name", Best("c1", "BILL000000001", "BILL000000002", "BILL000000003", "BILL000000004", "BILL000000005", "BILL000000006", "BILL000000007"));

    [Fact]
    public void Rank_MadeUpNumbersWrittenAsOneKind_AreOfThatKind() => Assert.Equal("id.br_cpf", Best("c1", "098.675.123-11", "086.675.432-11", "098.098.098-09", "123.789.012-33", "321.654.987-01", "111.222.333-44"));

    [Fact]
    public void Rank_ColumnOfChineseNames_IsOfPersons() => Assert.Equal("person.full_name", Best("c1", "刘静", "陈敏", "陈秀英", "王军", "李磊", "赵艳", "杨丽娜", "张伟"));

    [Fact]
    public void Rank_LetterAmongOtherWords_IsNoCoordinate() => Assert.NotEqual("geo.longitude", Best("x_contact", "red", "blue", "green", "red", "blue", "red"));

    private static string Best(string header, params string[] values)
    {
        var type = Array.TrueForAll(values, static v => long.TryParse(v, out _)) ? ColumnType.Int64 : ColumnType.Text;
        var evidence = ColumnEvidence.Collect("t", header, type, values);
        return new DomainAssigner(DomainCatalog.Default, new PiiMasker()).RankTable([evidence], default)[0][0].Entry.Label;
    }
}
