using System.Reflection;
using Lumos.Testing.Servers;
using Xunit.Sdk;

namespace Lumos.Connectors.MySql.Tests;

/// <summary>The servers that speak MySQL's protocol.</summary>
public enum Server
{
    /// <summary>Debian: mariadb-server.</summary>
    MariaDb,

    /// <summary>Put into a folder by .ci/mysql.</summary>
    MySql,
}

/// <summary>A row of a theory for MariaDB, and one for MySQL where it is installed: the server, and what else is given.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnServersAttribute(params object[] more) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [Server.MariaDb, .. more];
        if (TemporaryMySql.WhyMissing is null) yield return [Server.MySql, .. more];
    }
}

/// <summary>A theory about a server: skipped, saying so, where MariaDB is not installed. On a build machine (CI=true) that is a failure.</summary>
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = TemporaryMariaDb.WhyMissing;
}
