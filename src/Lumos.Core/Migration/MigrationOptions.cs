namespace Lumos.Core.Migration;

/// <summary>How much of the machine a migration uses. None of it changes what is written.</summary>
internal sealed record MigrationOptions
{
    /// <summary>Days for which what a run replaced is kept, where the contract does not say.</summary>
    public const int DefaultKeepDays = 7;

    /// <summary>Threads that transform. Default: one per processor, at most eight.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Threads of the engine that holds or writes the target. Default: one per processor, at most eight.</summary>
    public int EngineThreads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Memory of that engine in megabytes; what does not fit is spilled to the work folder. Default 640.</summary>
    public int EngineMemoryMegabytes { get; init; } = 512;

    /// <summary>Bits of a key's hash that count; fewer let different keys share a hash, which a test wants to see. Default all.</summary>
    public ulong KeyHashMask { get; init; } = ulong.MaxValue;

    /// <summary>Chunks that are written whole or not at all; a killed run repeats at most this many. Default 20.</summary>
    public int SegmentChunks { get; init; } = 20;

    /// <summary>Whether a folder takes the place of another in one step where the system can do that. Default true.</summary>
    public bool ExchangesFolders { get; init; } = true;

    /// <summary>Whether other processes may help. Default true.</summary>
    public bool MayShare { get; init; } = true;

    /// <summary>Whether this process makes rows itself; a test leaves all of them to others. Default true.</summary>
    public bool TransformsHere { get; init; } = true;
}
