namespace Lumos.Abstractions;

/// <summary>How a person wants staged rows put into a target table.</summary>
public enum LoadStrategy
{
    /// <summary>The table is made, filled, replaced when the same job wrote it, or else rows are put in by key (decision 0005).</summary>
    Auto,

    /// <summary>The staged rows become the table, whoever wrote the rows before.</summary>
    Replace,

    /// <summary>Rows are added; one whose key is there already goes to quarantine.</summary>
    Insert,

    /// <summary>Rows are added, whatever is there; the table has no key to compare.</summary>
    Append,

    /// <summary>Rows are added, or replace the ones of their key; one that is there as it is stays untouched.</summary>
    Upsert,

    /// <summary>
    /// Every change of a key's row is kept as a version with the time it was valid from and to (slowly changing dimension, type 2). Rows that arrive
    /// late find their place between the versions that are there.
    /// </summary>
    Scd2,
}

/// <summary>How one table is put into the target.</summary>
public sealed record TableLoad
{
    /// <summary>Strategy.</summary>
    public LoadStrategy Strategy { get; init; }

    /// <summary>Column that says from when a version is valid; part of the primary key of a table with versions.</summary>
    public string ValidFrom { get; init; } = "valid_from";

    /// <summary>Column that says until when it is, that moment not included; NULL while it still is. Filled by promotion.</summary>
    public string ValidTo { get; init; } = "valid_to";

    /// <summary>
    /// Whether additive changes are allowed: columns that may be NULL are added by promotion to a table that lacks them, and one the table has and the run does not name stays NULL in the run's rows. Otherwise both
    /// are differences, which stop the run.
    /// </summary>
    public bool AddsColumns { get; init; }

    /// <summary>With <see cref="LoadStrategy.Upsert"/>: rows that are there and not among the new ones are deleted.</summary>
    public bool DeletesMissing { get; init; }

    /// <summary>How tables are put in when nobody says otherwise.</summary>
    public static TableLoad Default { get; } = new();

    /// <summary>Sets of columns whose values may occur once. Versions of one thing share what is unique among things, so there a set counts only with the beginning in it.</summary>
    public IEnumerable<IReadOnlyList<string>> UniqueSets(TargetTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Unique.Where(set => Strategy != LoadStrategy.Scd2 || set.Contains(ValidFrom, StringComparer.Ordinal));
    }

    /// <summary>Columns that name the thing whose versions are kept.</summary>
    public IReadOnlyList<string> BusinessKey(TargetTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.PrimaryKey.Where(column => column != ValidFrom)];
    }
}

/// <summary>A column only one of a run and the target's table has, where additive changes are allowed.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsThere">Whether the table there has it, so that it stays NULL in the run's rows; else promotion adds it.</param>
public sealed record ColumnAddition(string Column, ColumnType Type, bool IsThere);

/// <summary>What promotion does with a target table (decision 0005).</summary>
public enum PromotionAction
{
    /// <summary>There is none yet: the staged table becomes it.</summary>
    Create,

    /// <summary>The staged table takes its place.</summary>
    Replace,

    /// <summary>It exists and is empty: it keeps its own definition and gets the rows.</summary>
    Fill,

    /// <summary>Rows are added to it.</summary>
    Append,

    /// <summary>Rows are added to it or replace the ones of their key.</summary>
    Upsert,

    /// <summary>Rows become versions of what their key names.</summary>
    Version,
}

/// <summary>The run whose tables are promoted.</summary>
/// <param name="RunId">Run.</param>
/// <param name="Job">SHA-256 of what the run does, the same for every run of one job.</param>
/// <param name="At">When it is promoted; kept with what is replaced.</param>
/// <param name="KeepUntil">Until when what is replaced is kept.</param>
public sealed record PromotionRun(string RunId, string Job, DateTimeOffset At, DateTimeOffset KeepUntil);

/// <summary>A table to promote.</summary>
/// <param name="Table">The table as the target wants it.</param>
/// <param name="Load">How it is put in.</param>
/// <param name="Removed">Relation of <see cref="StagedTableNames.RowColumn"/> values to leave out, in the session of the staged tables; null for none.</param>
/// <param name="ContentHash">Hash of the rows that stay.</param>
public sealed record PromotedTable(TargetTable Table, TableLoad Load, string? Removed, string ContentHash)
{
    /// <summary>With <see cref="LoadStrategy.Upsert"/>: relation of primary keys, in the session of the staged tables, whose rows are deleted unless a staged row has the key; null for none.</summary>
    public string? Gone { get; init; }
}

/// <summary>A table that was put back.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Rows it has now; null when it was made by the run and is gone.</param>
public sealed record RolledBackTable(string Table, long? Rows);

/// <summary>What is kept for a rollback.</summary>
/// <param name="RunId">Run that can be taken back.</param>
/// <param name="At">When it was promoted.</param>
/// <param name="Until">Until when it is kept.</param>
/// <param name="Tables">Its tables.</param>
public sealed record KeptVersion(string RunId, DateTimeOffset At, DateTimeOffset Until, IReadOnlyList<string> Tables);
