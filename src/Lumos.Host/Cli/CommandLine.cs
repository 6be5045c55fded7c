using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>The <c>lumos</c> command line: builds the tree of commands, runs one, and turns what happened into an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Build()
    {
        var root = new RootCommand("Moves data from where it is to where it should be, under rules, and remembers what it learned.")
        {
            RunCommand.Create(),
            PlanCommand.Create(),
            ResumeCommand.Create(),
            WorkCommand.Create(),
            StatusCommand.Create(),
            ShowCommand.Create(),
            QuarantineCommand.Create(),
            VerifyCommand.Create(),
            RollbackCommand.Create(),
            LedgerCommand.Create(),
            FixCommand.Create(),
            DriftCommand.Create(),
            DslCommand.Create(),
            DomainsCommand.Create(),
            PiiCommand.Create(),
            MappingCommand.Create(),
            EvalCommand.Create(),
            PolicyCommand.Create(),
            ReplicationCommand.Create(),
            DoctorCommand.Create(),
            CompletionCommand.Create(),
        };
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        var parsed = Build().Parse(args);
        var errors = error ?? Console.Error;
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in UsageProblems.Of(parsed)) await errors.WriteLineAsync("error: " + problem);
            await errors.WriteLineAsync($"Try: {HelpWithExamples.PathOf(parsed.CommandResult)} --help");
            return ExitCodes.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Ctrl-C cancels the token; the run writes its ledger line and leaves within this time.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
            Error = errors,
        };
        if (output is not null) configuration.Output = output;
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (LumosException problem)
        {
            ErrorText.Write(errors, problem, parsed.GetResult("--json") is OptionResult { Implicit: false });
            return ExitCodes.Of(problem.Code);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Interrupted. Source and final tables are as they were; go on with: lumos resume");
            return ExitCodes.Cancelled;
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            await errors.WriteLineAsync($"unexpected {defect.GetType().Name}: {defect.Message}");
            await errors.WriteLineAsync("This is a defect of Lumos. Source and final tables are as they were; LUMOS_TRACE=1 prints where it happened.");
            if (Environment.GetEnvironmentVariable("LUMOS_TRACE") == "1") await errors.WriteLineAsync(defect.ToString());
            return ExitCodes.Unexpected;
        }
    }
}
