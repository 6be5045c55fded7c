using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>The gate before anything is written: the role must allow it, and a person must say yes when the contract or a held stage asks for one.</summary>
internal sealed class ConfirmationGate(SupervisorParts parts, RunContract contract, RunLog log, RunSettings settings)
{
    /// <summary>Asks, and records question and answer.</summary>
    /// <returns>Null when the run may write; else why it waits.</returns>
    public async Task<string?> AskAsync(MigrationInput input, IReadOnlyList<string> inputs, IReadOnlyList<string> holds, IReadOnlyList<string> additions, CancellationToken cancellationToken)
    {
        var inputsHash = StageInputsHash.Of(StageName.Migration, "confirmation", inputs);
        if (IsConfirmed(inputsHash))
        {
            await NoteAsync(additions).ConfigureAwait(false);
            return null;
        }

        var actor = settings.ConfirmingActor ?? contract.RbacActor;
        var permission = parts.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.ApproveDestructive, Mode = contract.Mode, Actor = actor });
        if (!permission.Allowed)
        {
            await RecordAsync(GateDecision.Escalate, "Handed to someone whose role may confirm.", inputsHash, permission, new HumanConfirmation(true, null, null)).ConfigureAwait(false);
            return $"{permission.Reason} Resume the run as someone who may.";
        }

        if (!contract.HumanConfirmRequired && holds.Count == 0)
        {
            await RecordAsync(GateDecision.Accept, "The contract asks for no confirmation.", inputsHash, permission, new HumanConfirmation(false, actor.UserId, parts.Time.GetUtcNow())).ConfigureAwait(false);
            await NoteAsync(additions).ConfigureAwait(false);
            return null;
        }

        var question = new ConfirmationRequest(contract.RunId, StageName.Migration, [.. Describe(input), .. additions, .. holds]) { Holds = holds };
        var answer = settings.Confirm is not null && await settings.Confirm(question, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!answer)
        {
            var why = settings.Confirm is null ? "Nobody could be asked." : "A person said no.";
            await RecordAsync(GateDecision.Hold, $"{why} The run waits.", inputsHash, permission, new HumanConfirmation(true, null, null)).ConfigureAwait(false);
            return "A person must confirm before tables are written.";
        }

        await RecordAsync(GateDecision.Accept, "A person confirmed.", inputsHash, permission, new HumanConfirmation(true, actor.UserId, parts.Time.GetUtcNow())).ConfigureAwait(false);
        await NoteAsync(additions).ConfigureAwait(false);
        return null;
    }

    // A run that goes on may find other columns than it was confirmed with; the contract allows both, and the ledger has both.
    private async Task NoteAsync(IReadOnlyList<string> additions)
    {
        foreach (var addition in additions)
        {
            if (!log.Events.Any(item => item.Entry.Kind == LedgerEventKinds.AdditiveChange && item.Entry.Summary == addition)) await log.AppendAsync(log.Entry(StageName.Migration, GateDecision.Accept, LedgerEventKinds.AdditiveChange, addition)).ConfigureAwait(false);
        }
    }

    private bool IsConfirmed(string inputsHash) => log.Events.LastOrDefault(static item => item.Entry.Kind == LedgerEventKinds.Confirmation)?.Entry is
        { Decision: GateDecision.Accept } last && last.InputsHash == inputsHash;

    private ValueTask<LedgerEvent> RecordAsync(GateDecision decision, string summary, string inputsHash, PolicyDecision permission, HumanConfirmation confirmation) =>
        log.AppendAsync(log.Entry(StageName.Migration, decision, LedgerEventKinds.Confirmation, summary) with
        {
            InputsHash = inputsHash, PolicyDecisions = [permission], HumanConfirmation = confirmation,
        });

    private IEnumerable<string> Describe(MigrationInput input)
    {
        foreach (var table in input.Plan.Tables)
        {
            var rows = table.Inputs.Sum(source => input.Catalog.Tables.FirstOrDefault(candidate => candidate.Name == source.Source)?.RowCount ?? 0);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{string.Join(" + ", table.Inputs.Select(static source => source.Source))} -> {table.Target} in {contract.Rhs.Location[0]}: {rows:#,0} rows, {table.Inputs.Sum(static source => source.Columns.Count)} mapped columns");
            if (contract.Overrides?.LayoutOf(table.Target) is { } layout) yield return $"{table.Target}: {layout}";
            if (table.Unmapped.Count > 0) yield return $"{table.Target}: nothing was found for {string.Join(", ", table.Unmapped)}";
        }

        foreach (var check in input.Analysis.Checks.Where(static check => !check.Passed)) yield return $"{check.Severity}: {check.Message}";
    }
}
