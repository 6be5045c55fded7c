using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <remarks>The files that are loaded, and the target that is asked.</remarks>
public sealed partial class KeptNumberTests
{
    private static string Name(int person) => $"p{person:00}-{person * 4660 % 65536:x4}";

    private static string NameSql(string person) => $"printf('p%02d-%04x', {person}, (({person}) * 4660) % 65536)";

    private void Persons(int from, int to, bool backwards = false, int broken = -1)
    {
        var some = Enumerable.Range(from, to - from);
        _folder.Write("persons.csv", "person,family_name,birth_date\n" + string.Join('\n', (backwards ? some.Reverse() : some).Select(i => $"{Name(i)},Stone{(char)('a' + i % 26)},{(i == broken ? "unclear" : $"19{50 + i}-03-0{1 + i % 9}")}")) + "\n");
    }

    // A visit's ward is called like its person, so that the reference can be checked.
    private void Visits(int from, int to, int fromPerson, int toPerson) =>
        _folder.Write("visits.csv", "visit,person,visit_date,ward\n" + string.Join('\n', Enumerable.Range(from, to - from).Select(i => (Visit: i, Person: fromPerson + (i * 7 % (toPerson - fromPerson)))).Select(static v => $"v{v.Visit:x3}-{v.Visit * 7919 % 65536:x4},{Name(v.Person)},2024-01-{1 + v.Visit % 28:00},{Name(v.Person)}")) + "\n");

    // The last ones of a file changed last; the last of the file before is read again.
    private void Changed(int from, int to) =>
        _folder.Write("persons.csv", "person,family_name,birth_date,changed\n" + string.Join('\n', Enumerable.Range(from, to - from).Select(static i => $"{Name(i)},Stone{(char)('a' + i % 26)},19{50 + i}-03-0{1 + i % 9},2024-01-01T00:{i:00}:00")) + "\n");

    // Who manages whom: three at a time, beginning with the first of the file, who manages himself.
    private void Employees(int from, int to) =>
        _folder.Write("employees.csv", "employee,manager_employee,hired\n" + string.Join('\n', Enumerable.Range(from, to - from).Select(i => $"{Name(i)},{Name(from + ((i - from) / 3))},2020-03-{1 + i % 28:00}")) + "\n");

    private void Events(string kind, int count) =>
        _folder.Write("events.csv", "kind,happened\n" + string.Join('\n', Enumerable.Range(0, count).Select(i => $"{kind} {i % 5},2024-02-{1 + i % 20:00}")) + "\n");

    private RunSettings Settings => new() { Confirm = RunSettings.Yes, BaseFolder = _folder.Path };

    private LumosEngine Lumos() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private Task<RunResult> RunAsync(string load = "upsert", string? engine = null, string[]? sources = null) => Lumos().RunAsync(Contract(load, engine, sources), Settings);

    private static RunContract Contract(string load, string? engine = null, string[]? sources = null, Dictionary<string, IncrementalRead>? incremental = null) =>
        new RunContractBuilder().From(sources ?? ["persons.csv", "visits.csv"]).ToSchema("target.sql").Into("out.duckdb").As("ann", Role.Operator).Build() with
        {
            Overrides = new RunOverrides { TransformEngine = engine, Load = new Dictionary<string, string> { ["*"] = load }, Incremental = incremental },
        };

    private string Ask(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private void Do(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["out.duckdb"]}");
        connection.Open();
        connection.Execute(sql);
    }
}
