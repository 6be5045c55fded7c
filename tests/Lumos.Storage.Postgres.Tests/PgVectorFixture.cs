using Lumos.Testing.Servers;

namespace Lumos.Storage.Postgres.Tests;

/// <summary>One server for all tests of the assembly; every test has a schema of its own.</summary>
public sealed class PgVectorFixture : IDisposable
{
    private int _schemas;

    /// <summary>The server.</summary>
    public TemporaryPgVector Server { get; } = TemporaryPgVector.Start();

    /// <summary>Options of a schema nobody has used.</summary>
    public PostgresStateOptions Options() => new() { ConnectionString = Server.ConnectionString, Schema = $"lumos \"{Interlocked.Increment(ref _schemas)}'" };

    /// <inheritdoc/>
    public void Dispose() => Server.Dispose();
}

[CollectionDefinition(Name)]
public sealed class PgVectorServer : ICollectionFixture<PgVectorFixture>
{
    public const string Name = "pgvector";
}
