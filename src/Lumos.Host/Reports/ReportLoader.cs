using System.Text;
using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Host.Reports;

/// <summary>Gathers what a report shows, and writes it.</summary>
internal static class ReportLoader
{
    private const int QuarantineShown = 50;

    public static async Task<RunReportData> LoadAsync(LumosEngine engine, string runId, string? failure, CancellationToken cancellationToken)
    {
        var status = await engine.GetStatusAsync(runId, cancellationToken);
        var artifacts = await engine.GetArtifactsAsync(status.RunId, cancellationToken);
        var ledger = new List<LedgerEvent>();
        await foreach (var item in engine.ReadLedgerAsync(status.RunId, cancellationToken)) ledger.Add(item);
        var quarantine = new List<QuarantineLine>();
        await foreach (var row in engine.ReadQuarantineAsync(status.RunId, table: null, cancellationToken))
        {
            quarantine.Add(QuarantineLine.Of(row));
            if (quarantine.Count == QuarantineShown) break;
        }

        return new RunReportData
        {
            Contract = status.Contract,
            ContractHash = status.ContractHash,
            BaseFolder = status.BaseFolder,
            Status = status.Status.ToString().ToLowerInvariant(),
            Catalog = artifacts.Catalog,
            Sample = artifacts.Sample,
            Standardization = artifacts.Standardization,
            Domains = artifacts.Domains,
            Target = artifacts.Target,
            Plan = artifacts.Plan,
            Analysis = artifacts.Analysis,
            Migration = artifacts.Migration,
            Ledger = ledger,
            Quarantine = quarantine,
            Failure = failure,
        };
    }

    public static async Task WriteAsync(RunReportData data, string path, CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(path, HtmlReport.Render(data), new UTF8Encoding(false), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "REPORT_UNWRITABLE", "The report cannot be written: " + error.Message, new ErrorLocation(File: path),
                "The run itself is finished; write the report elsewhere with: lumos show report --report <file>", error);
        }
    }
}
