using Lumos.Abstractions;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>The failures of reading only what changed, each with its reason sub-code and next step.</summary>
internal static class IncrementalErrors
{
    private const string Key = "overrides.incremental";

    public static LumosException UnknownTable(string table, IReadOnlyList<string> tables) => Fail(
        "INCREMENTAL_UNKNOWN", $"The source has no table '{table}'.", new ErrorLocation(Key: $"{Key}.{table}"), $"Name a table as the source spells it: {string.Join(", ", tables)}.");

    public static LumosException UnknownColumn(string table, string column, IReadOnlyList<string> columns) => Fail(
        "INCREMENTAL_UNKNOWN", $"Table '{table}' has no column '{column}' to tell by what changed.", new ErrorLocation(table, Key: $"{Key}.{table}.watermark"),
        $"Name a column as the source spells it: {string.Join(", ", columns)}.");

    public static LumosException Unfit(string table, string column, ColumnType? type) => Fail(
        "INCREMENTAL_COLUMN_UNFIT", $"Column '{column}' cannot tell which rows changed: its values are {(type is { } known ? known.ToString() : "not of one type")}.", new ErrorLocation(table, Column: column),
        "Name a column of whole or decimal numbers, dates or timestamps that grows with every change; an overlap is a time for times and a number for numbers. Where the column's type changed, run once without overrides.incremental.");

    public static LumosException Load(string table, string source) => Fail(
        "INCREMENTAL_LOAD", $"Table '{table}' is filled from '{source}', of which only changed rows are read, so its rows must be put in by key.", new ErrorLocation(table, Key: "overrides.load"),
        "Load it by 'upsert' ('delete missing' with logical_replication alone) or 'scd2'; or leave the source out of overrides.incremental.");

    public static LumosException LookedUp(string table, string source) => Fail(
        "INCREMENTAL_LOOKED_UP", $"Table '{source}' is looked up for the rows of '{table}', so all of it must be read.", new ErrorLocation(table, Key: Key), $"Leave '{source}' out of overrides.incremental.");

    public static LumosException TargetGone(string target, string table) => Fail(
        "INCREMENTAL_TARGET_GONE", $"Table '{table}' is not there, or is empty, though earlier runs of this job filled it; the changes alone would not make it whole.", new ErrorLocation(target, Key: table),
        "Run the contract once without overrides.incremental.");

    public static LumosException Overtaken(string runId, string by) => Fail(
        "INCREMENTAL_OVERTAKEN", $"Run {by} of the same job was promoted since this run began; what this one read may be older.", new ErrorLocation(Key: runId), "Start a new run of the contract.");

    public static LumosException Unfinished(string runId) => Fail(
        "INCREMENTAL_UNFINISHED", $"Run {runId} of the same job may have been promoted but did not end, so nobody can say from where to read on.", new ErrorLocation(Key: runId),
        $"Let it end (lumos resume {runId}), or run the contract once without overrides.incremental.");

    public static LumosException AtOnce(string runId) => Fail(
        "INCREMENTAL_AT_ONCE", $"Run {runId} of the same job is under way.", new ErrorLocation(Key: runId), "Start this one when it is done.");

    public static LumosException NoLog(string source, string table) => Fail(
        "INCREMENTAL_NO_LOG", $"'{source}' keeps no log of changes that Lumos reads; PostgreSQL does.", new ErrorLocation(source, Key: $"{Key}.{table}.by"),
        "Read it by a watermark (--incremental 'table=updated_at'), or whole, loaded by 'upsert, delete missing'.");

    public static LumosException SlotUnknown(string source, string slot, IReadOnlyList<string> slots) => Fail(
        "REPLICATION_SLOT_UNKNOWN", $"'{source}' has no slot '{slot}', and no run of this state read from one.", new ErrorLocation(source, Key: slot), slots.Count == 0 ? "There is no slot to drop." : $"Name one of: {string.Join(", ", slots)}.");

    public static LumosException SeveralSlots() => Fail(
        "INCREMENTAL_SLOTS", "The tables of one run are read from one slot, and several are named.", new ErrorLocation(Key: Key), "Name the same slot and publication for each table, or none.");

    public static LumosException GoneKey(string table, string column, string source, IReadOnlyList<string> key) => Fail(
        "INCREMENTAL_DELETES", $"Which row of '{table}' a deleted row of '{source}' became cannot be told: of a deleted row the log has {(key.Count == 0 ? "no key" : $"'{string.Join("', '", key)}'")}, and {column}.",
        new ErrorLocation(table, Key: "overrides.load"),
        "Map the source's key, all of it and nothing else, to the target's primary key; or have the source's replica identity use a unique index of the columns the target's key is made of; or leave out 'delete missing'.");

    public static LumosException GoneInputs(string table) => Fail(
        "INCREMENTAL_DELETES", $"Table '{table}' is filled from several sources, so a row that one of them deleted may be another's.", new ErrorLocation(table, Key: "overrides.load"), "Leave out 'delete missing', or fill the table from one source.");

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep) => new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep);
}
