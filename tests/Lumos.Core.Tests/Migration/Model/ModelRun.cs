using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration.Model;

/// <summary>A run as the oracle sees it: what it reads, how it loads, how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Load">How it loads.</param>
/// <param name="Items">Rows of the first file when it began, with the edits it reads.</param>
/// <param name="Lines">Rows of the second.</param>
/// <param name="Edits">Edits it reads its source with.</param>
internal sealed record ModelRun(string Id, ModelLoad Load, List<string?[]> Items, List<string?[]> Lines, IReadOnlyList<ModelEdit> Edits)
{
    /// <summary>The files as it read them.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>The run whose quarantine it tries again; null for none.</summary>
    public ModelRun? Follows { get; init; }

    /// <summary>Of the run before, the quarantined rows it takes with the numbers they have now, where tables are only added to; null where all rows are read again.</summary>
    public Dictionary<(string Table, long Row), long>? Took { get; init; }

    /// <summary>Tables whose quarantined rows can be found again when their file changes.</summary>
    public HashSet<string> Printed { get; } = [];

    /// <summary>Whether it was stopped where its rows may be in the target already.</summary>
    public bool MayBeIn { get; set; }

    /// <summary>What it did to the tables; null while it has done nothing.</summary>
    public ModelOutcome? Done { get; set; }

    /// <summary>The tables before it.</summary>
    public ModelTables Before { get; set; } = ModelTables.None;

    /// <summary>Whether it ended well.</summary>
    public bool IsCompleted { get; set; }

    /// <summary>Edits of its quarantine since.</summary>
    public List<ModelEdit> Pending { get; } = [];

    /// <summary>Rows of a table it reads; null for all.</summary>
    public HashSet<int>? Only(string table) => Took is null ? null : [.. Took.Where(row => row.Key.Table == table).Select(static row => (int)row.Value)];

    /// <summary>What became of its quarantined rows.</summary>
    public Dictionary<(string Table, long Row), QuarantineStatus> Quarantine { get; } = [];
}
