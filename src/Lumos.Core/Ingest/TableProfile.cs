using Lumos.Abstractions;
using Lumos.Core.Ingest.Keys;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Ingest.Sampling;
using Lumos.Core.Ingest.Typing;
using Lumos.Dsl.Model;

namespace Lumos.Core.Ingest;

/// <summary>All that was found out about one table.</summary>
internal sealed record TableProfile
{
    public required string Name { get; init; }

    public required CatalogSource Origin { get; init; }

    public required long Rows { get; init; }

    /// <summary>Rows of each part, where the table is spread over files.</summary>
    public IReadOnlyList<long> PartRows { get; init; } = [];

    public required IReadOnlyList<ColumnProfiler> Columns { get; init; }

    /// <summary>Standard names by column.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<ColumnFinding> Findings { get; init; }

    public required IReadOnlyList<KeyFinder.Candidate> Keys { get; init; }

    public IReadOnlyList<CatalogKey> PairKeys { get; init; } = [];

    /// <summary>Keys a database declares, best first; null where they were found by looking.</summary>
    public IReadOnlyList<CatalogKey>? DeclaredKeys { get; init; }

    /// <summary>The table as a database declares it; null for a file.</summary>
    public TargetTable? Declared { get; init; }

    /// <summary>The table whose rows were not read, because the mode forbids it; null when they were.</summary>
    public DatabaseTable? Unread { get; init; }

    /// <summary>Roles columns have because of how the table is made.</summary>
    public IReadOnlyList<(int Ordinal, string Role)> Roles { get; init; } = [];

    /// <summary>References that hold because of how the table is made.</summary>
    public IReadOnlyList<CatalogForeignKey> References { get; init; } = [];

    public required TransformPlan Plan { get; init; }

    public required IReadOnlyList<IngestNote> Notes { get; init; }

    /// <summary>Which of its rows a migration reads; null for all.</summary>
    public CatalogIncrement? Increment { get; init; }

    /// <summary>Candidates of the sample; null when no sample is allowed.</summary>
    public IReadOnlyList<SampleRow>? Candidates { get; init; }

    /// <summary>An even sample of the rows, in order of hash; null when no sample is allowed.</summary>
    public IReadOnlyList<SampleRow>? Even { get; init; }
}
