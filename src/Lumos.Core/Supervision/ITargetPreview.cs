using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Looks at the tables of the target before anything is written. A migration stage that knows its target can.</summary>
internal interface ITargetPreview
{
    /// <summary>Looks. What cannot be looked at is told when rows are moved.</summary>
    /// <param name="input">What the run found out.</param>
    /// <param name="contract">Its contract.</param>
    /// <param name="workFolder">Folder for unfinished work.</param>
    /// <param name="onlyAdditive">Whether to look only where additive changes are allowed: a run that moves rows checks the rest itself, and counting rows twice takes time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<TargetPreview> PreviewAsync(MigrationInput input, RunContract contract, string workFolder, bool onlyAdditive, CancellationToken cancellationToken);
}

/// <summary>What there is to say of the target's tables as they stand.</summary>
/// <param name="Additions">Additive changes the contract allows, a sentence each.</param>
/// <param name="Problems">What would stop the run, a sentence each.</param>
internal sealed record TargetPreview(IReadOnlyList<string> Additions, IReadOnlyList<string> Problems)
{
    /// <summary>Nothing.</summary>
    public static TargetPreview None { get; } = new([], []);
}
