using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Domains;

public sealed class PeopleTableAccountsTests
{
    private static readonly string[] Given = ["Ingrid", "Solveig", "Astrid", "Sigrid", "Gudrun", "Ragnhild", "Torbjorn", "Anna"];
    private static readonly string[] Family = ["Nilsen", "Haugen", "Eriksen", "Larsen", "Dahl", "Lund", "Berg", "Hansen"];

    public static TheoryData<string, string[]> Secrets => new()
    {
        { "letters, digits and marks", ["Fjord@1907", "snow#Fall22", "9Moose!run", "h3rring@Home", "Bjork*77x", "Ski%2010up", "troll!40Cave", "Ferry@5oslo"] },
        { "words and numbers of one length", ["fjord190", "snow2022", "moose7up", "12herrin", "bjork77x", "ski2010u", "troll40c", "ferry5os"] },
        { "what a program made of them", [.. Enumerable.Range(1, 8).Select(static i => Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData([(byte)i])))] },
        { "handles", ["_ingrid.n", "sol_haug", "a.eriksen", "sig99", "__gudda", "ragn.lund", "tbberg", "hansen_a7"] },
        { "initials and family names", ["inilsen", "shaugen", "aeriksen", "slarsen", "gdahl", "rlund", "tberg", "ahansen"] },
        { "passwords that people take everywhere", ["secure123", "secure123", "passwort1", "admin2024", "qwerty12", "secure123", "abc123", "test1234"] },
        { "digits in a row", ["1234", "4321", "1234", "123456", "0000", "123123", "98765", "1111"] },
        { "trunk zeros in turn", ["0471200001", "0471200002", "0471200003", "0471200004", "0471200005", "0471200006", "0471200007", "0471200008"] },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Assign_WhatEachPersonLogsInWithOrIsCalledBy_IsPersonal(string what, string[] values)
    {
        _ = what;
        Assert.Equal(PiiGrade.Direct, Assign("t", [Given, Family, values])[2].Pii);
    }

    public static TheoryData<string, string[]> Others => new()
    {
        { "numbers of the firm, padded", ["000471200001", "000471209114", "000471311205", "000482200446", "000491207007", "000501200318", "000571203019", "000671200810"] },
        { "files", ["photo_a.jpg", "map_2.png", "scan_b.pdf", "note_4.txt", "lake_c.jpg", "hut_d.png", "sea_e.gif", "boat_9.jpg"] },
        { "codes in capitals", ["INC342", "INC405", "EXP11", "EXP1207", "INC7", "INC2201", "EXP88", "INC54"] },
        { "states", ["in_progress", "on_hold", "in_progress", "done_2", "on_hold", "on_hold", "done_2", "done_2"] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Assign_WhatIsOfTheTableItself_IsNot(string what, string[] values)
    {
        _ = what;
        Assert.Equal(PiiGrade.None, Assign("t", [Given, Family, values])[2].Pii);
    }

    [Fact]
    public void Assign_KeyMadeOfNames_IsALogin()
    {
        var assigned = Assign("t", [["inilsen", "shaugen", "aeriksen", "slarsen", "gdahl", "rlund", "tberg", "ahansen"], Given, Family], ["id", "first_name", "last_name"]);

        Assert.Equal(PiiGrade.Direct, assigned[0].Pii);
    }

    [Fact]
    public void Assign_StreetsBesidePersons_AreAddresses()
    {
        var assigned = Assign("t", [Given, Family, ["Fjellhol 4", "Bakkehol 12", "Sjohol 7", "Granhol 33", "Birkhol 1", "Elvhol 18", "Steinhol 9", "Myrhol 21"]]);

        Assert.Equal(PiiGrade.Direct, assigned[2].Pii);
    }

    [Fact]
    public void Assign_PlatesOfTwoForms_ArePlates()
    {
        var assigned = Assign("t", [Given, Family, ["KPL4471", "QRS2E85", "BVD3F17", "LMN9021", "TGH7A40", "ZXC1B63", "WER5530", "PLK8C29"]]);

        Assert.Equal("vehicle.plate", assigned[2].Domain);
    }

    [Fact]
    public void Assign_AmountsOfPersons_AreNobodysNumbers() =>
        Assert.Equal(PiiGrade.None, Assign("t", [Given, Family, ["9360000", "12640000", "11400000", "8700000", "10250000", "7980000", "9900000", "13000000"]])[2].Pii);

    [Fact]
    public void Assign_HousesWithAnAddressOfMail_AreNobodys()
    {
        var assigned = Assign("carriers", [["Bergfrakt AS", "Nordlast AS", "Kystbud AS"], ["post@bergfrakt.example", "post@nordlast.example", "post@kystbud.example"], ["Storgata 4", "Havnegata 12", "Kaiveien 7"]], ["company", "email", "address"]);

        Assert.Equal(PiiGrade.None, assigned[2].Pii);
    }

    [Fact]
    public void Assign_WordsBesidePasswords_AreLogins()
    {
        var assigned = Assign("t", [Given, Family, ["Fjord@1907", "snow#Fall22", "9Moose!run", "h3rring@Home", "Bjork*77x", "Ski%2010up", "troll!40Cave", "Ferry@5oslo"], ["fjordmann", "snofnugg", "elgen", "silda", "bjorka", "skiloper", "hulder", "fergen"]]);

        Assert.Equal(PiiGrade.Direct, assigned[3].Pii);
    }

    [Fact]
    public void Assign_LongNumberOfEachPerson_IsNoCertainKey() =>
        Assert.NotEqual(ConfidenceBand.High, Assign("t", [Given, Family, ["48120937465", "10293847561", "77120039184", "29384756102", "66172839405", "90817263544", "35261728391", "58271930462"]])[2].Band);

    [Fact]
    public void Assign_CellsThatSayNothingIsThere_AreNobodys() => Assert.Equal(PiiGrade.None, Assign("t", [Given, ["NA", "NA", "NA", "NA", "NA", "NA", "NA", "NA"]], ["first_name", "candidates"])[1].Pii);

    private static IReadOnlyList<DomainAssignment> Assign(string name, string[][] columns, string[]? names = null)
    {
        names ??= [.. columns.Select(static (_, i) => "c" + (i + 1))];
        var table = new CatalogTable
        {
            Name = name, Columns = [.. names.Select(static (n, i) => new CatalogColumn { Name = n, SourceName = n, Ordinal = i, Type = ColumnType.Text })],
            Source = new CatalogSource { Location = name, Format = "csv", Sha256 = new string('0', 64) },
        };
        var sample = RawSample.From(columns.Select((values, i) => (names[i], values)).ToDictionary(static p => p.Item1, static p => p.values.ToArray<string?>()));
        return new DomainAssigner(DomainCatalog.Default, new PiiMasker()).Assign(table, sample, new ThresholdProfile(), CancellationToken.None);
    }
}
