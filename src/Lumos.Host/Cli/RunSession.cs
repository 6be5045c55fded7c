using System.CommandLine;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Host.Reports;

namespace Lumos.Host.Cli;

/// <summary>One run on the command line: engine, progress, the question to a person, and how the result is shown.</summary>
internal sealed class RunSession : IDisposable
{
    private readonly ParseResult _parsed;
    private readonly RunOutputs _outputs;
    private readonly RunProgress? _progress;

    private RunSession(ParseResult parsed, RunOutputs outputs, bool confirmed, string baseFolder)
    {
        _parsed = parsed;
        _outputs = outputs;
        Engine = CommonOptions.Open(parsed, outputs);
        var quiet = parsed.GetValue(outputs.Quiet);
        _progress = quiet ? null : new RunProgress(parsed.InvocationConfiguration.Error, !Console.IsErrorRedirected, TimeProvider.System);
        Settings = new RunSettings
        {
            BaseFolder = baseFolder,
            Progress = _progress,
            Confirm = (request, cancellationToken) => confirmed ? SayAsync(request) : AskAsync(request, cancellationToken),
        };
    }

    public LumosEngine Engine { get; }

    public RunSettings Settings { get; }

    public static RunSession Open(ParseResult parsed, RunOutputs outputs, Option<bool>? yes, string baseFolder = ".") =>
        new(parsed, outputs, yes is not null && parsed.GetValue(yes), baseFolder);

    /// <summary>Prints the result, writes the report, and gives the exit code.</summary>
    public async Task<int> ShowAsync(RunResult result, CancellationToken cancellationToken)
    {
        _progress?.Clear();
        var data = await ReportLoader.LoadAsync(Engine, result.RunId, failure: null, cancellationToken);
        var path = _parsed.GetValue(_outputs.Report) ?? Path.Combine(_parsed.GetRequiredValue(_outputs.State), "reports", result.RunId + ".html");
        await ReportLoader.WriteAsync(data, path, cancellationToken);
        var output = _parsed.InvocationConfiguration.Output;
        if (_parsed.GetValue(_outputs.Json)) RunSummaryJson.Write(output, result, data, path);
        else RunSummaryText.Write(output, result, data, path);
        return result.Status switch
        {
            RunStatus.Held or RunStatus.NeedsFix => ExitCodes.Held,
            RunStatus.Rejected or RunStatus.Failed => ExitCodes.BadInput,
            RunStatus.Cancelled => ExitCodes.Cancelled,
            _ => ExitCodes.Done,
        };
    }

    public void Dispose() => _progress?.Clear();

    // What was said yes to beforehand is still said.
    private async ValueTask<bool> SayAsync(ConfirmationRequest request)
    {
        if (request.Holds.Count == 0) return true;
        _progress?.Clear();
        var error = _parsed.InvocationConfiguration.Error;
        await error.WriteLineAsync("Held, and confirmed by --yes:");
        foreach (var line in request.Holds) await error.WriteLineAsync("  " + line);
        return true;
    }

    private async ValueTask<bool> AskAsync(ConfirmationRequest request, CancellationToken cancellationToken)
    {
        // Nobody can answer: the run holds, and says how to go on.
        if (Console.IsInputRedirected || _parsed.GetValue(_outputs.Json)) return false;
        _progress?.Clear();
        var error = _parsed.InvocationConfiguration.Error;
        foreach (var line in request.Summary) await error.WriteLineAsync("  " + line);
        await error.WriteAsync("Write this? [y/N] ");
        await error.FlushAsync(cancellationToken);
        var answer = await Console.In.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
