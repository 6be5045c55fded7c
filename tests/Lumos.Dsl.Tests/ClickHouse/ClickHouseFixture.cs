using Lumos.Dsl.Vectors;
using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.ClickHouse;

/// <summary>The one ClickHouse of this assembly.</summary>
public sealed class ClickHouseFixture : IDisposable
{
    private readonly EmbeddedClickHouse _engine = EmbeddedClickHouse.Start();

    public RunSql Run => (sql, _) => [.. _engine.Query(sql).Select(row => row.ToArray())];

    public void Dispose() => _engine.Dispose();
}

[CollectionDefinition(Name)]
public sealed class ClickHouseCollection : ICollectionFixture<ClickHouseFixture>
{
    public const string Name = "ClickHouse";
}
