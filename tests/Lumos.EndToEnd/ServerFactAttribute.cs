using Lumos.Testing.Servers;

namespace Lumos.EndToEnd;

/// <summary>Skipped, saying so, where no server is installed; on a build machine (CI=true) that is a failure.</summary>
internal sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = TemporaryPostgres.WhyMissing;
}

/// <inheritdoc cref="ServerFactAttribute"/>
internal sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = TemporaryPostgres.WhyMissing;
}
