using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.MariaDb;

/// <summary>The one MariaDB server of this assembly, and a connection to it.</summary>
public sealed class MariaDbFixture : ServerFixture
{
    public MariaDbFixture() : this(TemporaryMariaDb.Start())
    {
    }

    private MariaDbFixture(TemporaryMariaDb server) : base(server, server.ConnectionString)
    {
    }
}

[CollectionDefinition(Name)]
public sealed class MariaDbCollection : ICollectionFixture<MariaDbFixture>
{
    public const string Name = "MariaDb";
}
