using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>What a Parquet target is told besides its place.</summary>
internal sealed record ParquetSettings
{
    /// <summary>Layout of each table; null when nothing is said of layouts, as when a target is only read.</summary>
    public Func<string, TableLayout?>? LayoutOf { get; init; }

    /// <summary>Places a crash test may choose.</summary>
    public IFailpoints Failpoints { get; init; } = NoFailpoints.Instance;

    /// <summary>Whether folders may be exchanged in one step where the system can; a test says no. Default true.</summary>
    public bool ExchangesFolders { get; init; } = true;
}
