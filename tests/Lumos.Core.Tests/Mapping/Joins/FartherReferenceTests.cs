using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping.Joins;

/// <summary>References no column of a table has itself: to rows that are numbered, one table further on, to rows of the same table, and of several to one table those whose roles agree.</summary>
public sealed class FartherReferenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_LinesOfDeals_GetTheNumbersOfTheDealsCustomerAndKeepTheRowsDay()
    {
        var plan = await DealsAsync();
        var sales = Input(plan, "fact_sales");

        Assert.Equal("opportunity_line", sales.Source);
        Assert.Equal(GateDecision.Accept, Of(sales, "customer_key").Decision);
        Assert.Contains(sales.Joins!, static j => j is { Table: "account", Reference: "opportunity.AccountId", Numbered: true });
        // Who owns a deal may be its seller, which no name says.
        Assert.Equal((GateDecision.Hold, true), (Of(sales, "sales_rep_key").Decision, Of(sales, "sales_rep_key").Rationale.Any(static r => r.EndsWith("Confirm it.", StringComparison.Ordinal))));
        Assert.Equal("opportunity.CloseDate", Assert.Single(Of(sales, "close_date").Sources));
    }

    [Fact]
    public async Task Run_ReferenceToNumberedRows_IsNeverANumberOfAnotherKind()
    {
        var plan = await DealsAsync();
        var activity = Input(plan, "fact_activity");

        Assert.DoesNotContain(Of(activity, "employee_key").Sources, static s => s.Contains("NumberOfEmployees", StringComparison.Ordinal));
        Assert.Equal("surrogate", Of(activity, "employee_key").Strategy);
        Assert.DoesNotContain(activity.Joins ?? [], static j => j.Table == "account" && j.Numbered != true);
    }

    [Fact]
    public async Task Run_KeyThatRefersToNumberedRows_IsTheirNumber()
    {
        Write("patients", "Id,FIRST,LAST,GENDER,BIRTHDATE,DEATHDATE", 60, static i => $"{Key(i)},Ann{i},Lee,{"MF"[i % 2]},19{50 + i % 40}-01-1{i % 9},2021-03-1{i % 9}");
        Write("observations", "DATE,PATIENT,CODE,VALUE", 200, static i => $"2020-02-1{i % 9},{Key(i % 60)},8302-2,{100 + i}");
        var plan = await PlanAsync("""
            CREATE TABLE person (person_id integer PRIMARY KEY, first_name text, birth_date date, person_source_value text);
            CREATE TABLE death (person_id integer PRIMARY KEY REFERENCES person(person_id), death_date date NOT NULL);
            """);
        var death = Input(plan, "death");

        Assert.Equal("patients", death.Source);
        Assert.Equal("DEATHDATE", Assert.Single(Of(death, "death_date").Sources));
        Assert.Contains(death.Joins!, static j => j is { Table: "patients", Numbered: true, Reference: "Id" });
    }

    [Fact]
    public async Task Run_DepartmentOfAWorkersPosition_IsLookedUpAndParentsAreFound()
    {
        Write("departments", "dept_code,dept_name,superior_dept_code", 8, static i => $"D{i},Unit {i},{(i == 0 ? "" : "D0")}");
        Write("positions", "position_code,title,department_code", 40, static i => $"P{i:000},Job {i},D{i % 8}");
        Write("workers", "worker_no,first_name,last_name,position_code", 40, static i => $"{900 + i},Ann{i},Lee{i},P{i:000}");
        var plan = await PlanAsync("""
            CREATE TABLE department (code text PRIMARY KEY, name text NOT NULL, belongs_to text REFERENCES department(code));
            CREATE TABLE employee (emp_id integer PRIMARY KEY, first_name text, last_name text, unit text REFERENCES department(code));
            """);

        Assert.Equal("positions.department_code", Assert.Single(Of(Input(plan, "employee"), "unit").Sources));
    }

    [Fact]
    public async Task Run_OneReferenceToAnotherRowOfItsTable_GoesToTheOneOfTheTarget()
    {
        Write("units", "unit_code,unit_name,superior_unit_code", 20, static i => $"U{i:00},Unit {i},{(i == 0 ? "" : $"U{i / 3:00}")}");
        var column = Of(Input(await PlanAsync("CREATE TABLE department (dept_no text PRIMARY KEY, dept_name text NOT NULL, part_of text REFERENCES department(dept_no));"), "department"), "part_of");

        Assert.Equal(("superior_unit_code", GateDecision.Accept), (Assert.Single(column.Sources), column.Decision));
    }

    [Fact]
    public async Task Run_ReferenceANearNameTook_GoesWhereTheTargetRefersToItsRow()
    {
        Write("accounts", "acct_no,currency,opened", 40, static i => $"{20000000 + (i * 7919)},GBP,2010-01-1{i % 9}");
        Write("standing_orders", "so_no,acct_no,benef_nm,benef_acct,amt", 60, static i => $"{i + 1},{20000000 + (i % 40 * 7919)},Ann Lee{i},{70000000 + (i * 311)},{10 + i}.50");
        var plan = await PlanAsync("""
            CREATE TABLE account (account_number text PRIMARY KEY, currency char(3), opened_on date);
            CREATE TABLE standing_order (standing_order_id bigint PRIMARY KEY, debit_account_number text NOT NULL REFERENCES account(account_number), payee_name text, payee_account_number text, amount decimal(12,2));
            """);
        var order = Input(plan, "standing_order");

        Assert.Equal("acct_no", Assert.Single(Of(order, "debit_account_number").Sources));
        Assert.DoesNotContain(order.Columns, static c => c.Target == "payee_account_number" && c.Sources.Contains("acct_no"));
    }

    [Fact]
    public async Task Run_SeveralReferencesToOneTable_GoByTheirRolesAndThePlainOneIsHeld()
    {
        Write("res_partner", "id,name,city", 120, static i => $"{i + 10},Firm {i},Berlin");
        Write("sale_order", "id,name,date_order,create_date,partner_id,partner_invoice_id,partner_shipping_id,amount_total", 90, static i => $"{i + 1},S{i:0000},2022-01-0{1 + i % 9} 10:00:00,2022-01-1{i % 9} 11:00:00,{10 + i},{10 + (i * 7 % 120)},{10 + (i * 11 % 120)},{i}.50");
        var plan = await PlanAsync("""
            CREATE TABLE business_partner (bp_id bigint PRIMARY KEY, display_name text NOT NULL, town text);
            CREATE TABLE sales_order (order_id bigint PRIMARY KEY, buyer_id bigint NOT NULL REFERENCES business_partner(bp_id), deliver_to_id bigint REFERENCES business_partner(bp_id), ordered_at timestamp NOT NULL, total numeric(12,2));
            """);
        var order = Input(plan, "sales_order");

        Assert.Equal(("partner_shipping_id", GateDecision.Accept), (Assert.Single(Of(order, "deliver_to_id").Sources), Of(order, "deliver_to_id").Decision));
        Assert.Equal(("partner_id", GateDecision.Hold), (Assert.Single(Of(order, "buyer_id").Sources), Of(order, "buyer_id").Decision));
        // "date_order" is the date of the order, and a row is seldom made then.
        Assert.Equal("date_order", Assert.Single(Of(order, "ordered_at").Sources));
    }

    public void Dispose() => _folder.Dispose();

    private Task<MappingPlanArtifact> DealsAsync()
    {
        Write("user", "Id,FirstName,LastName,Email,Title,Department", 12, static i => $"005{Key(i)},Ann{i},Lee,ann{i}@corp.example,Rep,Sales");
        Write("account", "Id,Name,NumberOfEmployees,Industry,City,Phone,OwnerId", 40, static i => $"001{Key(i)},Firm {i},{5 + (i * 13)},Energy,Austin,512-555-{1000 + i},005{Key(i % 12)}");
        Write("contact", "Id,AccountId,FirstName,LastName", 60, static i => $"003{Key(i)},001{Key(i % 40)},Bob{i},Ray");
        Write("opportunity", "Id,AccountId,OwnerId,Name,CloseDate", 80, static i => $"006{Key(i)},001{Key(i * 3 % 40)},005{Key(i % 12)},Deal {i},2022-03-1{i % 9}");
        Write("opportunity_line", "Id,OpportunityId,Quantity,UnitPrice,ServiceDate", 200, static i => $"00k{Key(i)},006{Key(i % 80)},{1 + i % 7},{10 + i}.50,2022-05-1{i % 9}");
        Write("task", "Id,WhoId,OwnerId,Subject,ActivityDate,Status,Priority", 70, static i => $"00T{Key(i)},003{Key(i % 60)},005{Key(i % 12)},Call,2022-07-1{i % 9},Done,High");
        return PlanAsync("""
            CREATE TABLE dim_employee (employee_key bigint PRIMARY KEY, crm_user_id char(18) NOT NULL, full_name text NOT NULL, email text, job_title text, department text);
            CREATE TABLE dim_customer (customer_key bigint PRIMARY KEY, crm_account_id char(18) NOT NULL, customer_name text NOT NULL, employee_count integer, industry text, city text, phone text);
            CREATE TABLE dim_contact (contact_key bigint PRIMARY KEY, customer_key bigint REFERENCES dim_customer(customer_key), full_name text);
            CREATE TABLE fact_sales (sales_line_key bigint PRIMARY KEY, opportunity_name text, customer_key bigint REFERENCES dim_customer(customer_key), sales_rep_key bigint REFERENCES dim_employee(employee_key), close_date date, quantity integer, unit_price decimal(18,2));
            CREATE TABLE fact_activity (activity_key bigint PRIMARY KEY, contact_key bigint REFERENCES dim_contact(contact_key), employee_key bigint REFERENCES dim_employee(employee_key), activity_date date, subject text, status text, priority text);
            """);
    }

    private static string Key(int i) => $"{((i + 1) * 7919L % 99991):x5}{((i + 3) * 104729L % 999983):x6}";

    private static SourceMapping Input(MappingPlanArtifact plan, string target) => Assert.Single(plan.Tables.Single(t => t.Target == target).Inputs);

    private static ColumnMapping Of(SourceMapping input, string target) => input.Columns.Single(c => c.Target == target);

    private async Task<MappingPlanArtifact> PlanAsync(string schema)
    {
        _folder.Write("ours.sql", schema);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["."], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]) };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}
