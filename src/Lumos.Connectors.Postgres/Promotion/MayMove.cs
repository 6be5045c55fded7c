using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>Whether a staged table may become a final one, rather than its rows being copied into one that is made in the target's schema.</summary>
internal static class MayMove
{
    /// <summary>
    /// Asks the server. Where the role's new tables get privileges by default, a table that is moved would go without them; where somebody follows the server's log, rows would appear under the staging
    /// table's name and never under the final one's.
    /// </summary>
    public static async ValueTask<bool> AskAsync(PostgresSession session, string schema, CancellationToken cancellationToken) => await session.AskAsync(
        $"""
        SELECT NOT EXISTS (SELECT FROM pg_default_acl WHERE defaclobjtype = 'r' AND defaclrole = current_user::regrole AND (defaclnamespace = 0 OR defaclnamespace = {Sql.Text(Sql.Name(schema))}::regnamespace))
            AND NOT EXISTS (SELECT FROM pg_publication WHERE puballtables)
            AND NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database())
        """,
        static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
}
