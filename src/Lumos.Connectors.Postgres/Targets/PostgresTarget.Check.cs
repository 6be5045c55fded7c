using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Promotion;

namespace Lumos.Connectors.Postgres.Targets;

internal sealed partial class PostgresTarget
{
    /// <inheritdoc/>
    public async ValueTask<PromotionAction> CheckAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default)
    {
        foreach (var name in table.Columns.Select(column => column.Name).Prepend(table.Name))
        {
            if (Sql.IsTooLong(name)) throw PostgresErrors.NameTooLong(Name, name);
        }

        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        var (existing, action) = await DecideAsync(table, load, session, cancellationToken).ConfigureAwait(false);
        await CheckRightsAsync(existing, action, existing is not null && load.AddsColumns && TableDifference.Missing(table, existing).Count > 0, session, cancellationToken).ConfigureAwait(false);
        var model = existing is null ? await DeclaredModel.MakeAsync(session, table, cancellationToken).ConfigureAwait(false) : null;
        _becomesFinal[table.Name] = model?.IsAsStaged(table) != false && load.Strategy != LoadStrategy.Scd2 && (action == PromotionAction.Create || (action == PromotionAction.Replace && existing is { IsDecorated: false, IsOwned: true }))
            && await MayMove.AskAsync(session, Schema, cancellationToken).ConfigureAwait(false);
        return action;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ColumnAddition>> GetAdditionsAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default)
    {
        if (!load.AddsColumns) return [];
        var session = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = session.ConfigureAwait(false);
        if (await FindAsync(table.Name, session, cancellationToken).ConfigureAwait(false) is not { IsTable: true } existing) return [];
        return
        [
            .. TableDifference.Missing(table, existing).Select(static column => new ColumnAddition(column.Name, column.Type, IsThere: false)),
            .. TableDifference.Further(table, existing).Select(static column => new ColumnAddition(column.Name, column.Type ?? ColumnType.Text, IsThere: true)),
        ];
    }

    /// <summary>What promotion would do, and the table as it stands.</summary>
    internal async ValueTask<(PgTable? Existing, PromotionAction Action)> DecideAsync(TargetTable table, TableLoad load, PostgresSession session, CancellationToken cancellationToken)
    {
        if (load.Strategy is LoadStrategy.Upsert or LoadStrategy.Scd2 && table.PrimaryKey.Count == 0) throw PostgresErrors.NoKey(Name, table.Name, load.Strategy);
        if (load.Strategy == LoadStrategy.Scd2) CheckVersionColumns(table, load);
        var existing = await FindAsync(table.Name, session, cancellationToken).ConfigureAwait(false);
        if (existing is null)
        {
            await CheckCaseAsync(table.Name, session, cancellationToken).ConfigureAwait(false);
            return (null, PromotionAction.Create);
        }

        if (!existing.IsTable) throw PostgresErrors.NotATable(Name, table.Name, existing.Kind == 'f' ? "foreign table" : "view");
        var differences = TableDifference.Find(table, existing, load.AddsColumns);
        if (differences.Count > 0) throw PostgresErrors.SchemaMismatch(Name, table.Name, differences);
        switch (load.Strategy)
        {
            case LoadStrategy.Replace: return (existing, PromotionAction.Replace);
            case LoadStrategy.Scd2: return (existing, PromotionAction.Version);
        }

        if (load.Strategy == LoadStrategy.Auto && TableMark.Find(existing.Comment) is { } mark && mark.Job == job && mark.Rows == await CountAsync(existing, session, cancellationToken).ConfigureAwait(false))
        {
            return (existing, PromotionAction.Replace);
        }

        if (!await session.AskAsync($"SELECT EXISTS (SELECT FROM {existing.Sql})", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)) return (existing, PromotionAction.Fill);
        return (existing, load.Strategy switch
        {
            LoadStrategy.Insert or LoadStrategy.Append => PromotionAction.Append,
            _ when table.PrimaryKey.Count > 0 => PromotionAction.Upsert,
            _ => throw PostgresErrors.NotEmpty(Name, table.Name),
        });
    }

    private static async ValueTask<long> CountAsync(PgTable table, PostgresSession session, CancellationToken cancellationToken) =>
        await session.AskAsync($"SELECT count(*) FROM {table.Sql}", reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);

    private void CheckVersionColumns(TargetTable table, TableLoad load)
    {
        var from = table.Columns.FirstOrDefault(column => column.Name == load.ValidFrom);
        var to = table.Columns.FirstOrDefault(column => column.Name == load.ValidTo);
        var problem = (from, to) switch
        {
            (null, _) => $"it has no column '{load.ValidFrom}'",
            (_, null) => $"it has no column '{load.ValidTo}'",
            _ when from.Type != to.Type => $"'{load.ValidFrom}' is {from.Type} and '{load.ValidTo}' is {to.Type}",
            _ when !to.Nullable || table.PrimaryKey.Contains(load.ValidTo, StringComparer.Ordinal) => $"'{load.ValidTo}' must be allowed to be NULL",
            _ when !table.PrimaryKey.Contains(load.ValidFrom, StringComparer.Ordinal) => $"'{load.ValidFrom}' is not part of the primary key",
            _ when load.BusinessKey(table).Count == 0 => "its primary key names nothing but a time",
            _ => null,
        };
        if (problem is not null) throw PostgresErrors.VersionColumns(Name, table.Name, problem);
    }

    // The server takes "Orders" and orders for two tables; a person hardly ever means that.
    private async ValueTask CheckCaseAsync(string table, PostgresSession session, CancellationToken cancellationToken)
    {
        var other = await session.AskAsync(
            $"SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = {Sql.Text(Schema)} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND lower(c.relname) = lower({Sql.Text(table)}) LIMIT 1",
            reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        if (other is not null) throw PostgresErrors.SchemaMismatch(Name, table, [$"it is spelled '{other}' there"]);
    }

    private async ValueTask CheckRightsAsync(PgTable? existing, PromotionAction action, bool addsColumns, PostgresSession session, CancellationToken cancellationToken)
    {
        var (create, temporary, role, databaseName) = await session.AskAsync(
            "SELECT has_database_privilege(current_database(), 'CREATE'), has_database_privilege(current_database(), 'TEMPORARY'), current_user::text, current_database()::text",
            reader => (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetString(2), reader.GetString(3)), cancellationToken).ConfigureAwait(false);
        if (!create) throw PostgresErrors.NotAllowed(Name, "make a schema to stage in", $"GRANT CREATE ON DATABASE {Sql.Name(databaseName)} TO {Sql.Name(role)}");
        if (!temporary) throw PostgresErrors.NotAllowed(Name, "make temporary tables", $"GRANT TEMPORARY ON DATABASE {Sql.Name(databaseName)} TO {Sql.Name(role)}");
        if (existing is null)
        {
            var may = await session.AskAsync($"SELECT has_schema_privilege({Sql.Text(Schema)}, 'CREATE')", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            if (!may) throw PostgresErrors.NotAllowed(Name, $"make tables in schema '{Schema}'", $"GRANT USAGE, CREATE ON SCHEMA {Sql.Name(Schema)} TO {Sql.Name(role)}");
            return;
        }

        if (addsColumns && !existing.IsOwned) throw PostgresErrors.NotAllowed(Name, $"add columns to table '{existing.Name}', which another role owns", $"GRANT {Sql.Name(existing.Owner)} TO {Sql.Name(role)}");
        string[] needed = action switch
        {
            PromotionAction.Fill or PromotionAction.Append => ["SELECT", "INSERT"],
            PromotionAction.Replace when !existing.IsOwned => ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"],
            _ => ["SELECT", "INSERT", "UPDATE", "DELETE"],
        };
        foreach (var right in needed)
        {
            var may = await session.AskAsync($"SELECT has_table_privilege({Sql.Text(existing.Sql)}, '{right}')", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            if (!may) throw PostgresErrors.NotAllowed(Name, $"{right} in table '{existing.Name}'", $"GRANT {string.Join(", ", needed)} ON {existing.Sql} TO {Sql.Name(role)}");
        }
    }
}
