using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    /// <summary>What persons decided about mappings, in the order it was decided.</summary>
    public IReadOnlyList<MappingRule> ReadMappingRules() => new MappingRules(_paths).Read();

    /// <summary>
    /// Remembers a decision about a column of a run's plan. The next run whose target has the column, and one of whose source tables has the columns read, follows it; the run itself
    /// stays as it is.
    /// </summary>
    /// <param name="target">Target column as <c>table.column</c>.</param>
    /// <param name="accept">Whether its pipeline is right.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="dsl">Pipeline to use instead of the proposed one; null for the proposed one.</param>
    /// <param name="runId">Run id or the beginning of it; null for the latest run.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LumosException"><c>MAPPING_UNKNOWN</c>, <c>POLICY_DENIED</c>, <c>RUN_UNKNOWN</c>, or the pipeline is not in the language.</exception>
    public async Task<MappingRule> RememberMappingAsync(string target, bool accept, RbacActor actor, string? dsl = null, string? runId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(actor);
        var run = _records.Find(_records.Resolve(runId))!;
        Permit(PolicyActions.CreateRun, actor, run.Contract.Mode);
        var artifacts = await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false);
        var plan = artifacts.Plan;
        var dot = target.LastIndexOf('.');
        var proposed = dot < 0 ? null : plan?.Tables.FirstOrDefault(t => t.Target == target[..dot])?.Inputs.SelectMany(static i => i.Columns).FirstOrDefault(c => c.Target == target[(dot + 1)..]);
        if (proposed is null && (dsl is null || dot < 0))
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "MAPPING_UNKNOWN", $"The plan of run {run.RunId} maps no column '{target}'.", new ErrorLocation(Key: target), "Write table.column of the target; `lumos show mapping_plan` lists them.");
        }

        var text = accept ? DslText.Print(DslText.ParseExpression(dsl ?? proposed!.Dsl)) : null;
        var reads = text is null ? proposed!.Sources : [.. ColumnLineage.Of(new Pipeline("x", null, DslText.ParseExpression(text))).Sources];
        var rule = new MappingRule
        {
            Target = target, Sources = [.. reads.Order(StringComparer.Ordinal)], Accepted = accept, Dsl = text, RunId = run.RunId, DecidedBy = actor.UserId, DecidedAt = _parts.Time.GetUtcNow(),
        };
        using var lease = _lease.Take($"mapping {target}");
        new MappingRules(_paths).Put(rule);
        if (accept && rule.Sources is [var only]) ProposeAlias(only, target[..dot], target[(dot + 1)..], artifacts, actor);
        return rule;
    }

    /// <summary>Forgets what was decided about a target column.</summary>
    /// <param name="target">Target column as <c>table.column</c>.</param>
    /// <returns>How many decisions were forgotten.</returns>
    public int ForgetMapping(string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        using var lease = _lease.Take($"mapping {target}");
        return new MappingRules(_paths).Remove(target);
    }
}
