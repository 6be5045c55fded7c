using Lumos.Testing.Servers;

namespace Lumos.Connectors.Postgres.Tests;

/// <summary>A fact about a server: skipped, saying so, where none is installed. On a build machine (CI=true) a missing server is a failure.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = Server.Missing;
}

/// <summary>A theory about a server; see <see cref="ServerFactAttribute"/>.</summary>
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = Server.Missing;
}

internal static class Server
{
    /// <summary>Why a test of the server is skipped, or null.</summary>
    public static string? Missing => TemporaryPostgres.IsInstalled || Environment.GetEnvironmentVariable("CI") == "true" ? null : "Needs PostgreSQL 15 or newer, which is not installed here (Debian: postgresql).";
}
