using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>The failures of reading the server's log of changes, each with its reason sub-code and next step.</summary>
internal static class ReplicationErrors
{
    private const string Anew = "Drop the slot (lumos replication drop), then run the contract again: it loads the tables whole and begins a new slot.";

    public static LumosException WalLevel(string place, string level) => Fail(
        "REPLICATION_WAL_LEVEL", $"The server writes down what changed with wal_level = {level}; reading it needs 'logical'.", new ErrorLocation(place),
        "Have an administrator run ALTER SYSTEM SET wal_level = logical and restart the server, or read by a watermark (--incremental 'table=updated_at').");

    public static LumosException Standby(string place) => Fail(
        "REPLICATION_STANDBY", "The server is a standby, on which Lumos keeps no slot.", new ErrorLocation(place), "Name the primary server, or read by a watermark.");

    public static LumosException Role(string place, string role) => Fail(
        "DATABASE_NOT_ALLOWED", "The role may not read the server's log of changes.", new ErrorLocation(place), $"Have an administrator run: ALTER ROLE {Sql.Name(role)} REPLICATION");

    public static LumosException Kind(string place, string table) => Fail(
        "REPLICATION_TABLE_UNFIT", $"Changes of '{table}' are not in the server's log: it is a view, a foreign table, or unlogged.", new ErrorLocation(place, Key: table),
        "Leave it out of overrides.incremental, or make the table logged (ALTER TABLE ... SET LOGGED).");

    public static LumosException Identity(string place, string table, string sql) => Fail(
        "REPLICATION_IDENTITY", $"Changed and deleted rows of '{table}' cannot be told apart: it has no primary key, and its replica identity names nothing else.", new ErrorLocation(place, Key: table),
        $"Add a primary key, or have the owner run ALTER TABLE {sql} REPLICA IDENTITY USING INDEX a unique index of columns that are NOT NULL, or REPLICA IDENTITY FULL.");

    public static LumosException NoPublication(string place, string publication, string tables) => Fail(
        "REPLICATION_PUBLICATION", $"There is no publication '{publication}' to read slot and tables through, and none can be made by this role, or for a slot that is there.", new ErrorLocation(place),
        $"Have the owner of the tables run: CREATE PUBLICATION {Sql.Name(publication)} FOR TABLE {tables} WITH (publish_via_partition_root = true)");

    public static LumosException Unpublished(string place, string publication, string table, string sql) => Fail(
        "REPLICATION_PUBLICATION", $"Publication '{publication}' does not have table '{table}' (a partitioned one only with publish_via_partition_root).", new ErrorLocation(place, Key: table),
        $"Have its owner run: ALTER PUBLICATION {Sql.Name(publication)} ADD TABLE {sql}. What was changed before is not in the slot: {Anew}");

    public static LumosException Filtered(string place, string publication, string table) => Fail(
        "REPLICATION_PUBLICATION", $"Publication '{publication}' leaves out rows of '{table}', so changes would be missed.", new ErrorLocation(place, Key: table), "Name a publication without a row filter.");

    public static LumosException Kinds(string place, string publication) => Fail(
        "REPLICATION_PUBLICATION", $"Publication '{publication}' does not tell of every kind of change.", new ErrorLocation(place),
        $"Have its owner run: ALTER PUBLICATION {Sql.Name(publication)} SET (publish = 'insert, update, delete, truncate')");

    public static LumosException SlotUnfit(string place, string slot, string problem) => Fail(
        "REPLICATION_SLOT_UNFIT", $"Slot '{slot}' cannot be used: {problem}.", new ErrorLocation(place, Key: slot), "Name another one; a slot that is not there is made.");

    public static LumosException SlotLost(string place, string slot) => Fail(
        "REPLICATION_SLOT_LOST", $"Slot '{slot}' is gone, or the server gave up keeping its changes (max_slot_wal_keep_size), so changes since the last run are lost.", new ErrorLocation(place, Key: slot), Anew);

    public static LumosException SlotPassed(string place, string slot, string position, string wanted) => Fail(
        "REPLICATION_SLOT_PASSED", $"Slot '{slot}' was moved on to {position} by somebody else; this job read up to {wanted}. The changes between are lost to it.", new ErrorLocation(place, Key: slot),
        $"Give every job, and every state folder, a slot of its own. {Anew}");

    public static LumosException SlotBusy(string place, string slot) => new(
        ErrorCode.TransientError, "REPLICATION_SLOT_BUSY", $"Somebody else reads from slot '{slot}' just now.", new ErrorLocation(place, Key: slot), "Let the other one finish, then try again.");

    public static LumosException SlotsFull(string place) => Fail(
        "REPLICATION_SLOTS_FULL", "The server has no room for another slot.", new ErrorLocation(place), "Drop one that nobody uses (lumos replication list), or raise max_replication_slots and restart the server.");

    public static LumosException SlotWaits(string place) => new(
        ErrorCode.TransientError, "REPLICATION_SLOT_WAITS", "A slot begins when every transaction that was under way has ended, and one did not in time.", new ErrorLocation(place),
        "End transactions that are idle (pg_stat_activity), or give more time with lock_timeout=; then run again.");

    public static LumosException SchemaChanged(string place, string table, IReadOnlyList<string> differences) => Fail(
        "REPLICATION_SCHEMA_CHANGED", $"Table '{table}' was changed since the last run: {string.Join("; ", differences)}. Nothing was read.", new ErrorLocation(place, Key: table),
        $"Look whether the mapping still fits. {Anew}");

    public static LumosException LogBehind(string place) => new(
        ErrorCode.TransientError, "REPLICATION_LOG_BEHIND", "The server did not write its log to disk in time.", new ErrorLocation(place), "Look at the server's disk, then try again.");

    public static LumosException KeysGone(string place, string table) => Fail(
        "REPLICATION_KEYS_GONE", $"Which rows of '{table}' the run before read is not kept any more.", new ErrorLocation(place, Key: table), "Mend the rows in the source: the next run reads them as changed.");

    /// <summary>What the server says about a slot.</summary>
    public static LumosException? Of(Exception exception, string place, string slot) => (exception as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.ObjectInUse => SlotBusy(place, slot),
        PostgresErrorCodes.ConfigurationLimitExceeded => SlotsFull(place),
        PostgresErrorCodes.LockNotAvailable => SlotWaits(place),
        PostgresErrorCodes.ObjectNotInPrerequisiteState or PostgresErrorCodes.UndefinedObject => SlotLost(place, slot),
        _ => null,
    };

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep) => new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep);
}
