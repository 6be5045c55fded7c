using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Numbering;

namespace Lumos.Core.Migration;

/// <summary>The failures of migrating, each with its reason sub-code and next step.</summary>
internal static class MigrationErrors
{
    public static LumosException NotAllowed(PolicyDecision decision) => new(
        ErrorCode.PolicyBlock, "MIGRATION_NOT_ALLOWED", $"Policy does not allow the migration: {decision.Reason}", new ErrorLocation(Key: decision.Rule),
        "Run in a mode and a role that may migrate.");

    public static LumosException PlanInvalid(string problem, string table, string? column = null) => Fail(
        "MIGRATION_PLAN_INVALID", problem, new ErrorLocation(table, Column: column), "Run mapping again, so that plan, catalog and target schema fit together.");

    public static LumosException ReleaseUnclear(string table) => Fail(
        "QUARANTINE_ROW_UNCLEAR", $"Table '{table}' is made of one source in several ways, and of a row in quarantine it is not known in which of them it failed, so it might be added twice.", new ErrorLocation(table),
        "Roll the run back and run the contract again with the mended pipelines or source.");

    public static LumosException NumbersAnew(string table, string why, string nextStep) => Fail(
        "MIGRATION_NUMBERS_ANEW", $"Table '{table}' holds rows, and its key, or a reference of it, is a number this run would count anew: {why}.", new ErrorLocation(table), nextStep);

    public static LumosException NumbersUnclear(string location, NumberColumn column) => Fail(
        "MIGRATION_NUMBERS_UNCLEAR", $"In table '{column.Table.Name}' one key of the source has several numbers, or one number several keys, so which row is meant cannot be told.", new ErrorLocation(location, Key: column.Table.Name, Column: column.Column),
        column.Origin is null ? "Repair the numbers of the table." : $"Repair the table: each value of '{column.Origin}' belongs to one '{column.Column}'.");

    public static LumosException NumbersChanged(string location) => Fail(
        "MIGRATION_NUMBERS_CHANGED", "Rows with numbers were put into the target, or taken out, since this run gave its numbers; nothing was promoted.", new ErrorLocation(location), "Start a new run of the contract.");

    public static LumosException NumbersTooLarge(string source) => Fail(
        "MIGRATION_NUMBERS_TOO_LARGE", $"The keys of '{source}' and their numbers, those of the target included, take more than 2 GB.", new ErrorLocation(source), "Number the rows in the source or the target, and map that number; or load the tables with `replace`.");

    public const string RequiredUnmappedReason = "MIGRATION_REQUIRED_UNMAPPED";

    public static LumosException RequiredUnmapped(string table, string column, string source) => Fail(
        RequiredUnmappedReason, $"Column '{column}' must hold a value, but nothing of source '{source}' feeds it.", new ErrorLocation(table, Column: column),
        "Map it with an override, give it a default in the target schema, or let it be NULL.");

    public static LumosException TypeMismatch(string table, string column, ColumnType made, ColumnType wanted) => Fail(
        "MIGRATION_TYPE_MISMATCH", $"The pipeline gives {made}, but the column is {wanted}.", new ErrorLocation(table, Column: column),
        "End the pipeline with a type_cast to the column's type.");

    public const string EngineRefusedReason = "MIGRATION_ENGINE_REFUSED";

    public static LumosException EngineRefused(string table, string refusal) => Fail(
        EngineRefusedReason, $"Table '{table}' cannot be computed where the contract asks for it: {refusal}", new ErrorLocation(table, Key: "overrides.transform_engine"),
        "Leave overrides.transform_engine out, so that an engine that can do it is chosen, or change the pipeline.");

    public static LumosException EnginesDiffer(string table, long chunk, int rows) => Fail(
        "MIGRATION_ENGINES_DIFFER", FormattableString.Invariant($"Of chunk {chunk} the target's engine left out {rows} rows that this process finds good."), new ErrorLocation(table, Key: "overrides.strategy"),
        "Write 'strategy: etl' and report it; nothing was promoted.");

    public static LumosException NotInEngine(string source) => Fail(
        "MIGRATION_STRATEGY_UNAVAILABLE", $"The contract asks for 'elt', but '{source}' is not a table its engine reads.", new ErrorLocation(source, Key: "overrides.strategy"),
        "Write 'strategy: etl'; the rows are the same.");

    public static LumosException NothingMigrated(string table, long rows, string runId) => new(
        ErrorCode.QuarantineRequired, "MIGRATION_ALL_QUARANTINED", $"All {rows} rows went to quarantine; nothing was promoted.", new ErrorLocation(table),
        $"Look at 'lumos quarantine list {runId}' for the reasons, repair the mapping and run again.");

    public static LumosException SourceEmpty(string location, string table, IReadOnlyList<string> sources) => Fail(
        "MIGRATION_SOURCE_EMPTY", $"Table '{table}' holds rows, and {(sources.Count == 0 ? "no source feeds it" : $"'{string.Join("', '", sources)}' has none")}: the run would replace them by nothing.", new ErrorLocation(location, Key: table),
        "Check how the source was exported. Where it is to be empty, write 'allow_empty: true' under overrides (--allow-empty); otherwise load the table by 'upsert'. The table was left as it is.");

    public static LumosException ValidationFailed(string table, ValidationResult validation) => new(
        ErrorCode.QuarantineRequired, "MIGRATION_VALIDATION_FAILED", $"Validation {validation.Check} failed: {validation.Message}. Nothing was promoted.",
        new ErrorLocation(table), "Staging is kept: run 'lumos resume' to validate again; if it fails again, discard the run and start a new one.");

    public static LumosException StagingChanged(string table, long chunk, Exception? cause = null) => Fail(
        "MIGRATION_STAGING_CHANGED", $"The staged rows of chunk {chunk} are not the ones the checkpoint names.", new ErrorLocation(table),
        "Start a new run; the final tables are untouched.", cause);

    public static LumosException KeptUnreadable(string register, Exception cause) => Fail(
        "TARGET_KEPT_UNREADABLE", "What an earlier run kept for its rollback cannot be read.", new ErrorLocation(register),
        "Give read permission; if the file is damaged, that run cannot be rolled back any more, and its folder can be removed. The tables themselves are untouched.", cause);

    private const string TargetForms = "Name a file ending in .duckdb, .db or .parquet, a folder ending in '/', or a database that is written to, such as postgres://.";

    public static LumosException TargetUnsupported(string location) => Fail(
        "TARGET_UNSUPPORTED", "The target is neither a DuckDB file, a Parquet file, a folder nor a database a connector opens.", new ErrorLocation(location),
        TargetForms);

    public static LumosException TargetOnlyRead(string connector, string location) =>
        Fail("TARGET_UNSUPPORTED", $"Databases of {connector} are read, not written.", new ErrorLocation(location), TargetForms);

    public static LumosException TargetLocked(string location, Exception cause) => new(
        ErrorCode.TransientError, "TARGET_LOCKED", "The target file is in use by another process.", new ErrorLocation(location),
        "Close the other program (or wait for it), then resume the run.", cause);

    public static LumosException TargetUnwritable(string location, Exception cause) => Fail(
        "TARGET_UNWRITABLE", "The target cannot be written.", new ErrorLocation(location), "Give write permission on the file and its folder, or choose another place.", cause);

    public static LumosException TargetDiskFull(string location, Exception cause) => Fail(
        "TARGET_DISK_FULL", "The disk that holds the target is full.", new ErrorLocation(location),
        "Free some space, then resume the run: finished chunks are kept and the final tables are as they were.", cause);

    public static LumosException EngineMemory(string location, Exception cause) => Fail(
        "MIGRATION_OUT_OF_MEMORY", "The embedded engine ran out of the memory it may use.", new ErrorLocation(location),
        "Give it more memory or a disk with room to spill, then resume the run.", cause);

    public static LumosException TargetNotDatabase(string location, Exception cause) => Fail(
        "TARGET_NOT_A_DATABASE", "The target file exists but is not a DuckDB database.", new ErrorLocation(location), "Choose another file name; the file was left as it is.", cause);

    public static LumosException TargetNotParquet(string location, Exception cause) => Fail(
        "TARGET_NOT_PARQUET", "The target file exists but is not a Parquet file.", new ErrorLocation(location), "Choose another file name; the file was left as it is.", cause);

    public static LumosException TargetSchemaMismatch(string location, string table, IReadOnlyList<string> differences) => Fail(
        "TARGET_SCHEMA_MISMATCH", $"Table '{table}' exists with another schema: {string.Join("; ", differences)}.", new ErrorLocation(location, Key: table),
        "Change the target schema, rename the table, or choose another target; the table was left as it is.");

    public static LumosException TargetNotEmpty(string location, string table) => Fail(
        "TARGET_NOT_EMPTY", $"Table '{table}' holds rows that this job did not write, and there is no primary key to add to them by.", new ErrorLocation(location, Key: table),
        "Say how the rows get in (--load append, --load replace), declare a primary key in the target schema, or choose another target; the table was left as it is.");

    public static LumosException TargetFileNotEmpty(string location, string table) => Fail(
        "TARGET_NOT_EMPTY", $"The Parquet file of table '{table}' holds rows that this job did not write, and such a file is replaced whole.", new ErrorLocation(location, Key: table),
        "Choose another target, or move the file away; it was left as it was.");

    public static LumosException TargetTablesInOneFile(string location) => Fail(
        "TARGET_ONE_TABLE_ONLY", "A single Parquet file holds one table, but the target schema has several.", new ErrorLocation(location),
        "Name a folder (ending in '/') or a DuckDB file.");

    public static LumosException TargetPromotion(string location, string table, Exception cause) => Fail(
        "TARGET_PROMOTION_FAILED", $"The rows could not be added to table '{table}', which was left as it was.", new ErrorLocation(location, Key: table),
        "Compare the table's own types and constraints with the target schema.", cause);

    public static LumosException TargetNoKey(string location, string table, LoadStrategy strategy) => Fail(
        "TARGET_KEY_NEEDED", $"Table '{table}' is to be loaded by '{LoadRules.NameOf(strategy)}', which needs a primary key.", new ErrorLocation(location, Key: table),
        "Declare a primary key in the target schema, or choose another strategy under overrides.load.");

    public static LumosException TargetStrategy(string location, string table, LoadStrategy strategy) => Fail(
        "TARGET_STRATEGY_UNSUPPORTED", $"A Parquet file is written whole, so table '{table}' cannot be loaded by '{LoadRules.NameOf(strategy)}' into the rows that are there.", new ErrorLocation(location, Key: table),
        "Choose a database as the target, or 'replace'.");

    public static LumosException LayoutChanged(string location, string table, bool isFolder) => Fail(
        "TARGET_LAYOUT_CHANGED", $"Table '{table}' is there as {(isFolder ? "a folder of files, but is to be one file" : "one file, but is to be a folder of files")}.", new ErrorLocation(location, Key: table),
        "Move it away, name another target, or change overrides.layout; it was left as it was.");

    public static LumosException FolderTaken(string location, string table) => Fail(
        "TARGET_FOLDER_TAKEN", $"The place of table '{table}' holds something other than Parquet files.", new ErrorLocation(location, Key: table), "Move it away, or name another target; it was left as it was.");

    public static LumosException PartitionsTooMany(string table, int most) => Fail(
        "TARGET_PARTITIONS_TOO_MANY", $"The columns table '{table}' is partitioned by have more than {most} values; nothing was promoted.", new ErrorLocation(table, Key: "overrides.layout"),
        "Partition by columns of fewer values, and sort by this one.");

    public static LumosException PartitionValue(string table, string column) => Fail(
        "TARGET_PARTITION_VALUE", "A value cannot name a folder: it is empty, a word that readers take for NULL, or too long; nothing was promoted.", new ErrorLocation(table, Column: column),
        "Change such values in the mapping (NULL is fine), or partition by another column.");

    public static LumosException ReadBack(string table, string place) => Fail(
        "TARGET_READ_BACK", $"The files made for table '{table}' do not give back the rows that were staged; nothing was promoted.", new ErrorLocation(place), "Resume the run; if it happens again, start a new one and report it.");

    public static LumosException TargetMissing(string location) => Fail("TARGET_MISSING", "The target is not there.", new ErrorLocation(location), "Check the name.");

    public static LumosException TargetTableMissing(string location, string table) => Fail(
        "TARGET_TABLE_MISSING", $"There is no table '{table}'.", new ErrorLocation(location, Key: table), "Check the name, and whether the run was rolled back.");

    public static LumosException VersionsOverlap(string location, string table, long overlaps) => Fail(
        "TARGET_VERSIONS_OVERLAP", $"In table '{table}' {overlaps} versions would not end before the next one of their key begins; nothing was promoted.", new ErrorLocation(location, Key: table),
        "Repair the versions that are there: each must end when the next one begins, or before.");

    public static LumosException RollbackChanged(string location, string table) => Fail(
        "TARGET_CHANGED_SINCE", $"Table '{table}' was changed since the run was promoted; nothing was rolled back.", new ErrorLocation(location, Key: table),
        "Undo the later changes, or repair the table by hand; what the run replaced is still kept.");

    public static LumosException RollbackLaterRun(string location, string table, string runId) => Fail(
        "ROLLBACK_LATER_RUN", $"Run {runId} wrote table '{table}' later; nothing was rolled back.", new ErrorLocation(location, Key: table), $"Roll back run {runId} first.");

    public static LumosException ErrorBudget(string table, long rows, long quarantined, decimal most, string runId) => new(
        ErrorCode.QuarantineRequired, "MIGRATION_ERROR_BUDGET",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{quarantined} of {rows} rows went to quarantine, which is more than the {most:0.####%} the contract allows; nothing was promoted."),
        new ErrorLocation(table), $"Look at 'lumos quarantine list {runId}' for the reasons, repair the mapping or the source, and start a new run; or allow more (overrides.max_quarantine_rate).");

    public static LumosException CanaryFailed(string table, long rows, long quarantined, decimal most) => new(
        ErrorCode.QuarantineRequired, "MIGRATION_CANARY_FAILED",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Of the first {rows} rows {quarantined} would go to quarantine, which is more than the {most:0.####%} the contract allows; nothing was staged."),
        new ErrorLocation(table), "Repair the mapping or the source and start a new run; or allow more (overrides.max_quarantine_rate).");

    public static LumosException DeleteUnsafe(string table, long quarantined) => new(
        ErrorCode.QuarantineRequired, "MIGRATION_DELETE_UNSAFE",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{quarantined} rows are in quarantine, so rows that are gone from the source cannot be told from rows that failed; nothing was deleted or promoted."),
        new ErrorLocation(table), "Repair the rows and start a new run, or load by 'upsert' without 'delete missing'.");

    public static LumosException RollbackNothing(string location, string runId) => Fail(
        "ROLLBACK_NOTHING", "Nothing is kept of what this run replaced: it was rolled back already, or the time for that is over.", new ErrorLocation(location, Key: runId),
        "Restore a backup, or run the earlier contract again.");

    public static LumosException ManifestRowsMissing(string table) => Fail(
        "MANIFEST_ROWS_MISSING", "The hashes of the table's rows are not kept: the run's work folder was emptied, or the table has more than twenty million rows.", new ErrorLocation(Key: table),
        "Export the manifest without --rows; it names the chunk that differs.");

    public static LumosException TargetUnreadable(string location, Exception cause) => Fail(
        "TARGET_UNREADABLE", "The target cannot be read: the file is damaged, or is no longer what it was.", new ErrorLocation(location), "Restore it from a backup, or run the contract again into another file.", cause);

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep, Exception? cause = null) =>
        new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep, cause);
}
