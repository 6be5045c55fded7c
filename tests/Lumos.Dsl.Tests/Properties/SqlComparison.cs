using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>
/// Random typed plans over hostile rows: an engine and the interpreter must agree on every value, failing operation and error. The slice is
/// fixed; LUMOS_PROPERTY_PLANS asks for more plans, LUMOS_PROPERTY_CLICKHOUSE_PLANS and the like for as many on one engine, and LUMOS_PROPERTY_SEED for other ones
/// (<c>.ci/properties</c> sets them). A pipeline the engine refuses is left out and counted.
/// </summary>
internal sealed class SqlComparison(SqlEngine engine, RunSql run)
{
    private const int RowsPerPlan = 40;

    private readonly SqlDialect _dialect = SqlDialects.Find(engine)!;
    private readonly List<string> _differences = [];
    private readonly List<string> _refusals = [];
    private long _cells;
    private long _errors;

    /// <summary>Plans with at least one well-typed pipeline the engine takes.</summary>
    public int Plans { get; private set; }

    /// <summary>Well-typed pipelines in the part of the language the engine has, and those of them it refused.</summary>
    public (int All, int Refused) Pipelines { get; private set; }

    /// <summary>Fails when a pipeline was refused for another reason than these, or one of them more often than was measured.</summary>
    /// <param name="reasons">A part of the message, and the most pipelines in a hundred.</param>
    public void AssertRefusedOnlyFor(params (string Reason, int Percent)[] reasons)
    {
        Assert.True(Pipelines.All > 0);
        Assert.Equal([], _refusals.Where(message => !Array.Exists(reasons, known => message.Contains(known.Reason, StringComparison.Ordinal))));
        var counts = reasons.Select(known => (known.Reason, known.Percent, Count: _refusals.Count(message => message.Contains(known.Reason, StringComparison.Ordinal)))).ToArray();
        Assert.True(
            counts.All(known => known.Count * 100 <= Pipelines.All * known.Percent),
            $"Of {Pipelines.All} pipelines were refused: {string.Join("; ", counts.Select(known => $"{known.Count} because '{known.Reason}', at most {known.Percent}%"))}");
    }

    /// <summary>Operations that failed somewhere.</summary>
    public HashSet<OperationKind> Failed { get; } = [];

    /// <summary>Compares, and fails with every difference there is.</summary>
    public void Run(int plans)
    {
        var count = Setting($"LUMOS_PROPERTY_{SqlEngineNames.NameOf(engine).ToUpperInvariant()}_PLANS", Setting("LUMOS_PROPERTY_PLANS", plans));
        var rows = from values in Row.ListOf(RowsPerPlan) select (IReadOnlyList<ValueList<string?>>)values.ToArray();
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
        Assert.True(Plans > count / 3, FormattableString.Invariant($"Only {Plans} of {count} plans ran."));
        Assert.True(_errors > _cells / 100, FormattableString.Invariant($"Only {_errors} of {_cells} cells failed."));
    }

    private static Gen<ValueList<string?>> Row => TypedPlanGenerator.Source.Fields
        .Aggregate(Gen.Constant<IEnumerable<string?>>([]), (row, column) => from cells in row from cell in HostileValues.Of(column.Type) select cells.Append(cell))
        .Select(cells => ValueList.From(cells.ToArray()));

    private void Compare(TransformPlan plan, IReadOnlyList<ValueList<string?>> rows)
    {
        // One badly typed pipeline must not cost the others, nor one that needs a part of the language the engine does not have.
        var known = plan.Pipelines.Where(Knows).ToArray();
        var good = known.Where(Takes).ToArray();
        Pipelines = (Pipelines.All + known.Length, Pipelines.Refused + known.Length - good.Length);
        if (good.Length == 0) return;
        Plans++;
        var typed = PlanChecker.Check(new TransformPlan(ValueList.From(good)), TypedPlanGenerator.Source, flags: DslFlags.SelectWhen).OrThrow();
        var compiled = SqlCompiler.Compile(typed, engine);
        var interpreter = new PlanInterpreter(typed);
        var relation = _dialect.Relation(TypedPlanGenerator.Source, rows);
        var details = Query(compiled, compiled.DetailSql(relation, ["n"]), Enumerable.Range(0, good.Length).Select(CompiledPlan.DetailColumn));
        var whole = Query(compiled, compiled.SelectSql(relation, ["n"]), [CompiledPlan.FailureColumn]);

        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r].Select((text, i) => CanonicalText.Parse(text, TypedPlanGenerator.Source.Fields[i].Type)).ToArray();
            for (var p = 0; p < good.Length; p++)
            {
                var expected = interpreter.EvaluateColumn(p, row);
                var number = int.Parse(details[r][good.Length + p]!, CultureInfo.InvariantCulture);
                var failure = number == 0 ? null : compiled.Failures[number - 1];
                var value = CanonicalText.Print(expected.Value, typed.Pipelines[p].Value.Type);
                _cells++;
                if (expected.Failure is { } error)
                {
                    _errors++;
                    Failed.Add(error.Operation);
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

    private bool Knows(Pipeline pipeline) =>
        PlanChecker.Check(new TransformPlan([pipeline]), TypedPlanGenerator.Source, flags: DslFlags.SelectWhen).Plan is { } typed && (PlanFeatures.Of(typed) & ~_dialect.Features) == DslFeatures.None;

    private bool Takes(Pipeline pipeline)
    {
        try
        {
            SqlCompiler.Compile(PlanChecker.Check(new TransformPlan([pipeline]), TypedPlanGenerator.Source, flags: DslFlags.SelectWhen).OrThrow(), engine);
            return true;
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            _refusals.Add(refusal.Message);
            return false;
        }
    }

    private IReadOnlyList<string?[]> Query(CompiledPlan plan, string sql, IEnumerable<string> failures)
    {
        var text = SqlVectorBackend.Query(_dialect, plan, sql, failures);
        try
        {
            return run(text, default);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{error.Message}\n{DslText.Print(plan.Plan.Plan)}\n{text}", error);
        }
    }

    private string Describe(Pipeline pipeline, ValueList<string?> row, string expected, string actual)
    {
        var cells = TypedPlanGenerator.Source.Fields.Select((field, i) => $"{field.Name}={(row[i] is { } text ? Escape(text) : "NULL")}");
        return $"{DslText.Print(new TransformPlan([pipeline]))}\nrow: {string.Join(", ", cells)}\ninterpreter: {Escape(expected)}\n{SqlEngineNames.NameOf(engine)}: {Escape(actual)}";
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
