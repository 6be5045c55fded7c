namespace Lumos.Connectors.MySql;

/// <summary>How the connector logs in. Secrets are asked for when a connection is made and kept nowhere.</summary>
public sealed class MySqlOptions
{
    /// <summary>
    /// Gives the password of a user on a server; null, or an answer of null, leaves it to a file named by MYSQL_PWD_FILE and to MYSQL_PWD. Default null.
    /// </summary>
    public Func<MySqlLogin, CancellationToken, ValueTask<string?>>? Password { get; set; }
}

/// <summary>Who logs in where.</summary>
/// <param name="Host">Server's name, address, or path of its Unix socket.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">Database.</param>
/// <param name="User">User; null for the one of the environment.</param>
public sealed record MySqlLogin(string Host, int Port, string Database, string? User);
