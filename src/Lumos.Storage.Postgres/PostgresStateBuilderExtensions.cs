using Lumos.Abstractions;
using Lumos.Storage.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps state of an engine on a PostgreSQL server.</summary>
public static class PostgresStateBuilderExtensions
{
    /// <summary>Keeps the centroids of the domain catalog in pgvector, for all engines that use the server. The policy must list its host (<c>egress.allow_hosts</c>).</summary>
    /// <param name="builder">What <c>AddLumos</c> gave.</param>
    /// <param name="configure">Says where the server is.</param>
    /// <exception cref="ArgumentException">The options have mistakes; all are named.</exception>
    public static TBuilder UsePostgresState<TBuilder>(this TBuilder builder, Action<PostgresStateOptions> configure) where TBuilder : ILumosBuilder
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PostgresStateOptions();
        configure(options);
        builder.UseCentroidStore(new PostgresCentroidStore(options));
        return builder;
    }
}
