using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Ledger;
using Lumos.Core.State;

namespace Lumos.Core.Supervision;

/// <summary>The ledger as one run sees it: fills in what is the same for all its events, and keeps the decision summary up to date.</summary>
internal sealed class RunLog
{
    private readonly List<LedgerEvent> _events = [];
    private readonly ILedger _ledger;
    private readonly StatePaths _paths;
    private readonly RunRecord _run;
    private readonly string _policyVersion;
    private DecisionSummary? _summary;

    private RunLog(ILedger ledger, StatePaths paths, RunRecord run, string policyVersion) => (_ledger, _paths, _run, _policyVersion) = (ledger, paths, run, policyVersion);

    /// <summary>Events of the run so far, oldest first.</summary>
    public IReadOnlyList<LedgerEvent> Events => _events;

    public RunStatus? Status => _summary?.Status;

    /// <summary>Reads what the ledger knows about the run.</summary>
    public static async Task<RunLog> OpenAsync(ILedger ledger, StatePaths paths, RunRecord run, string policyVersion, CancellationToken cancellationToken)
    {
        var log = new RunLog(ledger, paths, run, policyVersion);
        await foreach (var item in ledger.ReadAsync(run.RunId, cancellationToken).ConfigureAwait(false))
        {
            log._events.Add(item);
            log._summary = DecisionSummaryBuilder.Fold(log._summary, item);
        }

        return log;
    }

    /// <summary>An entry of this run.</summary>
    public LedgerEntry Entry(StageName stage, GateDecision decision, string kind, string summary) => new()
    {
        RunId = _run.RunId, Stage = stage, Decision = decision, Kind = kind, Summary = summary, PolicyVersion = _policyVersion,
        ThresholdProfileId = _run.Contract.ThresholdProfileId, DslVersion = _run.Contract.DslVersion,
    };

    /// <summary>Appends an entry. Not cancellable: what happened is remembered even while the run stops.</summary>
    public async ValueTask<LedgerEvent> AppendAsync(LedgerEntry entry)
    {
        var item = await _ledger.AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
        _events.Add(item);
        _summary = DecisionSummaryBuilder.Fold(_summary, item);
        AtomicFile.Write(_paths.Summary(_run.RunId), CanonicalJson.Serialize(_summary, LedgerJson.Default.DecisionSummary), durable: false);
        return item;
    }
}
