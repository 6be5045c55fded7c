using System.Globalization;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>What one promoted table left for a rollback.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Action">What promotion did.</param>
/// <param name="Rows">Rows the run wrote into it.</param>
/// <param name="Kept">Whether a table of the same name is kept: the whole table that was replaced, or the rows that were changed.</param>
/// <param name="Moved">Whether the kept table is the old one itself, moved aside.</param>
/// <param name="Key">Columns its rows are told apart by; empty when nothing was changed in place.</param>
/// <param name="Added">Columns that were added to it.</param>
/// <param name="Comment">Comment it had.</param>
internal sealed record KeptTable(string Table, PromotionAction Action, long Rows, bool Kept, bool Moved, IReadOnlyList<string> Key, IReadOnlyList<string> Added, string? Comment)
{
    /// <summary>What became of the rows; null where they are not told apart by key.</summary>
    public RowChanges? Changes { get; init; }
}

/// <summary>The schema <c>lumos_previous_&lt;run&gt;</c>: what a run replaced, and a register that says what it did.</summary>
internal sealed class KeptArea(string runId)
{
    public const string Prefix = "lumos_previous_";

    private const string Register = "lumos_promotion";
    private const string Transactions = "lumos_transactions";

    // Number of the transaction that wrote a kept row, so that it is known for whose row it is when it is put back.
    private const string Writer = "lumos_writer";

    private bool _hasTransactions = true;

    public string Schema => Prefix + runId;

    private string RegisterSql => Sql.Name(Schema, Register);

    private string TypesSql => Sql.Name(Schema, "lumos_types");

    private string TransactionsSql => Sql.Name(Schema, Transactions);

    /// <summary>Name of a kept table.</summary>
    public string TableSql(string table) => Sql.Name(Schema, table);

    /// <summary>Statement that keeps rows of a table.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="columns">Columns that can be put back.</param>
    /// <param name="rows">What follows them in the query: <c>FROM ...</c>, with the table named <c>there</c>.</param>
    public string KeepSql(string table, IEnumerable<string> columns, params IEnumerable<string> rows) =>
        $"CREATE TABLE {TableSql(table)} AS {string.Join(" UNION ALL ", rows.Select(from => $"SELECT {Sql.Names(columns, "there.")}, there.xmin AS {Writer} {from}"))}";

    /// <summary>Whether kept rows of a table say who wrote them; those of earlier versions do not.</summary>
    public async ValueTask<bool> KnowsWritersAsync(PostgresSession session, string table, CancellationToken cancellationToken) => await session.AskAsync(
        $"SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = {Sql.Text(TableSql(table))}::regclass AND attname = '{Writer}' AND atttypid = 'xid'::regtype)", static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);

    /// <summary>Relation of the kept rows of a table that this area's run wrote, asked of another area.</summary>
    public string WrittenSql(KeptArea other, string table) => $"(SELECT * FROM {other.TableSql(table)} AS kept WHERE {IsOursSql("kept", Writer)})";

    /// <summary>Relation of the kept rows of a table that none of some runs wrote.</summary>
    public string OthersSql(string table, IEnumerable<KeptArea> runs) => $"(SELECT * FROM {TableSql(table)} AS kept WHERE true{string.Concat(runs.Select(run => $" AND ({run.IsOursSql("kept", Writer)}) IS NOT TRUE"))})";

    /// <summary>Areas of other runs that wrote a table.</summary>
    public async ValueTask<IReadOnlyList<KeptArea>> OthersOfAsync(PostgresSession session, string table, CancellationToken cancellationToken)
    {
        var others = new List<KeptArea>();
        foreach (var version in await ListAsync(session, cancellationToken).ConfigureAwait(false))
        {
            if (version.RunId == runId || !version.Tables.Contains(table, StringComparer.Ordinal)) continue;
            var area = new KeptArea(version.RunId);
            if (await area.HasTransactionsAsync(session, cancellationToken).ConfigureAwait(false)) others.Add(area);
        }

        return others;
    }

    /// <summary>Writes down that the current part of the transaction, a savepoint, wrote rows of the run. It has a number of its own, which only what it wrote tells.</summary>
    public ValueTask<long> AddThisWriterAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        // Without the turns of the counter, which are those of the transaction it is a part of and comes after.
        const string transaction = "pg_current_xact_id()::text::numeric";
        return session.ExecuteAsync(
            $"""
            INSERT INTO {TransactionsSql} VALUES ('0');
            UPDATE {TransactionsSql} SET transaction_id = ({transaction} + mod(xmin::text::numeric - mod({transaction}, 4294967296) + 4294967296, 4294967296))::text::xid8 WHERE transaction_id = '0'
            """,
            cancellationToken);
    }

    /// <summary>Makes the area.</summary>
    public ValueTask<long> CreateAsync(PostgresSession session, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"""
        CREATE SCHEMA {Sql.Name(Schema)};
        CREATE TABLE {RegisterSql} (
            place integer PRIMARY KEY, table_name text NOT NULL, action text NOT NULL, row_count bigint NOT NULL, kept boolean NOT NULL, moved boolean NOT NULL,
            key_columns text[] NOT NULL, added_columns text[] NOT NULL, comment text, promoted_at timestamptz NOT NULL, keep_until timestamptz NOT NULL, inserted bigint, updated bigint, deleted bigint, transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id());
        CREATE TABLE {TransactionsSql} (transaction_id xid8 NOT NULL)
        """,
        cancellationToken);

    /// <summary>Writes down an enumeration the run made.</summary>
    public ValueTask<long> AddTypeAsync(PostgresSession session, string type, CancellationToken cancellationToken) =>
        session.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {TypesSql} (type_name text NOT NULL); INSERT INTO {TypesSql} VALUES ({Sql.Text(type)})", cancellationToken);

    /// <summary>Enumerations the run made.</summary>
    public async ValueTask<IReadOnlyList<string>> TypesAsync(PostgresSession session, CancellationToken cancellationToken) =>
        await session.AskAsync($"SELECT to_regclass({Sql.Text(TypesSql)}) IS NOT NULL", static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)
            ? await session.ListAsync($"SELECT type_name FROM {TypesSql}", static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false)
            : [];

    /// <summary>Writes down which transactions wrote the rows of a staged table that became a final one.</summary>
    public ValueTask<long> AddTransactionsAsync(PostgresSession session, string transactionsSql, CancellationToken cancellationToken) =>
        session.ExecuteAsync($"INSERT INTO {TransactionsSql} {transactionsSql}", cancellationToken);

    /// <summary>Whether the run was promoted and its area is still there.</summary>
    public async ValueTask<bool> ExistsAsync(PostgresSession session, CancellationToken cancellationToken) =>
        await session.AskAsync($"SELECT to_regclass({Sql.Text(RegisterSql)}) IS NOT NULL", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);

    /// <summary>Writes down what became of a table.</summary>
    public ValueTask<long> AddAsync(PostgresSession session, int place, KeptTable table, PromotionRun run, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"""
        INSERT INTO {RegisterSql} VALUES ({Sql.Number(place)}, {Sql.Text(table.Table)}, {Sql.Text(table.Action.ToString())}, {Sql.Number(table.Rows)}, {Bool(table.Kept)}, {Bool(table.Moved)},
            {Array(table.Key)}, {Array(table.Added)}, {(table.Comment is null ? "NULL" : Sql.Text(table.Comment))}, {Time(run.At)}, {Time(run.KeepUntil)},
            {Number(table.Changes?.Inserted)}, {Number(table.Changes?.Updated)}, {Number(table.Changes?.Deleted)})
        """,
        cancellationToken);

    /// <summary>What became of the rows of tables whose rows are told apart by key.</summary>
    public async ValueTask<IReadOnlyDictionary<string, RowChanges>> ChangesAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        // What an earlier version kept does not say.
        var knows = $"SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass({Sql.Text(RegisterSql)}) AND attname = 'inserted')";
        if (!await session.AskAsync(knows, static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)) return new Dictionary<string, RowChanges>();
        var changes = await session.ListAsync(
            $"SELECT table_name, inserted, updated, deleted FROM {RegisterSql} WHERE inserted IS NOT NULL",
            static reader => (Table: reader.GetString(0), Changes: new RowChanges(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3))), cancellationToken).ConfigureAwait(false);
        return changes.ToDictionary(static item => item.Table, static item => item.Changes, StringComparer.Ordinal);
    }

    /// <summary>What is written down, in the order of promotion; nobody else may roll back meanwhile.</summary>
    public async ValueTask<IReadOnlyList<KeptTable>> ReadAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync($"LOCK TABLE {RegisterSql} IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);

        // What an earlier version kept has none.
        _hasTransactions = await HasTransactionsAsync(session, cancellationToken).ConfigureAwait(false);
        return await session.ListAsync(
            $"SELECT table_name, action, row_count, kept, moved, key_columns, added_columns, comment FROM {RegisterSql} ORDER BY place",
            reader => new KeptTable(
                reader.GetString(0), Enum.Parse<PromotionAction>(reader.GetString(1)), reader.GetInt64(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetFieldValue<string[]>(5),
                reader.GetFieldValue<string[]>(6), reader.IsDBNull(7) ? null : reader.GetString(7)),
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> HasTransactionsAsync(PostgresSession session, CancellationToken cancellationToken) =>
        await session.AskAsync($"SELECT to_regclass({Sql.Text(TransactionsSql)}) IS NOT NULL", static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);

    /// <summary>SQL that is true of rows the run wrote and nobody changed since. Row versions carry the number of the transaction that wrote them, also when they are frozen.</summary>
    public string IsOursSql(string alias, string writer = "xmin")
    {
        // Numbers come round again after four thousand million transactions, and are told apart for two.
        const string recent = "WHERE pg_current_xact_id()::text::numeric - transaction_id::text::numeric < 2000000000";
        var promoted = $"{alias}.{writer} = (SELECT transaction_id::xid FROM {RegisterSql} {recent} LIMIT 1)";
        return _hasTransactions ? $"({promoted} OR {alias}.{writer} IN (SELECT transaction_id::xid FROM {TransactionsSql} {recent}))" : promoted;
    }

    /// <summary>Removes the area.</summary>
    public ValueTask<long> DropAsync(PostgresSession session, CancellationToken cancellationToken) => session.ExecuteAsync($"DROP SCHEMA IF EXISTS {Sql.Name(Schema)} CASCADE", cancellationToken);

    /// <summary>Runs whose areas are there.</summary>
    public static async ValueTask<IReadOnlyList<KeptVersion>> ListAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var runs = await session.ListAsync(
            $"SELECT substr(n.nspname, {Sql.Number(Prefix.Length + 1)}) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname ^@ '{Prefix}' AND c.relname = '{Register}' AND pg_has_role(n.nspowner, 'USAGE') ORDER BY n.nspname COLLATE \"C\"",
            reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        var kept = new List<KeptVersion>();
        foreach (var run in runs)
        {
            var version = await session.AskAsync(
                $"SELECT min(promoted_at), min(keep_until), array_agg(table_name ORDER BY place) FROM {new KeptArea(run).RegisterSql}", reader => new KeptVersion(run, reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<string[]>(2)), cancellationToken).ConfigureAwait(false);
            kept.Add(version!);
        }

        return kept;
    }

    private static string Time(DateTimeOffset time) => Sql.Text(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00");

    private static string Number(long? value) => value is { } number ? Sql.Number(number) : "NULL";

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Array(IReadOnlyList<string> texts) => $"ARRAY[{string.Join(", ", texts.Select(Sql.Text))}]::text[]";
}
