using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets;

/// <summary>What promotion does with a target table (decision 0005).</summary>
internal enum PromotionAction
{
    /// <summary>There is none yet: the staged table becomes it.</summary>
    Create,

    /// <summary>The same job wrote it and no one changed it since: the staged table takes its place.</summary>
    Replace,

    /// <summary>It exists and is empty: it keeps its own definition and gets the rows.</summary>
    Fill,

    /// <summary>It holds rows of others and has a primary key: rows are added to it or replace the ones of their key.</summary>
    Upsert,
}

/// <summary>A target that can also be validated: its staging can be read by the embedded engine.</summary>
internal interface IMigrationTarget : ITarget
{
    /// <summary>Whether taking a staged row out again is dear, so that rows whose key may have come before are better staged apart.</summary>
    bool StagesRepeatedKeysApart { get; }

    /// <summary>Says what promotion would do with a table as it stands now.</summary>
    /// <exception cref="LumosException">It would be refused: another schema, rows that cannot be told apart, or no right to write.</exception>
    ValueTask<PromotionAction> CheckAsync(TargetTable table, CancellationToken cancellationToken);

    /// <summary>Whether the run's tables are final already.</summary>
    ValueTask<bool> IsPromotedAsync(string runId, IReadOnlyList<TargetTable> tables, CancellationToken cancellationToken);

    /// <summary>Opens the staged rows of a run for reading.</summary>
    ValueTask<IStagedTables> OpenStagedAsync(string runId, IReadOnlyList<TargetTable> staging, CancellationToken cancellationToken);

    /// <summary>Promotes; see <see cref="ITarget.PromoteAsync"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="tables">Tables as the target wants them, with the staged rows to leave out.</param>
    /// <param name="staged">Holds the relations of rows to leave out.</param>
    /// <param name="beforeVisible">Called when everything is ready and nothing is visible yet.</param>
    /// <param name="cancellationToken">Stops it before it is visible.</param>
    ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken);
}

/// <summary>The run whose tables are promoted.</summary>
/// <param name="RunId">Run.</param>
/// <param name="Job">SHA-256 of what the run does, the same for every run of one job.</param>
internal sealed record PromotionRun(string RunId, string Job);

/// <summary>A table to promote.</summary>
/// <param name="Table">The table as the target wants it.</param>
/// <param name="Removed">Relation of <c>lumos_row</c> values to leave out; null for none.</param>
/// <param name="ContentHash">Hash of the rows that stay.</param>
internal sealed record PromotedTable(TargetTable Table, string? Removed, string ContentHash);

/// <summary>Staged rows as relations of the embedded engine.</summary>
internal interface IStagedTables : IDisposable
{
    /// <summary>Connection to ask by; temporary tables may be made on it.</summary>
    DuckDbConnection Engine { get; }

    /// <summary>Whether rows whose key may have come before were staged apart.</summary>
    bool HasRepeatedKeysApart { get; }

    /// <summary>SQL of all staged rows: the target's columns and <c>lumos_row</c>.</summary>
    string Staged(string table);

    /// <summary>SQL of the staged rows but the late ones, in row order.</summary>
    string Main(string table);

    /// <summary>SQL of the rows staged apart because their key may have come before, in row order; null for none.</summary>
    string? Late(string table);

    /// <summary>Opens the staged rows of a table to be hashed again, for one thread.</summary>
    /// <param name="table">The table.</param>
    /// <param name="late">Whether the late rows are meant, else the others.</param>
    IStagedHashes OpenHashes(TablePlan table, bool late);

    /// <summary>SQL of the rows of the final table that stay beside the staged ones; null for none.</summary>
    string? Existing(string table);
}
