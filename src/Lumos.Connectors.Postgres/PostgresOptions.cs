namespace Lumos.Connectors.Postgres;

/// <summary>How the connector logs in. Secrets are asked for when a connection is made and kept nowhere.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// Gives the password of a role on a server; null, or an answer of null, leaves it to PGPASSWORD, a file named by PGPASSWORD_FILE, PGPASSFILE and
    /// <c>~/.pgpass</c>. Default null.
    /// </summary>
    public Func<PostgresLogin, CancellationToken, ValueTask<string?>>? Password { get; set; }
}

/// <summary>Who logs in where.</summary>
/// <param name="Host">Server's name, address, or folder of its Unix socket.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">Database; null for the one of the role's name.</param>
/// <param name="User">Role; null for the one of the environment.</param>
public sealed record PostgresLogin(string Host, int Port, string? Database, string? User);
