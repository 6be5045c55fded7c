namespace Lumos.Abstractions;

/// <summary>One line of the ingest report: something was skipped, padded, repaired or is odd.</summary>
public sealed record IngestNote
{
    /// <summary>Stable code, such as <c>PREAMBLE_SKIPPED</c>, <c>RAGGED_ROW</c>, <c>FOOTER_SKIPPED</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What happened and why, without cell values.</summary>
    public required string Message { get; init; }

    /// <summary>Standard name of the column it is about; null when it is about the table.</summary>
    public string? Column { get; init; }

    /// <summary>How many rows or lines it concerns.</summary>
    public long Count { get; init; } = 1;

    /// <summary>First physical line, 1-based; null when unknown.</summary>
    public long? FirstLine { get; init; }

    /// <summary>Last physical line, 1-based; null when unknown.</summary>
    public long? LastLine { get; init; }

    /// <summary>First byte, 0-based; null when unknown.</summary>
    public long? FirstByte { get; init; }

    /// <summary>Byte after the last one; null when unknown.</summary>
    public long? EndByte { get; init; }
}
