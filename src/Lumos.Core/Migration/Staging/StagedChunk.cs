using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Staging;

/// <summary>A chunk whose rows are staged and whose quarantine is written, and later what the validations took out of it: what its checkpoint says.</summary>
internal sealed record StagedChunk
{
    private const string PassFact = "pass", SourceFact = "source", FirstRowFact = "first_row", FinalHashFact = "final_hash", CollapsedFact = "collapsed";
    private const string ReasonFact = "reason:", RemovedFact = "removed:";

    /// <summary>Number within the table, from 0.</summary>
    public required long ChunkId { get; init; }

    /// <summary>Pass it was read in.</summary>
    public required int Pass { get; init; }

    /// <summary>Catalog table.</summary>
    public required string Source { get; init; }

    /// <summary>0-based first source row.</summary>
    public required long FirstRow { get; init; }

    /// <summary>Rows read.</summary>
    public long RowsIn { get; init; }

    /// <summary>Rows staged.</summary>
    public long RowsStaged { get; init; }

    /// <summary>Rows put aside while transforming, by first reason.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>();

    /// <summary>Hash of the staged rows.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Where reading goes on; null at the end of the source.</summary>
    public SourcePosition? Next { get; init; }

    /// <summary>When work on it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Staged rows the validations put aside, by reason.</summary>
    public IReadOnlyDictionary<string, long> Removed { get; init; } = new Dictionary<string, long>();

    /// <summary>Staged rows that are one with another row.</summary>
    public long Collapsed { get; init; }

    /// <summary>Hash of the rows that stay; null when all do.</summary>
    public string? FinalHash { get; init; }

    /// <summary>Rows that stay.</summary>
    public long RowsOut => RowsStaged - Collapsed - Removed.Values.Sum();

    /// <summary>Rows put aside.</summary>
    public long Quarantined => Reasons.Values.Sum() + Removed.Values.Sum();

    /// <summary>As the artifact shows it.</summary>
    public ChunkRecord ToRecord() => new(ChunkId, Source, FirstRow, RowsIn, RowsOut, Quarantined, FinalHash ?? ContentHash);

    public CheckpointRecord ToCheckpoint(string runId, string table, DateTimeOffset finishedAt)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [PassFact] = Text(Pass),
            [SourceFact] = Source,
            [FirstRowFact] = Text(FirstRow),
        };
        if (Collapsed > 0) facts[CollapsedFact] = Text(Collapsed);
        if (FinalHash is not null) facts[FinalHashFact] = FinalHash;
        foreach (var (code, count) in Reasons) facts[ReasonFact + code] = Text(count);
        foreach (var (code, count) in Removed) facts[RemovedFact + code] = Text(count);
        return new CheckpointRecord
        {
            RunId = runId,
            Stage = StageName.Migration,
            Table = table,
            ChunkId = ChunkId,
            ContentHash = ContentHash,
            StartedAt = StartedAt,
            FinishedAt = finishedAt,
            RowCountIn = RowsIn,
            RowCountOut = RowsStaged,
            Status = CheckpointStatus.Staged,
            NextAction = FinalHash is null ? "validate" : "promote",
            Next = Next,
            Facts = facts,
        };
    }

    public static StagedChunk From(CheckpointRecord record) => new()
    {
        ChunkId = record.ChunkId,
        Pass = int.Parse(record.Facts[PassFact], CultureInfo.InvariantCulture),
        Source = record.Facts[SourceFact],
        FirstRow = Number(record.Facts[FirstRowFact]),
        RowsIn = record.RowCountIn,
        RowsStaged = record.RowCountOut,
        Reasons = Counts(record, ReasonFact),
        Removed = Counts(record, RemovedFact),
        Collapsed = record.Facts.TryGetValue(CollapsedFact, out var collapsed) ? Number(collapsed) : 0,
        FinalHash = record.Facts.GetValueOrDefault(FinalHashFact),
        ContentHash = record.ContentHash!,
        Next = record.Next,
        StartedAt = record.StartedAt,
    };

    private static SortedDictionary<string, long> Counts(CheckpointRecord record, string prefix)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (fact, value) in record.Facts)
        {
            if (fact.StartsWith(prefix, StringComparison.Ordinal)) counts[fact[prefix.Length..]] = Number(value);
        }

        return counts;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
