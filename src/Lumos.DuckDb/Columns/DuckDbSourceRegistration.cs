using System.Globalization;
using System.Text;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Columns;

/// <summary>A registered source. Dispose it to make its name unknown again; queries that run go on.</summary>
public sealed class DuckDbSourceRegistration : IDisposable
{
    private readonly SourceRegistry _registry;
    private readonly string _name;
    private readonly long _number;

    internal DuckDbSourceRegistration(SourceRegistry registry, string name, long number)
    {
        _registry = registry;
        _name = name;
        _number = number;
    }

    /// <summary>
    /// The source as SQL may have it after FROM. Unlike the name it is a plain function call, so a prepared statement over it is planned once and
    /// not anew on every run.
    /// </summary>
    public string Sql => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(SourceRegistry.FunctionName)}({_number})");

    /// <inheritdoc />
    public void Dispose() => _registry.Remove(_name, _number);
}
