using Lumos.Testing.Servers;

namespace Lumos.Connectors.Postgres.Tests;

/// <summary>A fact about a server: skipped, saying so, where none is installed. On a build machine (CI=true) a missing server is a failure.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = TemporaryPostgres.WhyMissing;
}

/// <summary>A theory about a server; see <see cref="ServerFactAttribute"/>.</summary>
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = TemporaryPostgres.WhyMissing;
}
