using Lumos.Abstractions;
using Lumos.Connectors.MySql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds MariaDB and MySQL to an engine.</summary>
public static class MySqlBuilderExtensions
{
    /// <summary>Lets runs read from MariaDB and MySQL.</summary>
    /// <param name="builder">What <c>AddLumos</c> gave.</param>
    /// <param name="configure">Sets options; null for the environment's ways to log in.</param>
    public static TBuilder UseMySql<TBuilder>(this TBuilder builder, Action<MySqlOptions>? configure = null) where TBuilder : ILumosBuilder
    {
        var options = new MySqlOptions();
        configure?.Invoke(options);
        builder.AddConnector(new MySqlDatabaseConnector(options));
        return builder;
    }
}
