using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>How much the names of one run's source tables say which target tables they are. What most tables of a side are called first is left out where the whole names do not agree.</summary>
/// <param name="sources">Names of all source tables.</param>
/// <param name="targets">Names of all target tables.</param>
internal sealed class TableAffinity(IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets)
{
    private readonly SharedPrefix _ofSources = SharedPrefix.Of(sources), _ofTargets = SharedPrefix.Of(targets);
    private readonly Dictionary<(string Source, string Target), int> _known = [];

    /// <summary>One of the levels of <see cref="TableNames"/>; 0 when the names have nothing to do with each other.</summary>
    public int Of(string source, string target) => _known.TryGetValue((source, target), out var known) ? known : _known[(source, target)] = Compute(source, target);

    private int Compute(string source, string target)
    {
        var whole = TableNames.Affinity(source, target);
        return whole >= TableNames.SameWords ? whole : Math.Max(whole, Math.Min(TableNames.SameWords, TableNames.Affinity(_ofSources.Strip(source), _ofTargets.Strip(target))));
    }

    /// <summary>The highest level a source table has with any target.</summary>
    public int Best(string source) => targets.Max(target => Of(source, target));
}
