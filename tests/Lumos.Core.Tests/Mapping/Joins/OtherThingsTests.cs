using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping.Joins;

/// <summary>What tables that are looked up say of something else: a customer's type beside an account's entries, a postcode for a number of a row, the day somebody left for the end of an absence.</summary>
public sealed class OtherThingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TypeOfWhoeverIsReferredTo_IsNotTheRowsType()
    {
        Bank();
        var plan = await PlanAsync("""
            CREATE TABLE party (party_id bigint PRIMARY KEY, party_type text, family_name text);
            CREATE TABLE account (account_number text PRIMARY KEY, holder_id bigint REFERENCES party(party_id), product_name text, interest_rate_percent decimal(7,4));
            CREATE TABLE account_entry (entry_reference text PRIMARY KEY, account_number text NOT NULL REFERENCES account(account_number), entry_type text, amount decimal(15,2) NOT NULL);
            """);

        Assert.DoesNotContain(Input(plan, "account_entry").Columns, static c => c.Sources.Any(static s => s.Contains("cust_type", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Run_DebitAndCreditAmounts_MakeASignedAmount()
    {
        Bank();
        var amount = Of(Input(await PlanAsync("CREATE TABLE account_entry (entry_reference text PRIMARY KEY, account_number text, amount decimal(15,2) NOT NULL);", "txnhist.csv"), "account_entry"), "amount");

        Assert.Equal(("derive", 120), (amount.Strategy, amount.Proof!.Succeeded));
        Assert.Equal(["CREDIT_AMT", "DEBIT_AMT"], amount.Sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_LabelCalledByAnAbbreviation_IsTheName()
    {
        Bank();
        var account = Input(await PlanAsync("CREATE TABLE account (account_number text PRIMARY KEY, product_name text, interest_rate_percent decimal(7,4));"), "account");

        Assert.Equal("prodcode.PROD_DESC", Assert.Single(Of(account, "product_name").Sources));
    }

    [Fact]
    public async Task Run_SharesWherePercentAreAskedFor_AreTimesAHundredAndHeld()
    {
        Bank();
        var rate = Of(Input(await PlanAsync("CREATE TABLE account (account_number text PRIMARY KEY, product_name text, interest_rate_percent decimal(7,4));"), "account"), "interest_rate_percent");

        Assert.Equal(("unit", GateDecision.Hold), (rate.Strategy, rate.Decision));
        Assert.Contains("\"100\"", rate.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EventsThatHappenOnceAtMost_HoldNoMoreOfARow()
    {
        Write("patients", "id,name", 40, static i => $"p{i:00},Ann Lee{i}");
        Write("encounters", "id,patient,start,class", 60, static i => $"e{i:000},p{i % 40:00},2021-01-1{i % 9} 10:00:00,inpatient");
        Write("medications", "start,patient,encounter,code", 50, static i => $"2021-01-1{i % 9},p{i % 40:00},e{i:000},{313000 + i}");
        var visits = Input(await PlanAsync("CREATE TABLE visits (visit_code text PRIMARY KEY, patient_code text, started_at timestamp, source_code text);"), "visits");

        Assert.Equal("encounters", visits.Source);
        Assert.DoesNotContain(visits.Joins ?? [], static j => j.Table == "medications");
    }

    [Fact]
    public async Task Run_DayOfWhoeverIsReferredTo_IsNotTheEndOfTheRow()
    {
        Write("workers", "worker_no,last_name,termination_date", 40, static i => $"W{i:000},Lee{i},2023-0{1 + i % 9}-11");
        Write("grants", "grant_no,worker_no,effective_date,amount", 90, static i => $"G{i:000},W{i % 40:000},2021-0{1 + i % 9}-05,{100 + i}");
        var grants = Input(await PlanAsync("CREATE TABLE grants (grant_no text PRIMARY KEY, worker_no text, starts_on date, ends_on date, amount numeric(10,2));"), "grants");

        Assert.DoesNotContain(grants.Columns, static c => c.Target == "ends_on" && c.Decision == GateDecision.Accept);
    }

    [Fact]
    public async Task Run_ReferenceWhereANumberOfSomethingElseIsAskedFor_IsHeld()
    {
        Write("partners", "id,name,customer_rank", 60, static i => $"{i + 1},Firm {i},{i % 5}");
        Write("bills", "id,partner_invoice_id,total", 80, static i => $"{i + 1},{1 + (i * 7 % 60)},{i}.50");
        var plan = await PlanAsync("""
            CREATE TABLE customers (id bigint PRIMARY KEY, customer_number text, name text);
            CREATE TABLE bills (id bigint PRIMARY KEY, invoice_number text, total numeric(10,2));
            """);

        Assert.All(Input(plan, "bills").Columns.Where(static c => c.Target == "invoice_number"), static c => Assert.NotEqual(GateDecision.Accept, c.Decision));
        // How often somebody bought is no number of a customer.
        Assert.All(Input(plan, "customers").Columns.Where(static c => c.Target == "customer_number"), static c => Assert.NotEqual(GateDecision.Accept, c.Decision));
    }

    [Fact]
    public async Task Run_AddressOfAnotherPlace_IsHeld()
    {
        Write("staff", "id,last_name,home_address,home_city,home_postal_code", 30, static i => $"{i + 1},Lee{i},{i + 1} Oak Street,Denver,{80000 + i}");
        var staff = Input(await PlanAsync("CREATE TABLE staff (id bigint PRIMARY KEY, last_name text, office_address text);"), "staff");

        Assert.All(staff.Columns.Where(static c => c.Target == "office_address"), static c => Assert.NotEqual(GateDecision.Accept, c.Decision));
    }

    [Fact]
    public async Task Run_EventsOfOneShape_GoWhereTheirNamesSay()
    {
        Write("patients", "Id,FIRST,LAST,BIRTHDATE", 40, static i => $"p-{i * 7919 % 9973:0000},Ann{i},Lee,1960-01-1{i % 9}");
        Write("conditions", "START,STOP,PATIENT,CODE,DESCRIPTION", 90, static i => $"2020-02-1{i % 9},2020-03-1{i % 9},p-{i % 40 * 7919 % 9973:0000},{440540 + i},Sickness {i}");
        Write("medications", "START,STOP,PATIENT,CODE,DESCRIPTION", 80, static i => $"2020-04-1{i % 9},2020-05-1{i % 9},p-{i % 40 * 7919 % 9973:0000},{313780 + i},Tablet {i}");
        Write("observations", "DATE,PATIENT,CODE,DESCRIPTION,VALUE,UNITS", 99, static i => $"2020-06-1{i % 9},p-{i % 40 * 7919 % 9973:0000},8302-2,Height,{150 + (i % 40)}.5,cm");
        var plan = await PlanAsync("""
            CREATE TABLE person (person_id integer PRIMARY KEY, first_name text, last_name text, birth_date date, person_source_value text);
            CREATE TABLE condition_occurrence (condition_occurrence_id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES person(person_id), condition_start_date date NOT NULL, condition_end_date date, condition_source_value text);
            CREATE TABLE drug_exposure (drug_exposure_id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES person(person_id), drug_exposure_start_date date NOT NULL, drug_exposure_end_date date, drug_source_value text);
            CREATE TABLE measurement (measurement_id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES person(person_id), measurement_date date NOT NULL, value_as_number decimal(12,3), unit_source_value text, measurement_source_value text, value_source_value text);
            """);

        Assert.Equal(["patients", "conditions", "medications", "observations"], new[] { "person", "condition_occurrence", "drug_exposure", "measurement" }.Select(t => Input(plan, t).Source));
        // A number and the text it was written as are two forms of one thing.
        Assert.Equal(["VALUE", "VALUE"], new[] { "value_as_number", "value_source_value" }.Select(c => Assert.Single(Of(Input(plan, "measurement"), c).Sources)));
    }

    [Fact]
    public async Task Run_LinesItemsAndTemplates_AreTheirTargetsNamesakes()
    {
        Write("product_template", "id,name,list_price", 20, static i => $"{i + 1},Saw {i},{i + 5}.50");
        Write("product_product", "id,product_tmpl_id,barcode", 30, static i => $"{i + 201},{1 + (i % 20)},40{1000000000 + (i * 7919)}");
        Write("sale_order", "id,date_order,amount_total", 50, static i => $"{i + 1},2022-01-1{i % 9} 10:00:00,{i}.50");
        Write("sale_order_line", "id,order_id,product_id,name,price_unit,price_subtotal", 120, static i => $"{i + 1},{1 + (i % 50)},{201 + (i % 30)},Line {i},{i}.50,{i * 2}.00");
        var plan = await PlanAsync("""
            CREATE TABLE article (article_id bigint PRIMARY KEY, article_number text NOT NULL, ean text, title text NOT NULL, list_price numeric(12,2));
            CREATE TABLE sales_order (order_id bigint PRIMARY KEY, ordered_at timestamp NOT NULL, total numeric(14,2));
            CREATE TABLE sales_order_item (item_id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES sales_order(order_id), article_id bigint REFERENCES article(article_id), unit_price numeric(12,2), amount numeric(14,2));
            """);

        Assert.Equal(["product_product", "sale_order", "sale_order_line"], new[] { "article", "sales_order", "sales_order_item" }.Select(t => Input(plan, t).Source));
        // What the template of a product is called is what the product is called.
        Assert.Equal("product_template.name", Assert.Single(Of(Input(plan, "article"), "title").Sources));
    }

    [Fact]
    public async Task Run_TableThatLooksTheTargetUp_IsNotTheTarget()
    {
        string[] names = ["Lincoln", "Jefferson", "Central", "Oak"], heads = ["Ann Lee", "Bob Ray", "Eve Moss", "Max Ford"];
        Write("SCHOOLS", "SchoolNumber,SchoolName,PrincipalName,Phone", 4, i => $"{100 + i},{names[i]} School,{heads[i]},(217) 555-{1000 + i}");
        Write("STUDENTS", "DCID,Student_Number,State_StudentNumber,Last_Name,First_Name,DOB,City,Zip,SchoolID", 60, static i => $"{5000 + i},{70000 + i},IL{1000000 + (i * 7919)},Lee{i},Ann{i},2010-01-1{i % 9},Ulm,{89000 + i},{100 + (i % 4)}");
        Write("ATTENDANCE", "AttID,Student_Number,SchoolID,Att_Date", 99, static i => $"{i + 1},{70000 + (i % 60)},{100 + (i % 4)},2023-01-1{i % 9}");
        var plan = await PlanAsync("CREATE TABLE campus (campus_id integer PRIMARY KEY, name text NOT NULL, principal text, phone text);");

        Assert.Equal("schools", Input(plan, "campus").Source);
    }

    [Fact]
    public async Task Run_ColumnWithoutAValue_IsHeldWhereItsNameIsNotTheTargets()
    {
        Write("moves", "move_id,note,amount,reference", 40, static i => $"{i + 1},,{i}.50,");
        var input = Input(await PlanAsync("CREATE TABLE moves (move_id bigint PRIMARY KEY, is_credit_note boolean, amount decimal(10,2), reference text);"), "moves");

        Assert.DoesNotContain(input.Columns, static c => c.Target == "is_credit_note" && c.Decision == GateDecision.Accept);
        Assert.Equal(GateDecision.Accept, Of(input, "reference").Decision);
    }

    [Fact]
    public async Task Run_SeveralTablesHaveAnOpenColumn_SaysSoOnce()
    {
        Write("clients", "client_id,remarks", 20, static i => $"{i + 1},pays late {i}");
        Write("depots", "depot_id,remarks", 5, static i => $"{i + 501},north gate {i}");
        Write("orders", "order_id,client_id,depot_id,amount", 60, static i => $"{i + 9001},{1 + (i % 20)},{501 + (i % 5)},{i}.25");
        _folder.Write("ours.sql", "CREATE TABLE orders (order_id bigint PRIMARY KEY, amount decimal(10,2), remarks text);");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["."], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };

        var hint = Assert.Single((await run.RunAsync()).Reasons, static r => r.Contains("'orders.remarks' would come from", StringComparison.Ordinal));
        Assert.Contains("'clients.remarks'", hint, StringComparison.Ordinal);
        Assert.Contains("It is much the same with 'depots.remarks'.", hint, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Bank()
    {
        Write("custmast", "CUST_NO,CUST_TYPE,SURNAME", 40, static i => $"{100000 + i},{"PC"[i % 2]},LEE{i}");
        Write("prodcode", "PROD_CD,PROD_DESC,INT_RATE", 3, static i => $"{"CSL"[i]}AV,{(i == 0 ? "Current account" : i == 1 ? "Savings" : "Loan")},0.0{i + 1}50");
        Write("acctmast", "ACCT_NO,CUST_NO,PROD_CD", 60, static i => $"{20000000 + (i * 7919)},{100000 + (i % 40)},{"CSL"[i % 3]}AV");
        Write("txnhist", "TXN_REF,ACCT_NO,TXN_CD,DEBIT_AMT,CREDIT_AMT", 120, static i => $"T{i:00000},{20000000 + (i % 60 * 7919)},{(i % 2 == 0 ? "DD" : "BGC")},{(i % 3 == 0 ? "" : $"{i}.50")},{(i % 3 == 0 ? $"{i}.25" : "")}");
    }

    private static SourceMapping Input(MappingPlanArtifact plan, string target) => Assert.Single(plan.Tables.Single(t => t.Target == target).Inputs);

    private static ColumnMapping Of(SourceMapping input, string target) => input.Columns.Single(c => c.Target == target);

    private async Task<MappingPlanArtifact> PlanAsync(string schema, params string[] locations)
    {
        _folder.Write("ours.sql", schema);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = locations.Length > 0 ? locations : ["."], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
