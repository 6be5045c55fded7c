using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;
using Lumos.Host.Cli;

namespace Lumos.Dsl.Generators.Tests.Properties;

/// <summary>
/// Random typed plans over hostile rows: generated C# and the interpreter must agree on every value and error. The slice is fixed;
/// LUMOS_PROPERTY_GENERATED_PLANS asks for more plans and LUMOS_PROPERTY_SEED for other ones.
/// </summary>
public sealed class GeneratedMatchesInterpreterTests
{
    private const int RowsPerPlan = 40;
    private readonly List<string> _differences = [];
    private int _pipelines;
    private int _errors;

    [Fact]
    public void MapRows_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var count = Setting("LUMOS_PROPERTY_GENERATED_PLANS", 40);
        var cases = from plan in TypedPlanGenerator.Plan from rows in Row.ListOf(RowsPerPlan) select (Plan: plan, Rows: (IReadOnlyList<ValueList<string?>>)rows.ToArray());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay((ulong)Setting("LUMOS_PROPERTY_SEED", 20_261_126), 11),
            Prop.ForAll(Arb.From(cases), pair =>
            {
                foreach (var pipeline in pair.Plan.Pipelines) Compare(pipeline, pair.Rows);
            }));

        Assert.True(_differences.Count == 0, "\n" + string.Join("\n", _differences.Take(20)));
        Assert.True(_pipelines > count, FormattableString.Invariant($"Only {_pipelines} pipelines were well typed."));
        Assert.True(_errors > _pipelines, FormattableString.Invariant($"Only {_errors} cells failed."));
    }

    private static Gen<ValueList<string?>> Row => TypedPlanGenerator.Source.Fields
        .Aggregate(Gen.Constant<IEnumerable<string?>>([]), (row, column) => from cells in row from cell in HostileValues.Of(column.Type) select cells.Append(cell))
        .Select(cells => ValueList.From(cells.ToArray()));

    private void Compare(Pipeline pipeline, IReadOnlyList<ValueList<string?>> rows)
    {
        if (PlanChecker.Check(new TransformPlan([pipeline]), TypedPlanGenerator.Source).Plan is not { } typed) return;
        var vector = new CompiledVector(typed.Pipelines[0].Value, TypedPlanGenerator.Source);
        var expected = new InterpreterBackend().Evaluate(vector, rows, CancellationToken.None);
        IReadOnlyList<VectorOutcome> actual;
        try
        {
            actual = new GeneratedBackend().Evaluate(vector, rows, CancellationToken.None);
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            // Wide decimals and float64 are refused, not approximated; enough of the others must be left.
            return;
        }

        _pipelines++;
        _errors += expected.Count(outcome => outcome.Error is not null);
        for (var i = 0; i < rows.Count; i++)
        {
            if (expected[i] == actual[i]) continue;
            _differences.Add($"{DslText.Print(pipeline.Expression)}\n  row {rows[i]}\n  interpreter {expected[i]}, generated {actual[i]}");
            return;
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
