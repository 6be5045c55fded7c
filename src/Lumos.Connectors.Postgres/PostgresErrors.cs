using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres;

/// <summary>The failures of the connector, each with its reason sub-code and next step. None holds a password or a cell value. What the server says is in <see cref="Connecting.ServerErrors"/>.</summary>
internal static class PostgresErrors
{
    public static LumosException LocationInvalid(string problem, string place, string nextStep) => Fail("DATABASE_LOCATION_INVALID", problem, new ErrorLocation(place), nextStep);

    public static LumosException PasswordFileUnreadable(string file, string place, Exception cause) =>
        Fail("DATABASE_PASSWORD_FILE", $"The file '{file}' that PGPASSWORD_FILE names cannot be read.", new ErrorLocation(place), "Name a file this process may read; it holds the password and nothing else.", cause);

    public static LumosException TooOld(string place, string version) =>
        Fail("DATABASE_TOO_OLD", $"The server has version {version}; 15 is the oldest that will do.", new ErrorLocation(place), "Upgrade the server, or choose another place.");

    public static LumosException SchemaMissing(string place, string schema) => Fail(
        "DATABASE_SCHEMA_MISSING", $"There is no schema '{schema}'.", new ErrorLocation(place),
        $"Create it with CREATE SCHEMA {Sql.Name(schema)}, or name another one with ?schema=.");

    public static LumosException NotAllowed(string place, string right, string grant) =>
        Fail("DATABASE_NOT_ALLOWED", $"The role may not {right}.", new ErrorLocation(place), $"Have an owner run: {grant}");

    public static LumosException TablesMissing(string place, IReadOnlyList<string> missing, IReadOnlyList<string> there) => Fail(
        "INGEST_TABLE_MISSING", $"There is no table {string.Join(", ", missing.Select(name => $"'{name}'"))} the role may read.", new ErrorLocation(place),
        there.Count == 0 ? "The schema has no table at all; name another one with ?schema=." : $"The schema has: {string.Join(", ", there.Take(20))}{(there.Count > 20 ? ", ..." : "")}.");

    public static LumosException NotReadable(string place, IReadOnlyList<string> tables, string sql) => Fail(
        "DATABASE_NOT_ALLOWED", $"The role may not read {(tables.Count == 1 ? "table" : "tables")} {string.Join(", ", tables.Select(name => $"'{name}'"))}.", new ErrorLocation(place),
        $"Have an owner run GRANT SELECT ON {sql}, or name the tables to read with ?table=.");

    public static LumosException NoTables(string place) => Fail("INGEST_DATABASE_EMPTY", "The schema has no table the role may read.", new ErrorLocation(place), "Name another schema with ?schema=, or grant SELECT.");

    public static LumosException NameTooLong(string place, string name) => Fail(
        "TARGET_NAME_TOO_LONG", $"The name '{name}' has more than {Sql.NameBytes} bytes, which the server would cut off.", new ErrorLocation(place), "Give the table or column a shorter name in the target schema.");

    public static LumosException SchemaMismatch(string place, string table, IReadOnlyList<string> differences) => Fail(
        "TARGET_SCHEMA_MISMATCH", $"Table '{table}' exists with another schema: {string.Join("; ", differences)}.", new ErrorLocation(place, Key: table),
        "Change the target schema, rename the table, or choose another target; the table was left as it is.");

    public static LumosException NotEmpty(string place, string table) => Fail(
        "TARGET_NOT_EMPTY", $"Table '{table}' holds rows that this job did not write, and there is no primary key to add to them by.", new ErrorLocation(place, Key: table),
        "Say how the rows get in (--load append, --load replace), declare a primary key in the target schema, or choose another target; the table was left as it is.");

    public static LumosException NoKey(string place, string table, LoadStrategy strategy) => Fail(
        "TARGET_KEY_NEEDED", $"Table '{table}' is loaded with {strategy.ToString().ToLowerInvariant()}, which needs a primary key.", new ErrorLocation(place, Key: table), "Declare the primary key in the target schema.");

    public static LumosException VersionColumns(string place, string table, string problem) => Fail(
        "TARGET_VERSION_COLUMNS", $"Table '{table}' cannot keep versions: {problem}.", new ErrorLocation(place, Key: table),
        "The primary key is the thing's key and the column a version is valid from; the column it is valid until may be NULL and has the same type.");

    public static LumosException NotATable(string place, string table, string kind) => Fail(
        "TARGET_NOT_A_TABLE", $"'{table}' is a {kind}, not a table.", new ErrorLocation(place, Key: table), "Choose another name or schema; it was left as it is.");

    public static LumosException Locked(string place) => new(
        ErrorCode.TransientError, "TARGET_LOCKED", "Another process works on this run in the same database.", new ErrorLocation(place), "Wait for it or end it, then resume the run.");

    public static LumosException Fenced(string place) => new(
        ErrorCode.TransientError, "TARGET_LOCKED", "Another process took this run over, so this one may not write any more.", new ErrorLocation(place), "Let the other one finish; resume the run if it does not.");

    public static LumosException ChunksOverlap(string place, string table, long chunk) => Fail(
        "MIGRATION_STAGING_CHANGED", $"The rows of chunk {chunk.ToString(CultureInfo.InvariantCulture)} share numbers with another chunk's.", new ErrorLocation(place, Key: table), "Start a new run; the final tables are untouched.");

    public static LumosException TextNul(string table, string column, long row) => Fail(
        "TARGET_TEXT_NUL", $"A text holds U+0000, which PostgreSQL cannot store (row {row.ToString(CultureInfo.InvariantCulture)}).", new ErrorLocation(table, Column: column),
        "Remove the character in the mapping.");

    public static LumosException ValueUnreadable(string source, string column, ColumnType type, long row) => Fail(
        "DATABASE_VALUE_UNREADABLE", $"A value is no {type} (row {row.ToString(CultureInfo.InvariantCulture)}).", new ErrorLocation(source, Column: column),
        "Declare a type that holds it, or leave the row out.");

    public static LumosException Promotion(string place, string table, string refusal) => Fail(
        "TARGET_PROMOTION_FAILED", $"The rows could not be put into table '{table}', which was left as it was. {refusal}", new ErrorLocation(place, Key: table),
        "Compare the table's own types and constraints with the target schema.");

    public static LumosException VersionsOverlap(string place, string table, long count) => Fail(
        "TARGET_VERSIONS_OVERLAP", $"{count.ToString(CultureInfo.InvariantCulture)} versions in table '{table}' would overlap another one of their key. Nothing was promoted.", new ErrorLocation(place, Key: table),
        "Look for versions whose end lies before their start, and mend them.");

    public static LumosException ChangedSince(string place, string table, string problem) => Fail(
        "TARGET_CHANGED_SINCE", $"Table '{table}' was changed after the run wrote it: {problem}. Nothing was put back.", new ErrorLocation(place, Key: table),
        "Put the rows right by hand; what the run replaced is still kept.");

    public static LumosException NoFinalTable(string place, string table) =>
        Fail("TARGET_TABLE_MISSING", $"There is no table '{table}'.", new ErrorLocation(place, Key: table), "Check the location, or run the migration first.");

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep, Exception? cause = null) =>
        new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep, cause);
}
