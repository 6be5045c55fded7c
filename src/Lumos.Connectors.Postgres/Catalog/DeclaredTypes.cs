using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>
/// Enumerations a script declares and the database lacks. Until rows are promoted they stand beside the empty tables of the session (<see cref="DeclaredModel"/>); the promotion makes them for good, in the same transaction as the tables.
/// </summary>
internal static class DeclaredTypes
{
    /// <summary>Makes those the database lacks for the session alone, which is in no transaction.</summary>
    /// <returns>Those it lacks.</returns>
    public static async ValueTask<IReadOnlyList<DeclaredType>> LendAsync(PostgresSession session, TargetTable table, CancellationToken cancellationToken)
    {
        var missing = new List<DeclaredType>();
        foreach (var type in table.DeclaredTypes ?? [])
        {
            if (await IsThereAsync(session, type, cancellationToken).ConfigureAwait(false)) continue;
            missing.Add(type);
            if (await session.AskAsync($"SELECT to_regtype({Sql.Text(Sql.Name(type.Name))}) IS NULL", static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)) await session.ExecuteAsync(CreateSql(type, "pg_temp"), cancellationToken).ConfigureAwait(false);
        }

        return missing;
    }

    /// <summary>Makes enumerations in a schema, in the transaction of a promotion.</summary>
    /// <returns>Names of those that were made.</returns>
    public static async ValueTask<IReadOnlyList<string>> MakeAsync(PostgresSession session, string schema, IReadOnlyList<DeclaredType> types, CancellationToken cancellationToken)
    {
        var made = new List<string>();
        if (types.Count == 0) return made;

        // The final tables name them without a schema.
        await session.ExecuteAsync($"SELECT set_config('search_path', {Sql.Text(Sql.Name(schema))} || ', ' || current_setting('search_path'), true)", cancellationToken).ConfigureAwait(false);
        foreach (var type in types)
        {
            await session.ExecuteAsync($"DROP TYPE IF EXISTS pg_temp.{Sql.Name(type.Name)} CASCADE", cancellationToken).ConfigureAwait(false);
            if (await IsThereAsync(session, type, cancellationToken).ConfigureAwait(false)) continue;
            await session.ExecuteAsync(CreateSql(type, Sql.Name(schema)), cancellationToken).ConfigureAwait(false);
            made.Add(type.Name);
        }

        return made;
    }

    /// <summary>Removes an enumeration nothing uses any more.</summary>
    public static async ValueTask DropAsync(PostgresSession session, string schema, string type, CancellationToken cancellationToken)
    {
        var used = $"""
            SELECT EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray) AND d.deptype <> 'i'
                WHERE n.nspname = {Sql.Text(schema)} AND t.typname = {Sql.Text(type)})
            """;
        if (!await session.AskAsync(used, static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)) await session.ExecuteAsync($"DROP TYPE IF EXISTS {Sql.Name(schema, type)}", cancellationToken).ConfigureAwait(false);
    }

    private static ValueTask<bool> IsThereAsync(PostgresSession session, DeclaredType type, CancellationToken cancellationToken) => session.AskAsync(
        $"SELECT EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = {Sql.Text(type.Name)} AND n.nspname = ANY (current_schemas(true)) AND t.typnamespace <> pg_my_temp_schema())",
        static reader => reader.GetBoolean(0), cancellationToken);

    private static string CreateSql(DeclaredType type, string schema) => $"CREATE TYPE {schema}.{Sql.Name(type.Name)} AS ENUM ({string.Join(", ", type.Labels.Select(Sql.Text))})";
}
