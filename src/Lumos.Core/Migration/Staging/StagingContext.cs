using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>What staging works with.</summary>
internal sealed record StagingContext
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Opens the sources.</summary>
    public required ICatalogReader Catalog { get; init; }

    /// <summary>Where rows are staged.</summary>
    public required ITarget Target { get; init; }

    /// <summary>Checkpoints and quarantine.</summary>
    public required IRunState State { get; init; }

    /// <summary>What makes rows.</summary>
    public required TransformSetup Transform { get; init; }

    /// <summary>Computes rows inside the target; null when they stream through this process.</summary>
    public Targets.IComputesRows? Engine { get; init; }

    /// <summary>Other processes that help; null when none may.</summary>
    public Sharing.SharedSlices? Shared { get; init; }

    /// <summary>Places a crash test may choose.</summary>
    public required IFailpoints Failpoints { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What this process remembers of the rows it stages; null where the target could not prove that they are there.</summary>
    public RowLogs? Logs { get; init; }

    /// <summary>Rows whose key may have come before, of tables that stage them beside the others.</summary>
    public NotedRows Noted { get; } = new();

    /// <summary>Folder of the run that keeps the marks of its rows.</summary>
    public required string MarksFolder { get; init; }

    /// <summary>Rows per chunk.</summary>
    public required int ChunkRows { get; init; }

    /// <summary>Chunks a target writes whole or not at all.</summary>
    public required int SegmentChunks { get; init; }

    /// <summary>Segments of a table that are written at the same time.</summary>
    public int SegmentsAtOnce { get; init; } = 1;

    /// <summary>Threads that transform.</summary>
    public required int Workers { get; init; }

    /// <summary>Whether this process makes rows itself.</summary>
    public bool TransformsHere { get; init; } = true;

    /// <summary>Bits of a key's hash that count.</summary>
    public ulong KeyHashMask { get; init; } = ulong.MaxValue;

    /// <summary>How many rows may go to quarantine.</summary>
    public required ErrorBudget Budget { get; init; }

    /// <summary>Most source rows per second; null for no limit.</summary>
    public int? MaxRowsPerSecond { get; init; }

    /// <summary>Told about the rows done; null when nobody looks.</summary>
    public IProgress<StageProgress>? Progress { get; init; }

    /// <summary>Opens what a pass reads.</summary>
    public async ValueTask<ISource> OpenAsync(ReadPass pass, CancellationToken cancellationToken)
    {
        var source = await Catalog.OpenAsync(pass.Source, cancellationToken).ConfigureAwait(false);
        return pass.Only is { } rows ? new OnlyRows(source, rows) : source;
    }

    /// <summary>Rows read at once: a whole chunk, or an even part of it where a table is so wide that a chunk would fill the memory.</summary>
    /// <param name="columns">Columns of the source.</param>
    public int SliceRows(int columns)
    {
        const long cellsPerSlice = 2_000_000;
        var slices = (int)Math.Min(ChunkRows, ((long)ChunkRows * columns / cellsPerSlice) + 1);
        while (ChunkRows % slices != 0) slices++;
        return ChunkRows / slices;
    }
}
