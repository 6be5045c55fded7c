using Lumos.Abstractions;
using Lumos.Connectors.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SQLite to an engine.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Lets runs read from SQLite files.</summary>
    /// <param name="builder">What <c>AddLumos</c> gave.</param>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder) where TBuilder : ILumosBuilder
    {
        builder.AddConnector(new SqliteConnector());
        return builder;
    }
}
