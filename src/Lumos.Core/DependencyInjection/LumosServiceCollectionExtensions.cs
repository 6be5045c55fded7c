using Lumos.Abstractions;
using Lumos.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Lumos to a host.</summary>
public static class LumosServiceCollectionExtensions
{
    /// <summary>Adds the engine as a singleton. What is registered already is left as it is.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options; null for the defaults. Mistakes are all reported when the host starts or the engine is first used.</param>
    public static LumosBuilder AddLumos(this IServiceCollection services, Action<LumosOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<LumosOptions>();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LumosOptions>, LumosOptionsValidator>());
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<LumosOptions>>().Value;
            options.ChatClient ??= provider.GetService<IChatClient>();
            options.EmbeddingGenerator ??= provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>();
            return LumosEngine.Create(options, provider.GetService<ILoggerFactory>());
        });
        return new LumosBuilder(services);
    }
}

/// <summary>Chooses the parts of an engine that was added to a host.</summary>
public sealed class LumosBuilder : ILumosBuilder
{
    internal LumosBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <inheritdoc/>
    public void AddConnector(IConnector connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        Services.Configure<LumosOptions>(options => options.Connectors.Add(connector));
    }

    /// <inheritdoc/>
    public void UseCentroidStore(ICentroidStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.Configure<LumosOptions>(options => options.CentroidStore = store);
    }

    /// <summary>Computes with the embedded engine and keeps the state in a folder. This is the default; it needs no server and no set-up.</summary>
    /// <param name="stateFolder">Folder; null leaves the one of the options.</param>
    public LumosBuilder UseDuckDb(string? stateFolder = null)
    {
        if (stateFolder is not null) Services.Configure<LumosOptions>(options => options.StateFolder = stateFolder);
        return this;
    }
}

internal sealed class LumosOptionsValidator : IValidateOptions<LumosOptions>
{
    public ValidateOptionsResult Validate(string? name, LumosOptions options)
    {
        var mistakes = options.Validate();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
