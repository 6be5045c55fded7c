using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Domains;

public sealed class PeopleTableTests
{
    private static readonly string[] Given = ["Ingrid", "Solveig", "Astrid", "Sigrid", "Gudrun", "Ragnhild", "Torbjorn", "Anna"];
    private static readonly string[] Family = ["Nilsen", "Haugen", "Eriksen", "Larsen", "Dahl", "Lund", "Berg", "Hansen"];
    private static readonly string[] Numbers = ["48120937465", "10293847561", "77120039184", "29384756102", "66172839405", "90817263544", "35261728391", "58271930462"];

    [Fact]
    public void Assign_LongNumberOfEachPerson_IsPersonal() => Assert.Equal(PiiGrade.Direct, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, Numbers)[3].Pii);

    [Fact]
    public void Assign_LongNumberOfEachPerson_SaysWhy() =>
        Assert.Contains(Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, Numbers)[3].PiiEvidence, static e => e.Contains("each person", StringComparison.Ordinal));

    [Fact]
    public void Assign_LongNumberOfEachThing_IsNotPersonal() =>
        Assert.Equal(PiiGrade.None, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], ["red", "blue", "red", "green", "blue", "red", "red", "blue"], ["12.50", "7.99", "3.10", "8.20", "19.00", "4.45", "6.10", "2.05"], Numbers)[3].Pii);

    [Fact]
    public void Assign_NumberGivenOutInTurn_IsNotPersonal() =>
        Assert.Equal(PiiGrade.None, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["50010031", "50010017", "50010044", "50010009", "50010025", "50010038", "50010012", "50010050"])[3].Pii);

    [Fact]
    public void Assign_LongKeyInFront_IsNotPersonal() =>
        Assert.Equal(PiiGrade.None, Grades(["48120937", "10293847", "77120039", "29384756", "66172839", "90817263", "35261728", "58271930"], Given, Family, ["a", "b", "a", "c", "b", "a", "a", "c"])[0].Pii);

    [Fact]
    public void Assign_SevenDigitsOfEachPerson_ArePersonal() =>
        Assert.Equal(PiiGrade.Direct, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["6934567", "8688089", "6597436", "8562374", "8663434", "7345934", "5523817", "6612093"])[3].Pii);

    [Fact]
    public void Assign_NumbersOfPersonsWithAWordAmongThem_ArePersonal()
    {
        string[] given = [.. Given, .. Given, "Ingrid", "Astrid"], family = [.. Family, .. Family, "Moen", "Bakke"];
        string[] numbers = [.. Enumerable.Range(0, 17).Select(static i => "07" + (20_000_000 + i * 4_111_337 % 79_000_000)), "ask the office"];
        Assert.Equal(PiiGrade.Direct, Grades([.. Enumerable.Range(1, 18).Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))], given, family, numbers)[3].Pii);
    }

    [Fact]
    public void Assign_NumbersWithALetterOfEachPerson_ArePersonal() =>
        Assert.Equal(PiiGrade.Direct, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["48120937B", "10293847K", "77120039T", "29384756A", "66172839Z", "90817263C", "35261728F", "58271930J"])[3].Pii);

    [Fact]
    public void Assign_NumbersBehindOneLetter_AreCodes() =>
        Assert.Equal(PiiGrade.None, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["U90099016", "U90018011", "U90123010", "U90077231", "U90201655", "U90150987", "U90034410", "U90096112"])[3].Pii);

    [Fact]
    public void Assign_NumbersASpreadsheetRounded_OfEachPerson_ArePersonal() =>
        Assert.Equal(PiiGrade.Direct, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["5.54563E+15", "5.31725E+15", "4.91638E+15", "4.48544E+15", "5.40093E+15", "4.71655E+15", "4.92946E+15", "5.18382E+15"])[3].Pii);

    [Fact]
    public void Assign_WordsWithANumberNowAndThen_OfEachPerson_AreLogins()
    {
        Assert.Equal(PiiGrade.Direct, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["Wasco1982", "Fultses", "Thessits", "Poccour", "Bripow1949", "Camel", "Hounganty88", "Dreary"])[3].Pii);
        Assert.Equal(PiiGrade.None, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], ["red", "blue", "red", "green", "blue", "red", "red", "blue"], ["12.50", "7.99", "3.10", "8.20", "19.00", "4.45", "6.10", "2.05"], ["Wasco1982", "Fultses", "Thessits", "Poccour", "Bripow1949", "Camel", "Hounganty88", "Dreary"])[3].Pii);
    }

    [Fact]
    public void Assign_FewNamesInManyPairs_AreStillPersons()
    {
        string[] givenNames = ["Ingrid", "Solveig", "Astrid", "Sigrid", "Gudrun", "Ragnhild", "Anna", "Maria", "Peter", "Martin", "Thomas", "Laura", "Julia", "Paul", "Simon", "Elena", "Sofia", "David", "Daniel", "Lukas"];
        string[] familyNames = ["Nilsen", "Haugen", "Eriksen", "Larsen", "Dahl", "Lund", "Berg", "Hansen", "Olsen", "Johansen", "Andersen", "Pedersen", "Kristiansen", "Jensen", "Karlsen", "Johnsen", "Pettersen", "Eide", "Moen", "Solberg"];
        string[] rows = [.. Enumerable.Range(0, 60).Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        string[] numbers = [.. Enumerable.Range(0, 60).Select(static i => (48_120_937_465 + i * 7_411_133_711 % 50_000_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(PiiGrade.Direct, Grades(rows, [.. Enumerable.Range(0, 60).Select(i => givenNames[i % 20])], [.. Enumerable.Range(0, 60).Select(i => familyNames[(i + i / 20) % 20])], numbers)[3].Pii);
    }

    [Fact]
    public void Assign_AddressesOfOrganisations_AreNobodys()
    {
        string[] companies = ["Brauhaus Kruse GmbH", "Metallbau Voss KG", "Autohaus Lindner GmbH", "Zimmerei Ahlers OHG", "Wendt Logistik AG", "Optik Böhm GmbH"];
        string[] streets = ["Hafenstr. 12", "Lindenallee 4", "Am Markt 9", "Mühlweg 31", "Bahnhofstr. 8", "Ringstr. 77"];
        Assert.Equal(PiiGrade.None, Assign(["company", "address"], companies, streets)[1].Pii);
        Assert.Equal(PiiGrade.Direct, Assign(["full_name", "address"], ["Ingrid Nilsen", "Solveig Haugen", "Astrid Dahl", "Anna Berg", "Sigrid Lund", "Gudrun Larsen"], streets)[1].Pii);
    }

    [Fact]
    public void Assign_DaysOfEachPerson_AreNoNumbersOfTheirs() =>
        Assert.Equal(PiiGrade.None, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["18/05/2019", "11/02/2018", "21/05/2021", "02/03/2020", "14/07/2022", "30/09/2017", "05/12/2016", "23/01/2023"])[3].Pii);

    [Fact]
    public void Assign_LoginsMadeOfNames_ArePersonal() =>
        Assert.Equal(PiiGrade.Direct, Grades(Given, Family, ["ingridn", "solvh", "astride", "sigridl", "gudrund", "ragnhl", "torbjb", "annah"])[2].Pii);

    [Fact]
    public void Assign_WordsOfLettersAndDigitsOfNoPattern_ArePasswords() =>
        Assert.Equal(PiiGrade.Direct, Grades(Given, Family, ["blueMoon1", "1357pool", "2Laurel9x", "beast234", "curry77Tea", "q9zebra", "nightOwl42", "t4ble"])[2].Pii);

    [Fact]
    public void Assign_CodesOfOnePattern_AreNoPasswords() =>
        Assert.Equal(PiiGrade.None, Grades(Given, Family, ["emp001", "emp002", "emp013", "emp024", "emp135", "emp246", "emp357", "emp468"])[2].Pii);

    [Fact]
    public void Assign_RoundAmountsOfEachPerson_AreNoNumbersOfTheirs() =>
        Assert.Equal(PiiGrade.None, Grades(["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, ["6930000", "8680000", "6590000", "8500000", "8600000", "7300000", "5500000", "6600000"])[3].Pii);

    [Fact]
    public void Assign_NumberWithAKnownHeader_IsWhatTheHeaderSays() =>
        Assert.Equal(PiiGrade.None, Assign(["id", "first_name", "last_name", "order number"], ["1", "2", "3", "4", "5", "6", "7", "8"], Given, Family, Numbers)[3].Pii);

    private static IReadOnlyList<DomainAssignment> Grades(params string[][] columns) => Assign([.. columns.Select(static (_, i) => "c" + (i + 1))], columns);

    private static IReadOnlyList<DomainAssignment> Assign(string[] names, params string[][] columns)
    {
        var table = new CatalogTable
        {
            Name = "t", Columns = [.. columns.Select((values, i) => new CatalogColumn { Name = names[i], SourceName = names[i], Ordinal = i, Type = TypeOf(values) })],
            Source = new CatalogSource { Location = "t", Format = "csv", Sha256 = new string('0', 64) },
        };
        var sample = RawSample.From(columns.Select((values, i) => (names[i], values)).ToDictionary(static p => p.Item1, static p => p.values.ToArray<string?>()));
        return new DomainAssigner(DomainCatalog.Default, new PiiMasker()).Assign(table, sample, new ThresholdProfile(), CancellationToken.None);
    }

    private static ColumnType TypeOf(string[] values) => Array.TrueForAll(values, static v => long.TryParse(v, out _)) ? ColumnType.Int64 : ColumnType.Text;
}
