using Lumos.Abstractions;
using Lumos.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lumos.Connectors.Postgres.Tests;

public sealed class BuilderTests
{
    [Fact]
    public void UsePostgres_OnAHost_GivesTheEngineTheConnector()
    {
        var services = new ServiceCollection();
        var asked = false;

        services.AddLumos().UseDuckDb().UsePostgres(options => options.Password = (_, _) =>
        {
            asked = true;
            return ValueTask.FromResult<string?>(null);
        });

        using var provider = services.BuildServiceProvider();
        var connector = Assert.Single(provider.GetRequiredService<IOptions<LumosOptions>>().Value.Connectors);
        Assert.IsType<PostgresConnector>(connector);
        Assert.True(connector.Handles(new RunEndpoint { Source = new EndpointSource("sql"), Location = ["postgres://db/x"] }));
        Assert.NotNull(provider.GetRequiredService<LumosEngine>());
        Assert.False(asked);
    }
}
