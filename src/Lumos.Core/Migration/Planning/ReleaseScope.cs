using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Planning;

/// <summary>Which source rows the tables of a run that are only added to take from the quarantine of the run before.</summary>
internal sealed class ReleaseScope
{
    private readonly Dictionary<(string Table, string Source), long[]> _rows;

    public ReleaseScope(IEnumerable<ReleasedRows> released) =>
        _rows = released.GroupBy(static some => (some.Table, some.Source)).ToDictionary(static all => all.Key, static all => all.SelectMany(static some => some.Taken).Select(static taken => taken.Now).Distinct().Order().ToArray());

    /// <summary>Whether tables loaded so are held to what is released. Any other way of loading gives the same rows when all of them come again.</summary>
    public static bool Holds(TableLoad load) => load.Strategy is LoadStrategy.Append or LoadStrategy.Insert;

    /// <summary>Numbers of the rows a table reads of a source, ascending.</summary>
    public long[] Of(string table, string source) => _rows.GetValueOrDefault((table, source), []);
}
