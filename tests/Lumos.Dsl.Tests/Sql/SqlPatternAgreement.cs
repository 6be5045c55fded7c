using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>Random patterns that LRX accepts must match the same on an engine and on our automaton, for extraction and splitting.</summary>
internal sealed class SqlPatternAgreement(SqlEngine engine, RunSql run)
{
    private static readonly ColumnSchema Source = new([new("x", ColumnType.Text)]);

    private readonly SqlDialect _dialect = SqlDialects.Find(engine)!;

    /// <param name="samples">Statements to run, of up to 40 patterns over 40 texts each.</param>
    /// <param name="seed">Which ones.</param>
    public void Check(int samples, ulong seed = 1_848)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("LUMOS_PATTERN_SAMPLES"), out var more)) samples = more;
        if (ulong.TryParse(Environment.GetEnvironmentVariable("LUMOS_PROPERTY_SEED"), out var other)) seed = other;
        var accepted = 0;
        var differences = new List<string>();
        var cases = from patterns in RandomPatternTests.Pattern.ListOf(40) from texts in RandomPatternTests.Text.ListOf(40) select (Patterns: patterns.ToArray(), Texts: texts.ToArray());
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(samples).WithReplay(seed, 3), Prop.ForAll(Arb.From(cases), sample =>
        {
            var pipelines = RandomPatternTests.Pipelines(sample.Patterns, (_dialect.Features & DslFeatures.FromEnd) != DslFeatures.None).ToArray();
            accepted += pipelines.Length;
            if (pipelines.Length > 0 && differences.Count < 10) Compare(PlanChecker.Check(new TransformPlan(ValueList.From(pipelines)), Source).OrThrow(), sample.Texts, differences);
        }));

        Assert.True(accepted > samples * 8, FormattableString.Invariant($"Only {accepted} pipelines were accepted."));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    private void Compare(TypedPlan plan, string[] texts, List<string> differences)
    {
        var interpreter = new PlanInterpreter(plan);
        var compiled = SqlCompiler.Compile(plan, _dialect);
        var rows = run(SqlVectorBackend.Query(_dialect, compiled, compiled.SelectSql(_dialect.Relation(Source, [.. texts.Select(text => (ValueList<string?>)[text])]), ["n"]), []), default);
        Assert.Equal(texts.Length, rows.Count);
        for (var r = 0; r < texts.Length; r++)
        {
            var expected = interpreter.Evaluate([texts[r]]).Values;
            for (var i = 0; i < expected.Count; i++)
            {
                if ((string?)expected[i] != rows[r][i]) differences.Add($"{plan.Pipelines[i].Value.Expression} on \"{texts[r]}\": interpreter {expected[i] ?? "NULL"}, {SqlEngineNames.NameOf(engine)} {rows[r][i] ?? "NULL"}");
            }
        }
    }
}
