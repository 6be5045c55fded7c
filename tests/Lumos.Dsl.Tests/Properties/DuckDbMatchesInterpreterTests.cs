using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>
/// Random typed plans over hostile rows: DuckDB and the interpreter must agree on every value, failing operation and error. The slice is
/// fixed; LUMOS_PROPERTY_PLANS asks for more plans and LUMOS_PROPERTY_SEED for other ones.
/// </summary>
public sealed class DuckDbMatchesInterpreterTests : IDisposable
{
    private const int RowsPerPlan = 40;

    private readonly DuckDbConnection _connection = new();
    private readonly HashSet<OperationKind> _failed = [];
    private readonly List<string> _differences = [];
    private int _plans;
    private long _cells;
    private long _errors;

    public DuckDbMatchesInterpreterTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var count = Setting("LUMOS_PROPERTY_PLANS", 300);
        var rows = (from values in Row.ListOf(RowsPerPlan) select (IReadOnlyList<ValueList<string?>>)values.ToArray());
        var cases = from plan in TypedPlanGenerator.Plan from data in rows select new PlanOverRows(plan, data);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay((ulong)Setting("LUMOS_PROPERTY_SEED", 20_241_120), 11),
            Prop.ForAll(Arb.From(cases), pair =>
            {
                // All differences are worth seeing, not only the first.
                if (_differences.Count < 20) Compare(pair.Plan, pair.Rows);
            }));

        Assert.True(_differences.Count == 0, "\n" + string.Join("\n\n", _differences));

        // The slice is worth something only if most plans pass the checker and errors do occur.
        Assert.True(_plans > count / 3, FormattableString.Invariant($"Only {_plans} of {count} plans were well typed."));
        Assert.True(_errors > _cells / 100, FormattableString.Invariant($"Only {_errors} of {_cells} cells failed."));
        Assert.True(_failed.Count >= 5, "Errors came only from " + string.Join(", ", _failed));
    }

    private static Gen<ValueList<string?>> Row => TypedPlanGenerator.Source.Fields
        .Aggregate(Gen.Constant<IEnumerable<string?>>([]), (row, column) => from cells in row from cell in HostileValues.Of(column.Type) select cells.Append(cell))
        .Select(cells => ValueList.From(cells.ToArray()));

    private void Compare(TransformPlan plan, IReadOnlyList<ValueList<string?>> rows)
    {
        // One badly typed pipeline must not cost the others.
        var good = plan.Pipelines.Where(pipeline => PlanChecker.Check(new TransformPlan([pipeline]), TypedPlanGenerator.Source).Plan is not null).ToArray();
        if (good.Length == 0) return;
        _plans++;
        var typed = PlanChecker.Check(new TransformPlan(ValueList.From(good)), TypedPlanGenerator.Source).OrThrow();
        var compiled = DuckDbCompiler.Compile(typed);
        var interpreter = new PlanInterpreter(typed);
        var relation = DuckDbBackend.Relation(TypedPlanGenerator.Source, rows);
        var details = Query(compiled.DetailSql(relation, ["n"]), typed, Enumerable.Range(0, good.Length).Select(CompiledPlan.DetailColumn));
        var whole = Query(compiled.SelectSql(relation, ["n"]), typed, [CompiledPlan.FailureColumn]);

        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r].Select((text, i) => CanonicalText.Parse(text, TypedPlanGenerator.Source.Fields[i].Type)).ToArray();
            for (var p = 0; p < good.Length; p++)
            {
                var type = typed.Pipelines[p].Value.Type;
                var expected = interpreter.EvaluateColumn(p, row);
                var number = int.Parse(details[r][good.Length + p]!, CultureInfo.InvariantCulture);
                var failure = number == 0 ? null : compiled.Failures[number - 1];
                var value = CanonicalText.Print(expected.Value, type);
                _cells++;
                if (expected.Failure is { } error)
                {
                    _errors++;
                    _failed.Add(error.Operation);
                }

                if (value != details[r][p] || expected.Failure != failure || value != whole[r][p])
                {
                    _differences.Add(Describe(good[p], rows[r], $"{value ?? "NULL"} {expected.Failure}", $"{details[r][p] ?? "NULL"} {failure}, in the whole row {whole[r][p] ?? "NULL"}"));
                    return;
                }
            }

            var first = interpreter.Evaluate(row).Failure;
            var code = int.Parse(whole[r][good.Length]!, CultureInfo.InvariantCulture);
            if (first == (code == 0 ? null : compiled.Failures[code - 1])) continue;
            _differences.Add(Describe(good[0], rows[r], $"row failure {first}", $"number {code}"));
            return;
        }
    }

    private List<string?[]> Query(string sql, TypedPlan plan, IEnumerable<string> failures)
    {
        var columns = plan.Pipelines.Select(pipeline => DuckDbBackend.Canonical(pipeline.Target, pipeline.Value.Type)).Concat(failures.Select(name => $"CAST({name} AS VARCHAR)"));
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns)} FROM ({sql}) ORDER BY n";
        using var reader = command.ExecuteReader();
        var result = new List<string?[]>();
        while (reader.Read()) result.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return result;
    }

    private static string Describe(Pipeline pipeline, ValueList<string?> row, string expected, string actual)
    {
        var cells = TypedPlanGenerator.Source.Fields.Select((field, i) => $"{field.Name}={(row[i] is { } text ? Escape(text) : "NULL")}");
        return $"{DslText.Print(new TransformPlan([pipeline]))}\nrow: {string.Join(", ", cells)}\ninterpreter: {Escape(expected)}\nduckdb:      {Escape(actual)}";
    }

    private static string Escape(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : FormattableString.Invariant($"\\u{(int)c:X4}")));

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed class PlanOverRows(TransformPlan plan, IReadOnlyList<ValueList<string?>> rows)
    {
        public TransformPlan Plan => plan;

        public IReadOnlyList<ValueList<string?>> Rows => rows;

        public override string ToString() => DslText.Print(plan);
    }
}
