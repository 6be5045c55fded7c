using System.Text;
using Lumos.Dsl.Sql;
using Lumos.Testing;

namespace Lumos.Dsl.Tests.Sql.Elt;

/// <summary>Engines that are not run here: their statements, refusals and probes are pinned and reviewed like code.</summary>
public sealed class ApprovedSqlTests
{
    /// <summary>Set to 1 to write the approved files anew after a wanted change.</summary>
    private const string Approve = "LUMOS_APPROVE_SQL";

    private static readonly string Folder = Path.Combine(RepositoryRoot.Find(), "tests", "Lumos.Dsl.Tests", "Sql", "Approved");

    public static TheoryData<SqlEngine> Engines => [SqlEngine.SparkSql, SqlEngine.Trino, SqlEngine.Snowflake, SqlEngine.BigQuery, SqlEngine.SqlServer];

    [Theory]
    [MemberData(nameof(Engines))]
    public void SelectSql_EveryOperation_IsTheApprovedText(SqlEngine engine)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var refusals = new StringBuilder();
        foreach (var plan in CorePlan.All.Concat(CorePlan.Beyond))
        {
            if (plan.SqlFor(engine, out var refusal) is { } sql) files.Add(plan.Name + ".sql", $"-- {plan.Text.Replace("\n", "\n-- ", StringComparison.Ordinal)}\n{sql};\n");
            else refusals.Append(plan.Name).Append("\n  ").Append(plan.Text).Append("\n  ").Append(refusal!.Message).Append("\n  ").Append(refusal.NextStep).Append("\n\n");
        }

        files.Add("probes.sql", string.Concat(SqlDialects.Find(engine)!.Probes(CorePlan.All[0].Checked()).Select(probe => $"-- {probe.Subject}: {probe.Expected.Replace("\n", "\\n", StringComparison.Ordinal)}\n{probe.Sql};\n")));
        files.Add("refusals.txt", refusals.ToString());
        var folder = Path.Combine(Folder, SqlEngineNames.NameOf(engine));
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
        }

        Assert.True(Directory.Exists(folder), $"There is nothing approved for {engine}; run the tests with {Approve}=1 and review it.");
        Assert.Equal(files.Keys, Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        foreach (var (name, text) in files) Assert.Equal(File.ReadAllText(Path.Combine(folder, name)), text);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Compile_WhatTheEngineCannotDo_NamesOperationEngineAndWhatWorks(SqlEngine engine)
    {
        var dialect = SqlDialects.Find(engine)!;
        foreach (var plan in CorePlan.All)
        {
            if (plan.SqlFor(engine, out var refusal) is not null) continue;

            Assert.Equal("DSL_REJECT_TARGET_ENGINE", refusal!.Reason);
            Assert.Contains(dialect.Name, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(plan.Label.Trim('`').Split('(', '`', ',')[0], refusal.Message, StringComparison.Ordinal);
            Assert.NotEmpty(refusal.NextStep!);
        }
    }

    [Fact]
    public void Documentation_TableOfOperationsAndEngines_SaysWhatTheCompilerSays()
    {
        const string Start = "<!-- operations by engine: written by ApprovedSqlTests -->\n";
        const string End = "<!-- end -->";
        var engines = SqlCompiler.Engines;
        var table = new StringBuilder("\n| operation | ").AppendJoin(" | ", engines.Select(SqlEngineNames.NameOf)).Append(" |\n|---|").Append(string.Concat(engines.Select(_ => "---|"))).Append('\n');
        foreach (var plan in CorePlan.All.Where(plan => plan.Name != "chain").Concat(CorePlan.Beyond))
            table.Append("| ").Append(plan.Label).Append(" | ").AppendJoin(" | ", engines.Select(engine => plan.SqlFor(engine, out _) is null ? "refused" : "runs")).Append(" |\n");
        table.Append('\n');
        var file = Path.Combine(RepositoryRoot.Find(), "docs", "dsl", "backends.md");
        var page = File.ReadAllText(file);
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var to = page.IndexOf(End, from, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable(Approve) == "1") File.WriteAllText(file, page = string.Concat(page.AsSpan(0, from), table.ToString(), page.AsSpan(to)));
        to = page.IndexOf(End, from, StringComparison.Ordinal);

        Assert.Equal(table.ToString(), page[from..to]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Compile_EveryVector_GivesAStatementOrARefusal(SqlEngine engine)
    {
        var (statements, refusals) = (0, 0);
        foreach (var vector in VectorSet.All())
        {
            if (Lumos.Dsl.Vectors.VectorCompiler.Compile(vector, out _) is not { } compiled) continue;
            try
            {
                Assert.NotEmpty(SqlCompiler.Compile(compiled.ToPlan(), engine).SelectSql("t"));
                statements++;
            }
            catch (Lumos.Abstractions.LumosException error)
            {
                Assert.Equal("DSL_REJECT_TARGET_ENGINE", error.Reason);
                refusals++;
            }
        }

        Assert.True(statements > 900, $"{statements} statements, {refusals} refusals");
    }
}
