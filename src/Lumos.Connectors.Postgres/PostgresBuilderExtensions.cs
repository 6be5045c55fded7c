using Lumos.Abstractions;
using Lumos.Connectors.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds PostgreSQL to an engine.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Lets runs read from and write to PostgreSQL.</summary>
    /// <param name="builder">What <c>AddLumos</c> gave.</param>
    /// <param name="configure">Sets options; null for the environment's ways to log in.</param>
    public static TBuilder UsePostgres<TBuilder>(this TBuilder builder, Action<PostgresOptions>? configure = null) where TBuilder : ILumosBuilder
    {
        var options = new PostgresOptions();
        configure?.Invoke(options);
        builder.AddConnector(new PostgresConnector(options));
        return builder;
    }
}
