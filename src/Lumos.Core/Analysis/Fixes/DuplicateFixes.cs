using Lumos.Abstractions;
using Lumos.Core.Analysis.Statistics;

namespace Lumos.Core.Analysis.Fixes;

/// <summary>What could happen to rows that share a key but differ, instead of quarantine. Which row is right only a person knows, so both choices are offered.</summary>
internal static class DuplicateFixes
{
    /// <summary>The choices for a table.</summary>
    /// <param name="table">Table as the sample makes it.</param>
    /// <param name="conflicts">Sample rows that share a key with an earlier row and differ from it.</param>
    public static IReadOnlyList<ProposedFix> Find(SampledTable table, long conflicts)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (conflicts == 0 || table.Plan.Mapping.OnDuplicateKey is DuplicateKeyRule.KeepFirst or DuplicateKeyRule.KeepLast) return [];
        return [Of("keep_last", "last"), Of("keep_first", "first")];

        ProposedFix Of(string rule, string which)
        {
            var draft = new FixDraft(FixKind.DuplicateRule, CheckCodes.DuplicateKeyRate, table.Name, null, rule, $"Keeps the {which} row of each key; the others are dropped and counted, not quarantined.");
            return new ProposedFix
            {
                Id = draft.Id, Kind = draft.Kind, Finding = draft.Finding, Table = draft.Table, Change = draft.Change, Summary = draft.Summary,
                Effect = new FixEffect { Rows = table.Rows, Changed = conflicts, FailedBefore = conflicts, FailedAfter = 0 },
            };
        }
    }
}
