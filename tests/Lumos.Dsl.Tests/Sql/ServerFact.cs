using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>A database server that tests start themselves.</summary>
public enum Server
{
    /// <summary>Debian: postgresql.</summary>
    Postgres,

    /// <summary>Debian: mariadb-server.</summary>
    MariaDb,

    /// <summary>Put into a folder by .ci/mysql.</summary>
    MySql,

    /// <summary>Debian: libsqlite3-0.</summary>
    Sqlite,
}

/// <summary>A fact about a server: skipped, saying so, where the server is not installed. On a build machine (CI=true) a missing server is a failure.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute(Server server) => Skip = Servers.Missing(server);
}

/// <summary>A theory about a server; see <see cref="ServerFactAttribute"/>.</summary>
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute(Server server) => Skip = Servers.Missing(server);
}

internal static class Servers
{
    /// <summary>Why a test of the server is skipped, or null.</summary>
    public static string? Missing(Server server) => server switch
    {
        Server.Postgres => TemporaryPostgres.WhyMissing,
        Server.MariaDb => TemporaryMariaDb.WhyMissing,
        Server.MySql => TemporaryMySql.WhyMissing,
        _ => SqliteDatabase.WhyMissing,
    };
}
