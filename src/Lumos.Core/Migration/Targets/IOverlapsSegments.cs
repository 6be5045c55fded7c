namespace Lumos.Core.Migration.Targets;

/// <summary>A target that begins the next segment of a staged table while the ones before it are still on their way to disk.</summary>
internal interface IOverlapsSegments
{
    /// <summary>Segments of a table that are written at the same time, at most.</summary>
    int SegmentsAtOnce { get; }
}
