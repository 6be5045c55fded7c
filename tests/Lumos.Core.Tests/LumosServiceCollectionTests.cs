using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lumos.Core.Tests;

public class LumosServiceCollectionTests
{
    [Fact]
    public void AddLumos_UseDuckDb_GivesOneEngine()
    {
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection();
        services.AddLumos().UseDuckDb(folder["state"]);
        using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<LumosEngine>();
        Assert.Equal(folder["state"], engine.StateFolder);
        Assert.Same(engine, provider.GetRequiredService<LumosEngine>());
        Assert.False(Directory.Exists(folder["state"]));
    }

    [Fact]
    public void AddLumos_MistakesInOptions_AreAllReported()
    {
        var services = new ServiceCollection();
        services.AddLumos(options =>
        {
            options.StateFolder = "";
            options.MaxAttempts = 0;
            options.PolicyManifestFile = "nowhere.json";
        });
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<LumosEngine>);
        Assert.Equal(3, error.Failures.Count());
    }
}
