using Lumos.Dsl.Tests.MariaDb;
using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.MySql;

/// <summary>The one MySQL server of this assembly, and a connection to it.</summary>
public sealed class MySqlFixture : ServerFixture
{
    public MySqlFixture() : this(TemporaryMySql.Start())
    {
    }

    private MySqlFixture(TemporaryMySql server) : base(server, server.ConnectionString)
    {
    }
}

[CollectionDefinition(Name)]
public sealed class MySqlCollection : ICollectionFixture<MySqlFixture>
{
    public const string Name = "MySql";
}
