namespace Lumos.Core.State;

/// <summary>Where things are in a state folder.</summary>
internal sealed class StatePaths(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string Lock => Path.Combine(Root, "lock");

    public string Holder => Path.Combine(Root, "lock.holder.json");

    public string Ledger => Path.Combine(Root, "ledger.jsonl");

    public string LedgerHead => Path.Combine(Root, "ledger.head.json");

    public string LedgerDigest => Path.Combine(Root, "ledger.digest.json");

    public string MappingRules => Path.Combine(Root, "mapping-rules.json");

    public string Fixes => Path.Combine(Root, "fixes.json");

    public string Domains => Path.Combine(Root, "domains");

    public string Centroids => Path.Combine(Root, "centroids");

    public string Artifacts => Path.Combine(Root, "artifacts");

    public string Runs => Path.Combine(Root, "runs");

    public string Run(string runId) => Path.Combine(Runs, runId);

    public string RunRecord(string runId) => Path.Combine(Run(runId), "run.json");

    public string Summary(string runId) => Path.Combine(Run(runId), "summary.json");

    public string RunFixes(string runId) => Path.Combine(Run(runId), "fixes.json");

    public string Work(string runId) => Path.Combine(Run(runId), "work");

    public string Checkpoints(string runId) => Path.Combine(Run(runId), "checkpoints.jsonl");

    public string Quarantine(string runId) => Path.Combine(Run(runId), "quarantine");

    public string QuarantineEdits(string runId) => Path.Combine(Run(runId), "quarantine-edits.jsonl");

    public string AppliedEdits(string runId) => Path.Combine(Run(runId), "applied-edits.jsonl");

    public string QuarantinePrints(string runId) => Path.Combine(Run(runId), "quarantine-rows.jsonl");

    public string ReleasedRows(string runId) => Path.Combine(Run(runId), "released-rows.jsonl");

    public string QuarantineDecisions(string runId) => Path.Combine(Run(runId), "quarantine-decisions.jsonl");
}
