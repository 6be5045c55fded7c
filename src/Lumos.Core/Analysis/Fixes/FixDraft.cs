using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Analysis.Fixes;

/// <summary>A fix that has not been tried yet.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Finding">Code of the finding.</param>
/// <param name="Table">Source table; target table of a rule.</param>
/// <param name="Column">Source column; null for a rule.</param>
/// <param name="Change">The change in text.</param>
/// <param name="Summary">One sentence without values.</param>
internal sealed record FixDraft(FixKind Kind, string Finding, string Table, string? Column, string Change, string Summary)
{
    /// <summary>The only pipeline it changes, as <c>table.column</c> of the target; null for every one that reads the column.</summary>
    public string? Target { get; init; }

    /// <summary>The same change has the same id in every run.</summary>
    public string Id => CanonicalJson.Hash(Encoding.UTF8.GetBytes($"{Kind}\n{Table}\n{Column}\n{Change}{(Target is null ? "" : "\n" + Target)}"))[..8];
}
