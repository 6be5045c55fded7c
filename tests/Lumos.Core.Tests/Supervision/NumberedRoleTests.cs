using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>Rows that name several rows of a numbered table, each in a role of its own: the employee, the manager, who approved it.</summary>
public sealed class NumberedRoleTests : IDisposable
{
    private const string Staff = "CREATE TABLE employee (employee_id BIGINT PRIMARY KEY, full_name TEXT, hired DATE, manager_id BIGINT REFERENCES employee);";

    private readonly TemporaryFolder _folder = new();

    public NumberedRoleTests()
    {
        // Rows 0 to 3 have nobody above them; row i has one of them.
        _folder.Write("employees.csv", "employee_id,full_name,hired,manager_id\n" + string.Join('\n', Enumerable.Range(0, 24).Select(static i => $"{Code(i)},Ann Stone{(char)('a' + i)},20{i % 20:00}-03-0{1 + i % 9},{(i < 4 ? "" : Code(Above(i)))}")) + "\n");
    }

    [Theory]
    [InlineData("columnar")]
    [InlineData("duckdb")]
    public async Task Run_RowsThatNameRowsOfTheirOwnTable_GetTheirNumbers(string engine)
    {
        _folder.Write("target.sql", Staff);
        var result = await RunAsync(new RunOverrides { TransformEngine = engine });

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal("0", Ask("SELECT count(*) FROM employee WHERE manager_id IS DISTINCT FROM CASE WHEN employee_id > 4 THEN employee_id % 4 + 1 END"));
    }

    [Fact]
    public async Task Plan_ReferenceNobodyDeclared_IsFollowedWhereTheNamesSaySo()
    {
        _folder.Write("target.sql", "CREATE TABLE employee (employee_id BIGINT PRIMARY KEY, full_name TEXT, hired DATE, manager_id BIGINT);");

        Assert.Equal(("employees_manager_id_key.number", GateDecision.Accept), await ColumnAsync("employee", "manager_id"));
    }

    [Fact]
    public async Task Run_SameRowInTwoTables_OnlyItsOwnReferenceIsTheRow()
    {
        _folder.Write("target.sql", Staff + "CREATE TABLE employment (employment_id BIGINT PRIMARY KEY, employee_id BIGINT NOT NULL REFERENCES employee, supervisor_id BIGINT REFERENCES employee, hired DATE);");
        await RunAsync(new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["employment"] = ["employees"], ["employee"] = ["employees"] } });

        Assert.Equal(("employees_key.number", GateDecision.Accept), await ColumnAsync("employment", "employee_id"));
        Assert.Equal(("employees_manager_id_key.number", GateDecision.Accept), await ColumnAsync("employment", "supervisor_id"));
        Assert.Equal("0", Ask("SELECT count(*) FROM employment WHERE supervisor_id IS DISTINCT FROM CASE WHEN employee_id > 4 THEN employee_id % 4 + 1 END"));
    }

    [Theory]
    [InlineData("manager_id")]
    [InlineData("reports_to")]
    [InlineData("referred_by")]
    public async Task Plan_RoleTheSourceDoesNotHave_StaysOpen(string column)
    {
        _folder.Write("employees.csv", string.Join('\n', File.ReadLines(_folder["employees.csv"]).Select(static line => line[..line.LastIndexOf(',')])) + "\n");
        _folder.Write("target.sql", Staff.Replace("manager_id", column, StringComparison.Ordinal) + $"CREATE TABLE employment (employment_id BIGINT PRIMARY KEY, employee_id BIGINT NOT NULL REFERENCES employee, {column} BIGINT REFERENCES employee, hired DATE);");
        var sources = new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["employment"] = ["employees"], ["employee"] = ["employees"] } };

        Assert.Equal((null, null), await ColumnAsync("employee", column, sources));
        Assert.Equal((null, null), await ColumnAsync("employment", column, sources));
        Assert.Equal(("employees_key.number", GateDecision.Accept), await ColumnAsync("employment", "employee_id", sources));
    }

    [Fact]
    public async Task Plan_ColumnWithARoleNobodyNamed_IsHeld()
    {
        _folder.Write("target.sql", Staff + "CREATE TABLE badge (badge_id BIGINT PRIMARY KEY, holder_id BIGINT NOT NULL REFERENCES employee, hired DATE);");
        _folder.Write("employees.csv", string.Join('\n', File.ReadLines(_folder["employees.csv"]).Select(static line => line[..line.LastIndexOf(',')])) + "\n");

        Assert.Equal(("employees_key.number", GateDecision.Hold), await ColumnAsync("badge", "holder_id", new RunOverrides { Sources = new Dictionary<string, IReadOnlyList<string>> { ["badge"] = ["employees"], ["employee"] = ["employees"] } }));
    }

    [Fact]
    public async Task Plan_SeveralReferencesToOneTable_EachGetsTheOneOfItsRole()
    {
        _folder.Write("orders.csv", "order_id,employee_id,approver_employee_id,total\n" + string.Join('\n', Enumerable.Range(0, 30).Select(static i => $"o{i:x2}-{i * 7919 % 65536:x4},{Code(i % 24)},{Code(Above(i % 24))},{i * 3}.50")) + "\n");
        _folder.Write("target.sql", Staff + "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, approver_id BIGINT REFERENCES employee, employee_id BIGINT REFERENCES employee, checked_by BIGINT REFERENCES employee, total DECIMAL(10,2));");

        Assert.Equal(("employees_approver_employee_id_key.number", GateDecision.Accept), await ColumnAsync("orders", "approver_id", null, "orders.csv"));
        Assert.Equal(("employees_employee_id_key.number", GateDecision.Accept), await ColumnAsync("orders", "employee_id", null, "orders.csv"));
        Assert.Equal((null, null), await ColumnAsync("orders", "checked_by", null, "orders.csv"));
    }

    public void Dispose() => _folder.Dispose();

    private static int Above(int employee) => (employee + 1) % 4;

    private static string Code(int employee) => $"e{employee:00}-{employee * 4660 % 65536:x4}";

    private LumosEngine Lumos() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private async Task<(string? Source, GateDecision? Decision)> ColumnAsync(string table, string column, RunOverrides? overrides = null, params string[] more)
    {
        if (overrides is not null || more.Length > 0 || !Directory.Exists(_folder["state"])) await Lumos().PlanAsync(Contract(overrides, more), Settings);
        var plan = (await Lumos().GetArtifactsAsync()).Plan!;
        var mapped = plan.Tables.Single(t => t.Target == table).Inputs.SelectMany(static i => i.Columns).SingleOrDefault(c => c.Target == column);
        return (mapped?.Sources.Single(), mapped?.Decision);
    }

    private RunSettings Settings => new() { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };

    private Task<RunResult> RunAsync(RunOverrides? overrides = null) => Lumos().RunAsync(Contract(overrides), Settings);

    private static RunContract Contract(RunOverrides? overrides, params string[] more) =>
        new RunContractBuilder().From(["employees.csv", .. more]).ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build() with { Overrides = overrides };

    private string Ask(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}
