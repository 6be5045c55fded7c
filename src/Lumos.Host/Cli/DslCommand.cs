using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Dsl.Canonical;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;
using Lumos.Host.Lsp;

namespace Lumos.Host.Cli;

/// <summary><c>lumos dsl</c>: check, explain, compile, format, learn and test transform plans.</summary>
internal static class DslCommand
{
    public static Command Create() => HelpWithExamples.With(
        new Command("dsl", "Works with transform plans: check, explain, compile, format, learn, test, serve editors.") { Check(), Explain(), Compile(), Format(), DslLearnCommand.Create(), Test(), Serve() },
        "lumos dsl check plan.lumos",
        "lumos dsl compile plan.lumos --columns 'id int64, name text'");

    private static Command Check()
    {
        var input = new PlanInput();
        var command = input.AddTo(new Command("check", "Says everything that is wrong with a plan, with line and column."));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (text, result) = await input.CheckAsync(parsed, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteAsync(DiagnosticPrinter.Print(result.Diagnostics, text, parsed.GetValue(input.File)!));
            if (result.Plan is null) return ExitCodes.DslReject;
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{result.Plan.Pipelines.Count} pipeline(s), no error; hash {CanonicalJson.HashOf(result.Plan.Plan)}");
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos dsl check plan.lumos", "lumos dsl check plan.lumos --columns 'born text, weight decimal(6,1)'");
    }

    private static Command Explain()
    {
        var input = new PlanInput();
        var command = input.AddTo(new Command("explain", "Shows types, lineage, and what each backend does with a plan."));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (_, result) = await input.CheckAsync(parsed, cancellationToken);
            var plan = result.OrThrow();
            var output = parsed.InvocationConfiguration.Output;
            foreach (var (pipeline, lineage) in plan.Pipelines.Zip(ColumnLineage.Of(plan.Plan)))
            {
                await output.WriteLineAsync($"{pipeline.Target}: {pipeline.Value.Type}{(pipeline.Value.Nullable ? "" : " not null")}");
                foreach (var path in lineage.Paths) await output.WriteLineAsync($"  from {path.Source}{string.Concat(path.Steps.Select(s => " | " + s.Text))}");
                await output.WriteLineAsync($"  may fail with {(pipeline.Value.Errors == 0 ? "nothing" : pipeline.Value.Errors.ToString())}");
            }

            await output.WriteLineAsync();
            await output.WriteLineAsync("interpreter  runs it");
            await output.WriteLineAsync(Verdict("columnar", "runs it in this process, batch by batch", () => ColumnarPlan.Compile(plan)));
            foreach (var engine in SqlCompiler.Engines)
            {
                var name = SqlEngineNames.NameOf(engine);
                await output.WriteLineAsync(Verdict(name, $"runs it as one statement (lumos dsl compile --backend {name} shows it)", () => SqlCompiler.Compile(plan, engine)));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Verdict(string backend, string how, Action compile)
    {
        try
        {
            compile();
            return $"{backend,-12} {how}";
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            return $"{backend,-12} refuses it: {refusal.Message}";
        }
    }

    private static Command Compile()
    {
        var input = new PlanInput();
        var relation = new Option<string>("--relation") { Description = "Relation the statement reads, as it stands in SQL", DefaultValueFactory = _ => "source" };
        var backend = new Option<string>("--backend") { Description = "Engine whose SQL to print", DefaultValueFactory = _ => SqlEngineNames.NameOf(SqlEngine.DuckDb) };
        backend.AcceptOnlyFromAmong([.. SqlCompiler.Engines.Select(SqlEngineNames.NameOf)]);
        var json = new Option<bool>("--canonical") { Description = "Print the canonical JSON form instead of SQL" };
        var command = input.AddTo(new Command("compile", "Prints the SQL a plan becomes, or its canonical JSON."));
        command.Add(backend);
        command.Add(relation);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (_, result) = await input.CheckAsync(parsed, cancellationToken);
            var plan = result.OrThrow();
            SqlEngineNames.TryParse(parsed.GetRequiredValue(backend), out var engine);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? CanonicalJson.Write(plan.Plan) : SqlCompiler.Compile(plan, engine).SelectSql(parsed.GetRequiredValue(relation)));
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos dsl compile plan.lumos --columns 'id int64, name text' --backend postgres");
    }

    private static Command Format()
    {
        var files = new Argument<string[]>("file") { Description = "Plans to lay out; canonical JSON is printed in the text form", Arity = ArgumentArity.OneOrMore };
        var write = new Option<bool>("--write", "-w") { Description = "Change the files instead of printing" };
        var check = new Option<bool>("--check") { Description = "Change nothing; name the files that are laid out otherwise and fail if there are any" };
        var command = new Command("fmt", "Lays plans out in the one style of the language; comments stay.") { files, write, check };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var others = 0;
            foreach (var path in parsed.GetRequiredValue(files))
            {
                var before = await TextFile.ReadAsync(path, cancellationToken);
                var text = PlanInput.IsJson(before) && !parsed.GetValue(write) && !parsed.GetValue(check) ? DslText.Print(CanonicalJson.Read(before)) : DslText.Format(before);
                if (parsed.GetValue(check))
                {
                    if (text == before) continue;
                    others++;
                    await output.WriteLineAsync(path);
                }
                else if (!parsed.GetValue(write))
                {
                    await output.WriteAsync(text);
                }
                else if (text != before)
                {
                    await File.WriteAllTextAsync(path, text, cancellationToken);
                }
            }

            return others == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return HelpWithExamples.With(command, "lumos dsl fmt -w plans/orders.lumos", "lumos dsl fmt --check plans/orders.lumos plans/people.lumos");
    }

    private static Command Serve()
    {
        var command = new Command("lsp", "Serves editors over standard input and output: diagnostics, hover, completion, formatting.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            return await new LspServer(new LspMessages(input, output)).RunAsync(cancellationToken) ? ExitCodes.Done : ExitCodes.Unexpected;
        });
        return command;
    }

    private static Command Test()
    {
        var file = new Argument<string>("file") { Description = "Vector file, one JSON object a line" };
        var backend = new Option<string>("--backend") { Description = "Backend to hold against the vectors", DefaultValueFactory = _ => "interpreter" };
        backend.AcceptOnlyFromAmong(VectorBackend.Names);
        var connection = new Option<string>("--connection") { Description = "Connection string of a running server, or path of a database file; without it one is started and removed again" };
        var enable = PlanInput.EnableOption();
        var command = new Command("test", "Runs a vector file on a backend and prints the ones that fail.") { file, backend, connection, enable };
        command.SetAction((parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            using var chosen = VectorBackend.Open(parsed.GetRequiredValue(backend), parsed.GetValue(connection));
            var results = VectorRunner.Run(VectorFile.Read(parsed.GetRequiredValue(file)), chosen.Backend, PlanInput.FlagsOf(parsed.GetValue(enable)), cancellationToken);
            foreach (var failure in results.Where(r => r.Verdict == VectorVerdict.Failed)) output.WriteLine(failure);
            var failed = results.Count(r => r.Verdict == VectorVerdict.Failed);
            output.WriteLine($"{results.Count(r => r.Verdict == VectorVerdict.Passed)} passed, {failed} failed, {results.Count(r => r.Verdict == VectorVerdict.Refused)} refused");
            return Task.FromResult(failed == 0 ? ExitCodes.Done : ExitCodes.CheckFailed);
        });
        return HelpWithExamples.With(command, "lumos dsl test vectors/dsl-vectors.jsonl --backend duckdb", "lumos dsl test vectors/dsl-vectors.jsonl --backend postgres --connection 'Host=db;Username=me;Database=shop'");
    }
}
