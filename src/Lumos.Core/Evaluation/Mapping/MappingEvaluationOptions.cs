using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>How an evaluation of mapping runs.</summary>
public sealed record MappingEvaluationOptions
{
    /// <summary>Look at headers, types and target descriptions only. Default false.</summary>
    public bool MetadataOnly { get; init; }

    /// <summary>Leave out the example values and rows of the target. Default false.</summary>
    public bool NoSamples { get; init; }

    /// <summary>Thresholds of the gates.</summary>
    public ThresholdProfile Thresholds { get; init; } = new();

    /// <summary>Clock for the speed figure.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
