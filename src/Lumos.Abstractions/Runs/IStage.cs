namespace Lumos.Abstractions;

/// <summary>One step of the way of a run: artifacts in, one artifact out.</summary>
/// <typeparam name="TIn">What the stage needs.</typeparam>
/// <typeparam name="TOut">The artifact it makes.</typeparam>
public interface IStage<in TIn, TOut>
{
    /// <summary>Its place in the stage order.</summary>
    StageName Name { get; }

    /// <summary>
    /// Runs the stage. The same input and context give the same output, byte for byte; clock, seed and environment come only
    /// through <paramref name="context"/>.
    /// </summary>
    /// <exception cref="LumosException">The stage cannot be done; source, target and finished artifacts are untouched.</exception>
    Task<StageOutcome<TOut>> RunAsync(TIn input, StageContext context, CancellationToken cancellationToken = default);
}

/// <summary>What a stage made and what it would decide; the supervisor's gate has the last word.</summary>
/// <param name="Output">The artifact.</param>
/// <param name="Proposed">What the stage thinks of it.</param>
/// <param name="Reasons">Why, one sentence each, without cell values.</param>
public sealed record StageOutcome<TOut>(TOut Output, GateDecision Proposed, IReadOnlyList<string> Reasons);

/// <summary>Everything a stage may look at besides its input.</summary>
public sealed record StageContext
{
    /// <summary>The run's contract.</summary>
    public required RunContract Contract { get; init; }

    /// <summary>SHA-256 of the contract.</summary>
    public required string ContractHash { get; init; }

    /// <summary>The one place rules are asked.</summary>
    public required IPolicyEngine Policy { get; init; }

    /// <summary>Thresholds of the gates.</summary>
    public required ThresholdProfile Thresholds { get; init; }

    /// <summary>Where artifacts are kept.</summary>
    public required IArtifactStore Artifacts { get; init; }

    /// <summary>Lane the supervisor chose.</summary>
    public required Lane Lane { get; init; }

    /// <summary>Seed of every choice that looks random.</summary>
    public required long Seed { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Folder that relative locations of the contract start from. Default: the current folder.</summary>
    public string BaseFolder { get; init; } = ".";

    /// <summary>A location of the contract as a path to open. The contract and artifacts keep it as it was written.</summary>
    public string Resolve(string location) => Path.GetFullPath(Path.Combine(BaseFolder, location));

    /// <summary>Folder the run may keep unfinished work in; it survives a kill.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Told about long work; null when nobody looks.</summary>
    public IProgress<StageProgress>? Progress { get; init; }
}

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Activity">What is being done, such as <c>profiling contacts.csv</c>.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; null when unknown.</param>
/// <param name="Unit"><c>rows</c>, <c>bytes</c>, <c>columns</c>, <c>chunks</c>.</param>
public sealed record StageProgress(StageName Stage, string Activity, long Done, long? Total, string Unit);
