using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Supervision;

/// <summary>What the stages of one run are built with.</summary>
/// <param name="Resolve">Makes a location of the contract a path to open.</param>
/// <param name="State">Checkpoints and quarantine.</param>
/// <param name="Failpoints">Places at which a crash test may kill the process.</param>
/// <param name="Masker">Masks as the policy in force says; null for the default.</param>
internal sealed record StageServices(Func<string, string> Resolve, IRunState State, IFailpoints Failpoints, IPiiMasker? Masker = null)
{
    /// <summary>Folder the run keeps unfinished work in; null when it has none.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>What persons wrote over quarantined rows; the migration reads its sources with it.</summary>
    public IReadOnlyList<RowEdit> Edits { get; init; } = [];

    /// <summary>Told which rows the edits turned out to be of, when a source has changed since they were made.</summary>
    public Action<IReadOnlyList<RowEdit>>? SettleEdits { get; init; }

    /// <summary>Rows the run takes from the quarantine of the run before into tables that are only added to; null when it reads its sources whole.</summary>
    public IReadOnlyList<ReleasedRows>? Released { get; init; }

    /// <summary>Those of them that can be found again in a source that has changed, without values.</summary>
    public IReadOnlyList<RowEdit> Sought { get; init; } = [];

    /// <summary>Told where the released rows are, when a source has changed since they went to quarantine.</summary>
    public Action<IReadOnlyList<ReleasedRows>>? SettleReleased { get; init; }

    /// <summary>Makes sure that the run is still the one to add them, before it begins to.</summary>
    public Func<CancellationToken, Task>? CheckRelease { get; init; }

    /// <summary>Connectors of the engine, in the order they are asked.</summary>
    public IReadOnlyList<IConnector> Connectors { get; init; } = [];

    /// <summary>Where reading begins, when only changed rows are read; null when all are.</summary>
    public RunSince? Since { get; init; }

    /// <summary>What persons decided about mappings before.</summary>
    public IReadOnlyList<MappingRule> MappingRules { get; init; } = [];

    /// <summary>Asks a model where a stage is in doubt; null for none.</summary>
    public IModelAdvice? Model { get; init; }

    /// <summary>Makes vectors of texts in the place of the built-in representation; null for none.</summary>
    public ITextEmbeddings? Embeddings { get; init; }

    /// <summary>Where centroids of domains are kept; null keeps none.</summary>
    public ICentroidStore? Centroids { get; init; }

    /// <summary>Fixes the run follows.</summary>
    public IReadOnlyList<AppliedFix> Fixes { get; init; } = [];
}
