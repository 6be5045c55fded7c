using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Mapping;
using Lumos.Core.Supervision;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Tests.Mapping;

/// <summary>The right kind of transform, with a pipeline that gives the right value of the first row.</summary>
public sealed class TransformKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("place", "Austin, TX 78701;Salt Lake City, UT 84101;Reno, NV 89501-1234", "city", "text", "decompose", "Austin")]
    [InlineData("place", "Austin, TX 78701;Salt Lake City, UT 84101;Reno, NV 89501-1234", "state", "text", "decompose", "TX")]
    [InlineData("place", "Austin, TX 78701;Salt Lake City, UT 84101;Reno, NV 89501-1234", "zip", "text", "decompose", "78701")]
    [InlineData("address", "12 Oak St, Austin, TX 78701;7 Elm Ave, Reno, NV 89501;9 Main Rd, Waco, TX 76701", "city", "text", "decompose", "Austin")]
    [InlineData("ort", "10115 Berlin;80331 München;50667 Köln", "postcode", "text", "decompose", "10115")]
    [InlineData("ort", "10115 Berlin;80331 München;50667 Köln", "city", "text", "decompose", "Berlin")]
    [InlineData("location", "48.1372, 11.5756;52.5200, 13.4050;-33.8688, 151.2093", "latitude", "decimal(10,7)", "decompose", "48.1372000")]
    [InlineData("location", "48.1372, 11.5756;52.5200, 13.4050;-33.8688, 151.2093", "longitude", "decimal(10,7)", "decompose", "11.5756000")]
    [InlineData("bp", "120/80;135/85;110/70", "systolic", "int64", "decompose", "120")]
    [InlineData("bp", "120/80;135/85;110/70", "diastolic", "int64", "decompose", "80")]
    [InlineData("price", "12.50 EUR;99.00 USD;5.25 GBP", "currency", "text", "decompose", "EUR")]
    [InlineData("price", "12.50 EUR;99.00 USD;5.25 GBP", "amount", "decimal(10,2)", "decompose", "12.50")]
    [InlineData("email", "ann@example.com;bob@example.org;cyd@mail.example", "email_domain", "text", "decompose", "example.com")]
    [InlineData("diagnosis", "E11.9 - Type 2 diabetes;I10 - Hypertension;J45.9 - Asthma", "diagnosis_code", "text", "decompose", "E11.9")]
    [InlineData("isbns", "2070291340, 9782070291342;2020104725, 9782020104722;033025864X, 9780330258647", "isbn_10", "text", "decompose", "2070291340")]
    [InlineData("isbns", "2070291340, 9782070291342;2020104725, 9782020104722;033025864X, 9780330258647", "isbn_13", "text", "decompose", "9782070291342")]
    [InlineData("street_address", "4140 Park Dr;8369 Cedar Dr;9468 Maple Ave", "house_number", "text", "decompose", "4140")]
    public async Task Run_ValueOfSeveralParts_IsCut(string source, string values, string target, string type, string kind, string first) =>
        await CheckAsync(source, values, target, type, null, kind, first);

    [Theory]
    [InlineData("diagnosis_age", 40, "age_at_diagnosis", "int64", "Age at the time of diagnosis expressed in number of days since birth", "14610", GateDecision.Accept)]
    [InlineData("age_months", 480, "age", "int64", "Age at admission", "40", GateDecision.Accept)]
    [InlineData("age", 480, "age", "int64", "Age in years", "40", GateDecision.Hold)]
    [InlineData("price_cents", 1999, "price", "decimal(10,2)", "Price of the item", "19.99", GateDecision.Accept)]
    [InlineData("weight_lb", 100, "weight", "decimal(8,2)", "Body weight measured in kilograms", "45.36", GateDecision.Accept)]
    [InlineData("rating", 2, "rating", "decimal(4,1)", "Rating on a scale of 0 to 10", "5.0", GateDecision.Hold)]
    public async Task Run_NumbersInAnotherUnit_AreConverted(string source, int first, string target, string type, string description, string expected, GateDecision decision)
    {
        var step = source == "rating" ? 0 : Math.Max(1, first / 40);
        var values = source == "rating" ? "2;1;4;3;0;4;2;1;3;4" : string.Join(';', Enumerable.Range(0, 10).Select(i => (first + i * step).ToString(CultureInfo.InvariantCulture)));
        var column = await CheckAsync(source, values, target, type, description, "unit", expected);

        Assert.Equal(decision, column.Decision);
    }

    [Theory]
    [InlineData("gender", "F;M;F;M", "gender_concept_id", "int64", "8532")]
    [InlineData("gender", "2;1;2;1", "gender_concept_id", "int64", "8532")]
    [InlineData("race", "white;black;asian;white", "race_concept_id", "int64", "8527")]
    [InlineData("visit", "ER;IP;OP;IP", "visit_concept_id", "int64", "9203")]
    public async Task Run_CodesOfAStandard_AreLookedUp(string source, string values, string target, string type, string first) =>
        await CheckAsync(source, values, target, type, null, "value_map", first);

    [Fact]
    public async Task Run_SpellingsOfAnEnum_AreMappedWhereOneFitsBest()
    {
        string[] codes = ["Sigmoid colon", "Rectum, NOS", "Not Reported"];
        var column = await CheckAsync("site", "Colon, sigmoid;Rectum NOS;not reported;Colon, sigmoid;Rectum NOS;Colon, sigmoid;Rectum NOS;not reported", "site", "text", null, "value_map", "Sigmoid colon", codes);

        Assert.Contains(column.Rationale, r => r.Contains("100", StringComparison.Ordinal) && r.Contains("known spellings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_YesAndNo_BecomeTheCodesThatDenyEachOther() =>
        await CheckAsync("availability", "1;0;1;1;0;1", "availability", "text", null, "value_map", "in stock", ["in stock", "out of stock", "preorder"]);

    [Fact]
    public async Task Run_YearMonthDay_MakeADate()
    {
        var plan = await MapAsync("name,year,month,day\nAnn,2024,3,9\nBob,2023,11,30\nCyd,2020,2,29\n", Column("name", ColumnType.Text), Column("event_date", ColumnType.Date));

        Assert.Equal(("compose", "2024-03-09"), (plan["event_date"].Strategy, Value(plan["event_date"], ("name", "Ann"), ("year", "2024"), ("month", "3"), ("day", "9"))));
    }

    [Fact]
    public async Task Run_MoneyInAndMoneyOut_MakeASignedAmount()
    {
        var plan = await MapAsync("text,debit,credit\nrent,700.00,\nsalary,,2500.50\nfood,12.25,\n", Column("text", ColumnType.Text), Column("amount", ColumnType.Decimal(12, 2)));

        Assert.Equal(("derive", "-700.00"), (plan["amount"].Strategy, Value(plan["amount"], ("text", "rent"), ("debit", "700.00"), ("credit", null))));
    }

    [Theory]
    [InlineData("S;N;S;N", "true")]
    [InlineData("N;S;S;N", "false")]
    [InlineData("T;N;T;T", "true")]
    [InlineData("enabled;disabled;enabled;enabled", "true")]
    [InlineData("tak;nie;nie;tak", "true")]
    public async Task Run_WordsForYesAndNoOfOneLanguage_AreRead(string values, string first) => await CheckAsync("active", values, "active", "bool", null, "value_map", first);

    [Theory]
    [InlineData("true;false;true;true", "cast", "true")]
    [InlineData("1;0;0;1", "cast", "true")]
    [InlineData("ja;nein;nein;ja", "value_map", "true")]
    [InlineData("N;Y;Y;N", "value_map", "false")]
    public async Task Run_TruthAsProgramsWriteIt_IsACastAndWordsAreAMap(string values, string kind, string first) => await CheckAsync("verified", values, "verified", "bool", null, kind, first);

    [Theory]
    [InlineData("Frau;Herr;Frau;Herr", "female")]
    [InlineData("M.;Mme;Mlle;M.", "male")]
    [InlineData("Mrs.;Mr;Ms;Mr.", "female")]
    public async Task Run_FormsOfAddress_TellTheGender(string values, string first) => await CheckAsync("Anrede", values, "gender", "text", null, "value_map", first, ["male", "female"]);

    [Fact]
    public async Task Run_DigitsOfIso5218_TellTheGender() => await CheckAsync("sexe", "2;1;1;2;9;1", "gender", "text", null, "value_map", "female", ["male", "female", "unknown"]);

    [Theory]
    [InlineData("12.50 EUR;99.00 EUR;5.25 EUR;7.00 EUR", "EUR")]
    [InlineData("$12.50;$1,099.00;$5.25;$7.00", "USD")]
    [InlineData("1.099,00 €;5,25 €;7,00 €;12,50 €", "EUR")]
    public async Task Run_CurrencyBesideAnAmount_IsCutOut(string values, string first) => await CheckAsync("price", values, "currency", "text", null, "decompose", first);

    [Fact]
    public async Task Run_NumberedColumns_MakeTheOneTheTargetHas()
    {
        var plan = await MapAsync("id_socio,nombre,apellido1,apellido2\n1,Ana,Vidal,Roca\n2,Luis,Soler,Pons\n3,Eva,Mir,Sala\n", Column("first_name", ColumnType.Text), Column("last_name", ColumnType.Text));

        Assert.Equal(("compose", "Vidal Roca"), (plan["last_name"].Strategy, Value(plan["last_name"], ("id_socio", "1"), ("nombre", "Ana"), ("apellido1", "Vidal"), ("apellido2", "Roca"))));
    }

    [Fact]
    public async Task Run_FirstAndLastOfADonor_MakeTheDonorsName()
    {
        var plan = await MapAsync("Gift,Donor First,Donor Last\nG1,Ann,Quist\nG2,Bo,Hale\nG3,Cy,Orr\n", Column("gift", ColumnType.Text), Column("donor_name", ColumnType.Text));

        Assert.Equal(("compose", "Ann Quist"), (plan["donor_name"].Strategy, Value(plan["donor_name"], ("Gift", "G1"), ("Donor First", "Ann"), ("Donor Last", "Quist"))));
    }

    [Theory]
    [InlineData("Imponibile", "IVA", "total_amount", "122.00")]
    [InlineData("Nettobetrag", "MwSt", "gross_amount", "122.00")]
    [InlineData("order_total", "order_tax", "net_total", "78.00")]
    public async Task Run_TwoOfNetTaxAndGross_MakeTheThird(string amount, string tax, string target, string expected)
    {
        var plan = await MapAsync($"doc,{amount},{tax}\nA7,100.00,22.00\nB8,50.00,11.00\nC9,10.00,2.20\n", Column("doc", ColumnType.Text), Column(target, ColumnType.Decimal(10, 2)));

        Assert.Equal(("derive", expected), (plan[target].Strategy, Value(plan[target], ("doc", "A7"), (amount, "100.00"), (tax, "22.00"))));
    }

    [Fact]
    public async Task Run_DateAndTimeOfOneThing_DoNotMakeTheMomentOfAnother()
    {
        var plan = await MapAsync("visit,admit_date,admit_time,discharge_dttm\n1,2024-03-09,08:30,2024-03-11 10:00:00\n2,2023-11-30,21:15,2023-12-02 09:30:00\n3,2020-02-28,07:00,2020-02-29 12:00:00\n",
            Column("visit_start_datetime", ColumnType.Timestamp), Column("visit_end_datetime", ColumnType.Timestamp));

        Assert.Equal(["admit_date", "admit_time"], plan["visit_start_datetime"].Sources);
        Assert.Equal(["discharge_dttm"], plan["visit_end_datetime"].Sources);
    }

    [Fact]
    public async Task Run_TwoFormsOfOneDate_ShareTheSource()
    {
        var plan = await MapAsync("patient,condition_start\n1,2024-03-09\n2,2023-11-30\n3,2020-02-29\n", Column("condition_start_date", ColumnType.Date), Column("condition_start_datetime", ColumnType.Timestamp));

        Assert.Equal(["condition_start", "condition_start"], plan.Values.SelectMany(c => c.Sources));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ColumnMapping> CheckAsync(string source, string values, string target, string type, string? description, string kind, string first, string[]? codes = null)
    {
        var rows = values.Split(';');
        var plan = await MapAsync($"row_no,{source}\n" + string.Join('\n', rows.Select((v, i) => $"{700 + i},\"{v}\"")) + "\n", new TargetColumn { Name = target, Type = TypeOf(type), Description = description, Enum = codes });
        var column = plan[target];
        Assert.Equal((kind, first), (column.Strategy, Value(column, [("row_no", "700"), (source, rows[0])])));
        Assert.Equal(rows.Length, column.Proof!.Succeeded - column.Proof.ConstraintBreaks);
        return column;
    }

    private async Task<Dictionary<string, ColumnMapping>> MapAsync(string content, params TargetColumn[] columns)
    {
        _folder.Write("in/t.csv", content);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "records", Columns = columns }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).ToDictionary(c => c.Target, StringComparer.Ordinal);
    }

    private static TargetColumn Column(string name, ColumnType type) => new() { Name = name, Type = type };

    private static ColumnType TypeOf(string text) => text switch
    {
        "text" => ColumnType.Text,
        "int64" => ColumnType.Int64,
        "bool" => ColumnType.Bool,
        _ => text[8..^1].Split(',') is var digits ? ColumnType.Decimal(int.Parse(digits[0], CultureInfo.InvariantCulture), int.Parse(digits[1], CultureInfo.InvariantCulture)) : default,
    };

    private static string? Value(ColumnMapping column, params (string Name, string? Value)[] row)
    {
        var schema = new ColumnSchema([.. row.Select(r => new ColumnField(r.Name, ColumnType.Text))]);
        var plan = PlanChecker.Check(new TransformPlan([new Pipeline(column.Target, null, DslText.ParseExpression(column.Dsl))]), schema).OrThrow();
        var result = new PlanInterpreter(plan).EvaluateColumn(0, [.. row.Select(r => (object?)r.Value)]);
        return result.Failure?.Code ?? MappedText.Of(result.Value, column.Type);
    }
}
