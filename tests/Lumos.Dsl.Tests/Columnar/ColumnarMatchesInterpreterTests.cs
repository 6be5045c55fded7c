using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Features;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Columnar;

/// <summary>
/// Random typed plans over hostile rows: the columnar executor and the interpreter must agree on every value, failing operation and error. The
/// slice is fixed; LUMOS_PROPERTY_PLANS asks for more plans and LUMOS_PROPERTY_SEED for other ones.
/// </summary>
public sealed class ColumnarMatchesInterpreterTests
{
    private const int RowsPerPlan = 80;

    private readonly HashSet<OperationKind> _failed = [];
    private readonly List<string> _differences = [];
    private int _plans;
    private long _cells;
    private long _errors;

    [Fact]
    public void Execute_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var count = Setting("LUMOS_PROPERTY_PLANS", 700);
        var rows = (from values in Row.ListOf(RowsPerPlan) select (IReadOnlyList<ValueList<string?>>)values.ToArray());
        var cases = from plan in TypedPlanGenerator.Plan from data in rows select new PlanOverRows(plan, data);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay((ulong)Setting("LUMOS_PROPERTY_SEED", 20_261_126), 11),
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
        // One pipeline that is badly typed, or needs what the executor refuses, must not cost the others.
        var good = plan.Pipelines.Where(pipeline => PlanChecker.Check(new TransformPlan([pipeline]), TypedPlanGenerator.Source, flags: DslFlags.SelectWhen).Plan is { } single && (PlanFeatures.Of(single) & ~ColumnarPlan.Supported) == DslFeatures.None).ToArray();
        if (good.Length == 0) return;
        _plans++;
        var typed = PlanChecker.Check(new TransformPlan(ValueList.From(good)), TypedPlanGenerator.Source, flags: DslFlags.SelectWhen).OrThrow();
        var compiled = ColumnarPlan.Compile(typed);
        var interpreter = new PlanInterpreter(typed);
        using var source = CanonicalBatch.Of(TypedPlanGenerator.Source, rows);
        using var whole = compiled.Execute(source);
        using var details = compiled.ExecuteDetailed(source);
        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r].Select((text, i) => CanonicalText.Parse(text, TypedPlanGenerator.Source.Fields[i].Type)).ToArray();
            for (var p = 0; p < good.Length; p++)
            {
                var expected = interpreter.EvaluateColumn(p, row);
                var number = (int)details.Columns[good.Length + p].GetValues<long>()[r];
                var failure = number == 0 ? null : compiled.Failures[number - 1];
                var value = CanonicalText.Print(expected.Value, typed.Pipelines[p].Value.Type);
                var actual = CanonicalBatch.Print(details.Columns[p], r);
                _cells++;
                if (expected.Failure is { } error)
                {
                    _errors++;
                    _failed.Add(error.Operation);
                }

                if (value == actual && expected.Failure == failure && value == CanonicalBatch.Print(whole.Columns[p], r)) continue;
                _differences.Add(Describe(good[p], rows[r], $"{value ?? "NULL"} {expected.Failure}", $"{actual ?? "NULL"} {failure}"));
                return;
            }

            var first = interpreter.Evaluate(row).Failure;
            var code = (int)whole.Columns[good.Length].GetValues<long>()[r];
            if (first == (code == 0 ? null : compiled.Failures[code - 1])) continue;
            _differences.Add(Describe(good[0], rows[r], $"row failure {first}", $"number {code}"));
            return;
        }
    }

    private static string Describe(Pipeline pipeline, ValueList<string?> row, string expected, string actual)
    {
        var cells = TypedPlanGenerator.Source.Fields.Select((field, i) => $"{field.Name}={(row[i] is { } text ? Escape(text) : "NULL")}");
        return $"{DslText.Print(new TransformPlan([pipeline]))}\nrow: {string.Join(", ", cells)}\ninterpreter: {Escape(expected)}\ncolumnar:    {Escape(actual)}";
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
